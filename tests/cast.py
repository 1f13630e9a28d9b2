"""The cast: people with an account, each with a browser in which they are signed in."""

from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from pyotp import TOTP

from network.access.cookies import SESSION
from network.changes.second_factor import new_secret, sealed, secret_of
from network.extensions import database
from network.models import Account, AccountForum, DeskSession
from network.tokens import fingerprint, keyed_hash, new_token
from network.vocabulary import AccountRole

NAJAF, KUT = "najaf-social-forum", "we-are-wasit"
PASSWORD = "four camels cross a bridge"
# Who is there, by the name of the fixture: role, forums.
CAST = {
    "administrator": (AccountRole.ADMINISTRATOR, ()),
    "editor": (AccountRole.EDITOR, ()),
    "najaf": (AccountRole.COORDINATOR, (NAJAF,)),
    "kut": (AccountRole.COORDINATOR, (KUT,)),
}


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self, moment=datetime(2026, 3, 20, 9, 30, tzinfo=UTC)):
        self.moment = moment

    def __call__(self):
        return self.moment

    def advance(self, **duration):
        """Let time pass: `advance(minutes=31)`."""
        self.moment += timedelta(**duration)


class Desk(FlaskClient):
    """The browser of one who is signed in; `account_id` is theirs, `token` the session's."""

    account_id = None
    token = None

    @property
    def form_token(self):
        """What every form of this browser carries in its field `token`."""
        return keyed_hash(self.token.encode(), "form")

    def send(self, path, **fields):
        """Send a form of the desk."""
        return self.post(path, data={"token": self.form_token, **fields})


def make_account(app, login, role=AccountRole.COORDINATOR, forums=(), **columns):
    """Make an account, without the work of hashing, and return its number.

    Its password is PASSWORD only where the test asks for it: `password_hash=...`.
    """
    values = {
        "login": login,
        "name": f"The name of {login}",
        "language": "en",
        "role": role,
        "password_hash": "",
        "totp_secret": None if role == AccountRole.COORDINATOR else new_secret(),
        "active": True,
        "created_at": app.extensions["clock"](),
        "forums": [AccountForum(forum=slug) for slug in forums],
    }
    columns = {**values, **columns}
    secret = columns.pop("totp_secret")
    with database.writing(app) as session:
        account = Account(**columns)
        session.add(account)
        session.flush()
        if secret:
            account.totp_secret = sealed(session, account, secret)
        return account.id


def knowing_password(app):
    """The column that lets an account sign in with PASSWORD."""
    return {"password_hash": app.extensions["passwords"].keep(PASSWORD)}


def signed_in(app, account_id, **columns):
    """A browser in which an account is signed in, as if all had been asked of it."""
    moment, token = app.extensions["clock"](), new_token()
    values = {"complete": True, "browser": "Firefox", "created_at": moment, "seen_at": moment}
    with database.writing(app) as session:
        row = {**values, **columns}
        session.add(DeskSession(account_id=account_id, token_hash=fingerprint(token), **row))
    browser = Desk(app, app.response_class)
    browser.set_cookie(SESSION, token)
    browser.account_id, browser.token = account_id, token
    return browser


def enter(app, name):
    """One of the cast, with a new account and a browser."""
    role, forums = CAST[name]
    return signed_in(app, make_account(app, name, role, forums))


def code_of(app, account_id):
    """The code that the telephone of an account shows now."""
    with database.writing(app) as session:
        secret = secret_of(session, session.get_one(Account, account_id))
    return TOTP(secret).at(app.extensions["clock"]())
