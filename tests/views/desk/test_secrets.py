"""What must stay secret: nothing of it is in a log, and little of it in the database."""

import logging

from sqlalchemy import MetaData, select

from network.changes.second_factor import secret_of
from network.changes.tickets import invite
from network.extensions import database
from network.models import Account
from network.vocabulary import AccountRole
from tests.cast import code_of, knowing_password, make_account
from tests.desk import posted, token_of, use_ticket

CANARY = "canary of the reeds sings"
ADDRESS = "198.51.100.77"


def everything(app):
    engine, tables = database.engine(app), MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return repr([connection.execute(select(table)).all() for table in tables.sorted_tables])


def test_no_password_token_code_or_address_is_in_a_log_or_readable_in_the_database(
    app, clock, capfd, caplog
):
    caplog.set_level(logging.DEBUG)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    with database.writing(app) as session:
        token = invite(session, AccountRole.COORDINATOR, [], "", clock())
    chosen = {"login": "member", "password": CANARY, "again": CANARY}
    answer = use_ticket(client, f"/en/desk/tickets#{token}", **chosen)
    assert answer.status_code == 303
    cookie = client.get_cookie("desk").value
    client.post("/en/desk/sign-out", data={"token": token_of(client.get("/en/desk/"))})
    posted(client, "/en/desk/sign-in", login="member", password=f"wrong {CANARY}")
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    code = code_of(app, number)
    posted(client, "/en/desk/sign-in", login="editor", password="four camels cross a bridge")
    posted(client, "/en/desk/second-factor", code=code)
    said = "".join([*capfd.readouterr(), caplog.text])
    kept = everything(app)
    for secret in (CANARY, token, cookie, client.get_cookie("desk").value, ADDRESS):
        assert secret not in said
        assert secret not in kept
    assert code not in said


def test_a_copy_of_the_database_tells_no_second_factor(app, session, administrator):
    number = make_account(app, "editor", AccountRole.EDITOR)
    kept = everything(app)
    with database.writing(app) as writer:
        found = [secret_of(writer, account) for account in writer.scalars(select(Account))]
    assert len(found) == 2
    for secret in found:
        assert secret not in kept
        assert app.extensions["site_key"].hex() not in kept
    assert code_of(app, number) not in kept
