"""Fetches a small answer of an outside service for geopy: bounded in size and time, no detours."""

import json
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

LARGEST_ANSWER = 500_000
PIECE = 16_384


class _NoRedirects(HTTPRedirectHandler):
    """What a coordinator looks for goes to the service of the settings and to nobody else."""

    def redirect_request(self, *_arguments: Any) -> None:
        """Follow none."""


class BoundedAdapter(BaseSyncAdapter):
    """An adapter whose ``timeout`` is for the whole answer, which may have 500 kB."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        handlers = (ProxyHandler(proxies), HTTPSHandler(context=ssl_context), _NoRedirects())
        self.opener = build_opener(*handlers)

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The document at an address. Raises one of geopy's errors, never another."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("the answer is not JSON") from error

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The text at an address. Raises one of geopy's errors, never another."""
        end = time.monotonic() + timeout
        try:
            # The scheme is one that the settings allow: http or https.
            asked = Request(url, headers=dict(headers))  # noqa: S310
            with self.opener.open(asked, timeout=timeout) as answer:
                return _read(answer, end).decode()
        except HTTPError as error:
            error.close()
            told = {name.lower(): value for name, value in error.headers.items()}
            raise AdapterHTTPError(
                f"status {error.code}", status_code=error.code, headers=told, text=None
            ) from error
        except (OSError, HTTPException) as error:
            reason = error.reason if isinstance(error, URLError) else error
            slow = isinstance(reason, TimeoutError)
            raise (GeocoderTimedOut if slow else GeocoderUnavailable)("no answer") from error


def _read(answer: HTTPResponse, end: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise GeocoderParseError("the answer is too large")
        if time.monotonic() > end:
            raise TimeoutError
    return b"".join(pieces)
