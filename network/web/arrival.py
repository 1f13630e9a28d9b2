"""What is looked at first of a request: the host that it asks, and whether it was forwarded."""

from collections.abc import Iterable
from http import HTTPStatus
from ipaddress import ip_address
from logging import Logger
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from network.web.headers import HEADERS

FORWARDING = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
WARNING = (
    "A request came with forwarding headers, but NETWORK_PROXIES is 0. If a proxy stands in "
    "front, all visitors count as one: set NETWORK_PROXIES to the number of proxies. "
    "If none does, somebody pretends."
)


class KnownHosts:
    """Wraps an application: only requests to its public address or to this machine come in.

    Pages name the host that they were asked from in their links, so nobody may choose it.
    """

    def __init__(self, app: WSGIApplication, public_url: str) -> None:
        self.app = app
        parts = urlsplit(public_url)
        usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
        named = parts.netloc.lower()
        self.known = {named, named.removesuffix(usual), f"{named.removesuffix(usual)}{usual}"} - {
            ""
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The application's answer, or 400 without a word on what is wrong."""
        host = environ.get("HTTP_HOST", "").lower()
        if host in self.known or is_loopback(host):
            return self.app(environ, start_response)
        return plainly(HTTPStatus.BAD_REQUEST, start_response)


class ForwardedUnasked:
    """Wraps an application that no proxy stands before: says once where one seems to."""

    def __init__(self, app: WSGIApplication, logger: Logger) -> None:
        self.app = app
        self.logger = logger
        self.said = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The application's answer, whatever the headers say; no address is written down."""
        if not self.said and any(name in environ for name in FORWARDING):
            self.said = True
            self.logger.error(WARNING)
        return self.app(environ, start_response)


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, names the machine itself."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name = host
    elif not (port.isascii() and port.isdigit() and len(port) <= 5):
        return False
    if name == "localhost":
        return True
    bracketed = name.startswith("[") and name.endswith("]")
    try:
        return ip_address(name[1:-1] if bracketed else name).is_loopback and bracketed == (
            ":" in name
        )
    except ValueError:
        return False


def plainly(
    status: HTTPStatus, start_response: StartResponse, *more: tuple[str, str]
) -> list[bytes]:
    """Answer with a status and our headers alone, where no page can be made."""
    words = f"{status.value} {status.phrase}"
    kind = ("Content-Type", "text/plain; charset=utf-8")
    start_response(words, [kind, ("Cache-Control", "no-store"), *HEADERS.items(), *more])
    return [f"{words}\n".encode()]
