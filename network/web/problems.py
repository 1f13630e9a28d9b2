"""Errors for programs: problem documents as RFC 9457 has them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, url_for
from flask_babel import gettext
from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable

from network.exports.documents import dumped
from network.web.addresses import absolute
from network.web.language import page_language

PROBLEM = "application/problem+json"
# Headers that belong to an error: what else one may do, and when to come back.
KEPT = ("Allow", "Retry-After")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one parameter: its name, its value as it was sent, why not."""

    parameter: str
    value: str
    detail: str


class Away(ServiceUnavailable):
    """The database cannot be reached now."""


class Full(HTTPException):
    """There is no space to write to, or the disk may only be read."""

    code = 507


class BadParameters(BadRequest):
    """A request asks by parameters that are unknown or cannot be read."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = faults


def problem(error: HTTPException) -> Response:
    """The answer to a program: what went wrong, in words and in parts it can read."""
    status = error.code or 500
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": _title(error),
        "status": status,
        "detail": _detail(error),
    }
    if isinstance(error, BadParameters):
        document["type"] = absolute(f"{url_for('guide.page')}#parameters")
        document["errors"] = [asdict(fault) for fault in error.faults]
    response = Response(dumped(document), status=status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = page_language().code
    response.headers.extend(kept_headers(error))
    return response


def kept_headers(error: HTTPException) -> list[tuple[str, str]]:
    """The headers of an error that its page or document must carry, too."""
    return [(name, value) for name, value in error.get_headers() if name in KEPT]


def _title(error: HTTPException) -> str:
    if isinstance(error, BadParameters):
        return gettext("A parameter is unknown or cannot be read")
    return HTTPStatus(error.code or 500).phrase


def _detail(error: HTTPException) -> str:
    if isinstance(error, BadParameters):
        return " ".join(
            f"{fault.parameter}={fault.value}: {fault.detail}" for fault in error.faults
        )
    if isinstance(error, Away):
        return gettext("The database cannot be reached just now. Please try again in a while.")
    details = {
        507: gettext("There is no space left to write. Nothing was saved."),
        400: gettext("The address is too long or damaged."),
        404: gettext("There is nothing at this address."),
        405: gettext("This address can only be read."),
        503: gettext("Others ask for the same kind of work. Please try again in a few seconds."),
        429: gettext("Too many requests in one minute. Please wait, then go on more slowly."),
    }
    return details.get(
        error.code or 500, gettext("Something went wrong on our side. Please try again later.")
    )
