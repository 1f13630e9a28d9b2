"""The keys under which a browser keeps what was typed at the desk and not sent yet."""

from typing import Any

from flask import Flask, current_app

from network.access import current_account
from network.clock import now
from network.models import Account
from network.tokens import key_for, keyed_hash

DAY = 86_400
# Keys of older days are given to nobody: what was kept under them cannot be read any more.
LASTS = 7


def register(app: Flask) -> None:
    """Give the templates of `app` the keys of the account that is signed in."""
    app.jinja_env.globals["unsent_keys"] = unsent_keys


def unsent_keys() -> dict[str, Any]:
    """What a page of the desk tells its scripts.

    `today` counts days since 1970; what is older than `lasts` days goes. Only for one who is
    signed in: `names`, the key of the names in the browser's storage, and `days`, the key of each
    day of the last week; each as 64 hexadecimal digits, the same whenever this account signs in.
    """
    today = int(now().timestamp()) // DAY
    account = current_account()
    common = {"today": today, "lasts": LASTS}
    if account is None:
        return common
    days = {str(day): _key(account, str(day)) for day in range(today - LASTS, today + 1)}
    return {**common, "names": _key(account, "names"), "days": days}


def _key(account: Account, purpose: str) -> str:
    return keyed_hash(
        key_for("unsent drafts", current_app.extensions["site_key"]), f"{account.id} {purpose}"
    )
