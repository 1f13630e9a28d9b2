"""Two nodes on one PostgreSQL are one site: what happens at one holds at the other at once.

In the control the second node has another key of the site.
"""

from collections import Counter
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from flask import Flask

from bench.drills.outcome import Outcome
from bench.drills.postgresql import cluster
from bench.drills.servers import production
from network.access.cookies import SESSION
from network.changes.attempts import MOST_ATTEMPTS
from network.changes.tickets import invite
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from network.vocabulary import AccountRole
from tests.cast import Desk, make_account, signed_in
from tests.databases import build
from tests.desk import at_once

FORUM, PASSWORD = "tikrit-forum", "seven boats under willows"
NAME = f"Forum {FORUM}"
PAGE, SIGN_IN, OWN = f"/en/forums/{FORUM}", "/en/desk/sign-in", "/en/desk/own"
# Where the forum is to be seen before it is hidden.
SHOWN = (PAGE, "/en/forums/", "/en/forums.csv", "/api/v1/forums", "/en/cities/tikrit")
ROUNDS, SHORT_ROUNDS = 20, 4
COUNTED_APART = "attempts are not counted over both"


class Answer:
    """A status, the headers and the text of an answer."""

    def __init__(self, answer: HTTPResponse) -> None:
        self.status, self.headers = answer.status, answer.headers
        self.text = answer.read().decode(errors="replace")


