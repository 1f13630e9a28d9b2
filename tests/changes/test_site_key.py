"""The database knows its key of the site: another one is noticed, and destroys nothing."""

import pytest
from sqlalchemy import select, update

from network.changes.second_factor import secret_of
from network.changes.site_key import OtherKeyError, accept_key, check_key, note_key
from network.extensions import database
from network.models import Account, SiteKeyMark
from network.sealing import WrongKeyError
from network.vocabulary import AccountRole
from tests.cast import PASSWORD, code_of, knowing_password, make_account, signed_in
from tests.desk import at_once, posted
from tests.pages import Page

OTHER = "ab" * 32


def factor(app, number):
    with database.writing(app) as session:
        return session.get_one(Account, number).totp_secret


@pytest.fixture
def elsewhere(app, make_app, database_url):
    """The application with another key, on a database that has been used with its own."""
    with database.writing(app) as session:
        note_key(session)
    return make_app(database_url, NETWORK_SITE_KEY=OTHER)


def test_another_key_is_refused_until_somebody_accepts_it(app, elsewhere):
    with database.writing(app) as session:
        note_key(session)
    with (
        database.writing(elsewhere) as session,
        pytest.raises(OtherKeyError, match="key of the site"),
    ):
        check_key(session)
    with database.writing(elsewhere) as session:
        assert accept_key(session)
        check_key(session)
        assert not accept_key(session)
    with database.writing(app) as session, pytest.raises(OtherKeyError):
        check_key(session)


def test_the_mark_tells_nothing_of_the_key(app, session):
    with database.writing(app) as writer:
        note_key(writer)
    mark = session.scalars(select(SiteKeyMark.mark)).one()
    assert mark not in (app.extensions["site_key"].hex(), "")


def test_processes_that_start_at_once_agree(app):
    def start(_number):
        with app.app_context(), database.writing(app) as session:
            note_key(session)
            return session.scalars(select(SiteKeyMark.mark)).one()

    assert len(set(at_once(4, start))) == 1


def test_a_secret_opens_for_its_own_account_alone(app, session):
    one, two = (make_account(app, name, AccountRole.EDITOR) for name in ("one", "two"))
    with database.writing(app) as writer:
        stolen = factor(app, one)
        writer.execute(update(Account).where(Account.id == two).values(totp_secret=stolen))
    with database.writing(app) as writer:
        assert secret_of(writer, writer.get_one(Account, one))
        with pytest.raises(WrongKeyError):
            secret_of(writer, writer.get_one(Account, two))


def test_with_another_key_the_page_says_so_and_a_recovery_code_still_lets_in(app, elsewhere):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    editor = signed_in(app, number)
    fields = {"present_password": PASSWORD}
    codes = editor.send("/en/desk/own/recovery-codes", **fields)
    items = (item["text"] for item in Page(codes).all("li"))
    paper = next(item for item in items if item.count("-") == 3)
    before, code = factor(app, number), code_of(app, number)
    browser = elsewhere.test_client()
    posted(browser, "/en/desk/sign-in", login="editor", password=PASSWORD)
    page = browser.get("/en/desk/second-factor")
    assert "the key of this site was exchanged" in page.text
    assert posted(browser, "/en/desk/second-factor", code=code).status_code == 422
    assert posted(browser, "/en/desk/second-factor", code=paper).status_code == 303
    assert factor(app, number) == before
