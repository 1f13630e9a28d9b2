"""The cookie by which a browser shows that an account signed in in it before.

So whoever shares an address with a flood, or whose account is flooded, still gets in. It names no
account, travels to the desk only, and is void with another password.
"""

import secrets
from collections.abc import Iterator

from flask import current_app, request
from werkzeug.wrappers import Response

from network.access.cookies import is_secure
from network.clock import now
from network.locales import LANGUAGES
from network.models import Account
from network.tokens import key_for, keyed_hash

NAME, SEPARATOR = "desk-known", "~"
DAYS, DAY = 90, 86_400
# So many people may share a browser.
MOST = 5


def known_browser(account: Account | None) -> str | None:
    """The number of this browser where `account` signed in in it before, None elsewhere."""
    return next((number for _day, number, _sign in _own(account)), None) if account else None


def remember_browser(response: Response, account: Account) -> None:
    """Let the browser show from now on that `account` signed in in it."""
    day, number = str(_today()), secrets.token_hex(16)
    own = {".".join(parts) for parts in _own(account)}
    others = [entry for entry in _entries() if entry not in own]
    entry = ".".join((day, number, _signature(account, day, number)))
    value = SEPARATOR.join([*others, entry][-MOST:])
    # Only a cookie with the path of the desk stays away from public pages.
    for language in LANGUAGES:
        response.set_cookie(
            _name(),
            value,
            max_age=DAYS * DAY,
            path=f"/{language}/desk",
            secure=is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _own(account: Account) -> Iterator[tuple[str, str, str]]:
    """The entries of the cookie that are signed for `account` and not too old."""
    for entry in _entries():
        day, _, rest = entry.partition(".")
        number, _, sign = rest.partition(".")
        right = _signature(account, day, number)
        if secrets.compare_digest(sign.encode(), right.encode()) and _is_recent(day):
            yield day, number, sign


def _entries() -> list[str]:
    return [entry for entry in request.cookies.get(_name(), "").split(SEPARATOR) if entry][-MOST:]


def _is_recent(day: str) -> bool:
    return 0 <= _today() + 1 - int(day) <= DAYS + 1


def _today() -> int:
    return int(now().timestamp()) // DAY


def _signature(account: Account, day: str, number: str) -> str:
    key = key_for("known browsers", current_app.extensions["site_key"])
    return keyed_hash(key, f"{account.id} {day} {number} {account.password_hash}")


def _name() -> str:
    """The prefix keeps pages in the clear from setting it; `__Host-` would need the path of all."""
    return f"__Secure-{NAME}" if is_secure() else NAME