class Browser:
    """A browser that goes to either node: both have one host, hence the same cookies."""

    def __init__(self, ports: list[int], person: Desk | None = None) -> None:
        self.ports, self.person = ports, person
        self.cookies = {SESSION: str(person.token)} if person else {}

    def get(self, node: int, path: str, **headers: str) -> Answer:
        """A page of one of the nodes."""
        return self._ask(node, "GET", path, None, headers)

    def send(self, node: int, path: str, **fields: str) -> Answer:
        """The answer of a node to a form, whose token the page of signing in gives to visitors."""
        if self.person:
            token = self.person.form_token
        else:
            page = self.get(node, SIGN_IN).text
            token = page.partition('name="token" value="')[2].partition('"')[0]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(node, "POST", path, urlencode({"token": token, **fields}), form)

    def _ask(
        self, node: int, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with closing(HTTPConnection("127.0.0.1", self.ports[node], timeout=30)) as connection:
            connection.request(method, path, body, {"Cookie": cookies, **headers})
            answer = connection.getresponse()
            for sent in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = sent.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(answer)


def control() -> Outcome:
    """The short form with another key at the second node must find attempts counted apart."""
    return run(short=True, keys=(token_bytes(32), token_bytes(32))).seen(COUNTED_APART)


def run(short: bool, keys: tuple[bytes, bytes] = (token_bytes(32),) * 2) -> Outcome:
    """Sign in, publish, hide and use tickets, each at one of two nodes and then at the other."""
    outcome, rounds = Outcome(), SHORT_ROUNDS if short else ROUNDS
    with ExitStack() as stack:
        server = stack.enter_context(cluster())
        folders = [Path(stack.enter_context(TemporaryDirectory())) for _ in range(2)]
        settings = [
            {"NETWORK_DATABASE_URL": server.url, "NETWORK_SITE_KEY": key.hex()} for key in keys
        ]
        build(server.url, "small")
        app = create_app(read_settings({**settings[0], "NETWORK_INSTANCE_FOLDER": str(folders[0])}))
        nodes = [
            stack.enter_context(production(folder, **own))
            for folder, own in zip(folders, settings, strict=True)
        ]
        ports = [node.port for node in nodes]
        for check in (sessions, editions, tickets, attempts, hidden):
            check(outcome, app, ports, rounds)
        database.engine(app).dispose()
        for node in nodes:
            outcome.expect("Traceback" not in node.words(), f"a node said: {node.words()[-1000:]}")
    return outcome


def sessions(outcome: Outcome, app: Flask, ports: list[int], _rounds: int) -> None:
    """Who is signed in at one is so at the other, and who goes is gone from both."""
    browser = Browser(ports)
    make_account(app, "walker", **knowing_password(app))
    let_in = browser.send(0, SIGN_IN, login="walker", password=PASSWORD)
    outcome.expect(let_in.status == 303, f"signing in answers {let_in.status}")
    for node in (0, 1):
        outcome.expect(browser.get(node, OWN).status == 200, f"node {node} knows no session")
    # The form token of somebody who is signed in stands on the page.
    page = browser.get(1, OWN).text
    token = page.partition('name="token" value="')[2].partition('"')[0]
    copied = dict(browser.cookies)
    browser.send(1, "/en/desk/sign-out", token=token)
    browser.cookies = copied
    for node in (0, 1):
        gone = browser.get(node, OWN).status == 303
        outcome.expect(gone, f"node {node} knows a session that has ended")


def editions(outcome: Outcome, app: Flask, ports: list[int], rounds: int) -> None:
    """What is published at one is shown by the other, which answers no 304 for what was before."""
    coordinator = signed_in(app, make_account(app, "tikrit", forums=(FORUM,)))
    desk, visitor = Browser(ports, coordinator), Browser(ports)
    stale = 0
    for number in range(rounds):
        here, there = number % 2, 1 - number % 2
        before = visitor.get(there, PAGE)
        tag = before.headers["ETag"]
        kept = visitor.get(there, PAGE, **{"If-None-Match": tag})
        outcome.expect(kept.status == 304, f"what is kept is answered {kept.status}")
        done = desk.send(here, f"/en/desk/forums/{FORUM}/confirmation")
        outcome.expect(done.status == 303, f"confirming answers {done.status}")
        after = visitor.get(there, PAGE, **{"If-None-Match": tag})
        stale += after.status != 200 or after.headers["ETag"] == tag
    outcome.figures["editions published at one"] = rounds
    outcome.figures["stale at the other"] = stale
    outcome.expect(not stale, f"{stale} of {rounds} editions were not seen at the other node")


def tickets(outcome: Outcome, app: Flask, ports: list[int], rounds: int) -> None:
    """A one-time address that is used at both nodes in the same moment makes one account."""
    twice = 0
    for number in range(rounds):
        with database.writing(app) as session:
            moment = app.extensions["clock"]()
            ticket = invite(session, AccountRole.COORDINATOR, [FORUM], "a friend", moment)
        fields = {"ticket": ticket.rpartition("/")[2], "password": PASSWORD, "again": PASSWORD}
        answers = at_once(
            2,
            lambda node, number=number, fields=fields: Browser(ports).send(
                node,
                "/en/desk/tickets/use",
                **{**fields, "login": f"friend-{number}-{node}", "name": "A", "language": "en"},
            ),
        )
        made = sum(answer.status == 303 for answer in answers)
        outcome.expect(made >= 1, f"a ticket is answered {[a.status for a in answers]}")
        twice += made > 1
        outcome.expect(all(answer.status < 500 for answer in answers), "a ticket ends in a fault")
    outcome.figures["tickets used at both at once"] = rounds
    outcome.expect(not twice, f"{twice} tickets made two accounts")


def attempts(outcome: Outcome, app: Flask, ports: list[int], _rounds: int) -> None:
    """Wrong passwords are counted over both."""
    make_account(app, "target", **knowing_password(app))
    browser, statuses = Browser(ports), []
    for number in range(MOST_ATTEMPTS + 2):
        wrong = browser.send(number % 2, SIGN_IN, login="target", password="something else")
        statuses.append(wrong.status)
    outcome.figures["wrong passwords, by turns"] = dict(Counter(statuses))
    expected = [422] * MOST_ATTEMPTS + [429] * 2
    outcome.expect(statuses == expected, f"{COUNTED_APART}: {statuses}")


def hidden(outcome: Outcome, app: Flask, ports: list[int], _rounds: int) -> None:
    """A forum that is hidden at one is at once on no page of the other."""
    editor = signed_in(app, make_account(app, "editor", AccountRole.EDITOR))
    desk, visitor = Browser(ports, editor), Browser(ports)
    before = {path: visitor.get(1, path) for path in SHOWN}
    for path, answer in before.items():
        outcome.expect(NAME in answer.text, f"{path} does not show the forum at all")
    done = desk.send(0, f"/en/desk/forums/{FORUM}/hiding", reason="Threats")
    outcome.expect(done.status == 303, f"hiding answers {done.status}")
    for path, answer in before.items():
        after = visitor.get(1, path, **{"If-None-Match": answer.headers["ETag"]})
        still = after.status == 304 or NAME in after.text
        outcome.expect(not still, f"{path} of the other node shows a hidden forum")
    gone = visitor.get(1, PAGE).status
    outcome.expect(gone == 404, f"the page of a hidden forum answers {gone} at the other node")
    outcome.figures["addresses without what was hidden at the other"] = len(SHOWN)


def knowing_password(app: Flask) -> dict[str, str]:
    """The column that lets an account sign in with PASSWORD."""
    return {"password_hash": app.extensions["passwords"].keep(PASSWORD)}
