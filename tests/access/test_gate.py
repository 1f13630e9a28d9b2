"""The gate: nobody comes in whom a view does not name, nothing is taken that is not ours."""

import hashlib
import itertools
import string

import pytest
from sqlalchemy import MetaData, delete, select

from network.access.gate import GUARDED, OPEN, RANKS, safe_next
from network.changes.drafts import start_draft
from network.changes.import_rows import import_rows
from network.changes.propose import propose
from network.changes.uploads import Arrival, keep_upload
from network.extensions import database
from network.models import Account, Attempt, DeskSession, Revision
from network.vocabulary import AccountRole
from tests.cast import make_account, signed_in
from tests.pages import Page

DESK = "/en/desk/"
PREFIX = "/<language:language>/desk"
# What stands in an address for each kind of place in it; a place of a new kind must be added.
# The numbers lead to nothing: the gate is asked before the object is looked for.
PLACES = {"language": "en", "token": "x" * 43}
NUMBER = 987654


def desk_rules(app):
    """Every address of the desk with a method: whoever adds one is asked by these tests."""
    return [
        (app.view_functions[rule.endpoint], path_of(rule), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    ]


def path_of(rule):
    path = rule.rule
    for name, converter in rule._converters.items():
        value = PLACES.get(name, NUMBER if hasattr(converter, "num_convert") else "nothing")
        start = path.index("<")
        assert path[start:].partition(">")[0].rpartition(":")[2].strip("<") == name
        path = path[:start] + str(value) + path[path.index(">") + 1 :]
    return path


def digest(app):
    """A hash of everything in the database."""
    engine = database.engine(app)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = [
            (table.name, sorted(map(repr, connection.execute(select(table)))))
            for table in tables.sorted_tables
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture
def rules(app):
    found = desk_rules(app)
    assert len(found) > 25
    return found


def test_without_an_account_every_page_leads_to_the_way_in(visitor, rules):
    for view, path, method in rules:
        answer = visitor.open(path, method=method)
        if view not in OPEN:
            assert answer.status_code == 303, path
            assert answer.location.startswith("/en/desk/sign-in"), path


def test_a_script_without_a_session_is_told_so(visitor, rules):
    for view, path, method in rules:
        if view not in OPEN:
            answer = visitor.open(path, method=method, headers={"Accept": "application/json"})
            assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
            assert answer.json["sign_in"].startswith("/en/desk/sign-in")


@pytest.mark.parametrize("name", ["najaf", "editor", "administrator"])
def test_every_view_is_closed_to_the_roles_below_its_own(app, cast, rules, name):
    with database.writing(app) as session:
        role = session.get_one(Account, cast[name].account_id).role
    for view, path, method in rules:
        if view in OPEN:
            continue
        answer = cast[name].open(path, method=method, data={"token": cast[name].form_token})
        if RANKS[role] < RANKS[GUARDED[view]]:
            assert answer.status_code == 403, path
        # What "nothing" is a word for may be refused for its own sake.
        elif "nothing" not in path:
            assert answer.status_code not in (401, 403), path
        assert answer.status_code < 500, path
        if "sign-out" in path or "sessions" in path:
            cast[name] = signed_in(app, cast[name].account_id)


def session_of(app, member):
    with database.writing(app) as session:
        numbers = select(DeskSession.id).where(DeskSession.account_id == member.account_id)
        return {"number": session.scalars(numbers).one()}


def account_of(_app, member):
    return {"number": member.account_id}


def upload_of(app, member):
    with database.writing(app) as session:
        account = session.get_one(Account, member.account_id)
        arrival = Arrival("The name of kut.csv", b"slug,kind\nx,visit\n", "activity")
        return {"number": keep_upload(session, account, arrival, app.extensions["clock"]())}


def batch_of(app, member):
    rows = [("forum", {"slug": "kut", "texts": {"en": {"name": "The name of kut"}}}, None)]
    with database.writing(app) as session:
        account = session.get_one(Account, member.account_id)
        return {"batch": import_rows(session, account, rows, app.extensions["clock"]())}


def draft_of(app, member):
    with database.writing(app) as session:
        account = session.get_one(Account, member.account_id)
        typed = [["name_en", "The name of kut"]]
        number = start_draft(session, account, "forum", typed, app.extensions["clock"]())
        return {"number": number}


def record_of(app, member):
    """A forum that somebody proposed and nobody else may know of yet."""
    number = draft_of(app, member)["number"]
    with database.writing(app) as session:
        draft = session.get_one(Revision, number)
        texts = {"en": {"name": "The name of kut"}}
        snapshot = {"slug": f"kut-{number}", "texts": texts}
        propose(session, draft, snapshot, (), app.extensions["clock"]())
        return {"number": number, "kind": "forum", "slug": f"kut-{number}"}


# Objects of one member that are none of another's business, by what endpoints begin with.
# A new address with a place in it needs a line here.
OBJECTS = {
    "desk_own.end_one": session_of,
    "desk_accounts.": account_of,
    "desk_imports.": upload_of,
    "desk_batches.": batch_of,
    "desk_drafts.": draft_of,
    "desk_merging.": draft_of,
    "desk_preview.": draft_of,
    "desk_history.": record_of,
    "desk_hiding.": record_of,
    "desk_review.": record_of,
    "desk_translations.": record_of,
}
# Whoever has the address of a ticket may use it: that is what it is for. Templates are empty.
BY_TOKEN = ("desk_tickets.", "import_templates.")


def foreign_addresses(app, owner):
    """Every address of the desk with a place in it, filled with what belongs to `owner`."""
    for rule in app.url_map.iter_rules():
        places = set(rule.arguments) - {"language"}
        if rule.rule.startswith(PREFIX) and places and not rule.endpoint.startswith(BY_TOKEN):
            makers = [make for name, make in OBJECTS.items() if rule.endpoint.startswith(name)]
            assert makers, f"{rule.endpoint} needs a line in OBJECTS"
            values = makers[0](app, owner)
            with app.test_request_context():
                address = app.url_for(rule.endpoint, language="en", **values, _external=False)
            yield from ((address, method) for method in rule.methods - {"HEAD", "OPTIONS"})


def test_nobody_reaches_what_belongs_to_another(app, najaf, kut, clock):
    addresses = list(foreign_addresses(app, kut))
    assert addresses
    before = digest(app)
    for address, method in addresses:
        answer = najaf.open(address, method=method, data={"token": najaf.form_token})
        assert answer.status_code in (303, 403, 404), address
        assert "The name of kut" not in answer.text, address
    assert digest(app) == before


def test_a_view_that_says_nothing_is_refused_to_everybody(app, make_app, database_url):
    bare = make_app(database_url)
    bare.add_url_rule("/<language:language>/desk/forgotten-mark", "forgotten", lambda: "secret")
    administrator = signed_in(bare, make_account(bare, "admin", AccountRole.ADMINISTRATOR))
    for client in (bare.test_client(), administrator):
        answer = client.get("/en/desk/forgotten-mark")
        assert answer.status_code == 403
        assert "secret" not in answer.text


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost:8080"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


def test_no_form_is_taken_without_its_token_or_from_elsewhere(app, administrator, rules):
    before = digest(app)
    good = {"token": administrator.form_token}
    sent = [({}, {}), ({"token": "0" * 64}, {}), ({"token": ""}, {}), ({"token": "é"}, {})]
    sent += [(good, headers) for headers in FOREIGN]
    count = 0
    for (_view, path, method), (data, headers) in itertools.product(rules, sent):
        if method != "GET":
            answer = administrator.open(path, method=method, data=data, headers=headers)
            assert answer.status_code == 403, (path, data, headers)
            count += 1
    assert count >= 8 * 15
    assert digest(app) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_ours_is_taken_with_what_browsers_send(najaf, headers):
    form = {"token": najaf.form_token, "name": "New", "language": "en"}
    assert najaf.post("/en/desk/own", data=form, headers=headers).status_code == 303


def test_a_script_sends_the_token_in_a_header(najaf):
    headers = {"X-Desk-Token": najaf.form_token}
    form = {"name": "New", "language": "en"}
    assert najaf.post("/en/desk/own", data=form, headers=headers).status_code == 303


def test_the_token_of_another_session_is_not_taken(app, najaf, kut):
    form = {"token": kut.form_token, "name": "New", "language": "en"}
    assert najaf.post("/en/desk/own", data=form).status_code == 403


def test_reading_every_page_as_an_administrator_writes_nothing(app, administrator, seeded, clock):
    before = digest(app)
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.rule.startswith(PREFIX):
            for method in ("GET", "HEAD", "OPTIONS"):
                administrator.open(path_of(rule), method=method)
    own = f"{DESK}accounts/{administrator.account_id}"
    assert administrator.get(own).status_code == 200
    # A one-time address that opens nothing is a guess, and a guess is counted: by GET and HEAD,
    # each under three hashes. Nothing besides was written.
    with database.writing(app) as session:
        assert len(session.execute(delete(Attempt).returning(Attempt.id)).all()) == 2 * 3
    assert digest(app) == before


def test_a_session_ends_after_thirty_idle_minutes(najaf, clock, app):
    member = signed_in(app, najaf.account_id)
    for _ in range(3):
        clock.advance(minutes=29)
        assert member.get(DESK).status_code == 200
    clock.advance(minutes=30)
    answer = member.get(f"{DESK}own")
    assert answer.location == "/en/desk/sign-in?next=/en/desk/own"
    assert member.get_cookie("desk") is None


def test_a_session_ends_after_twelve_hours_however_busy(najaf, clock, app):
    member = signed_in(app, najaf.account_id)
    for _ in range(12 * 3 - 1):
        clock.advance(minutes=20)
        assert member.get(DESK).status_code == 200
    clock.advance(minutes=20)
    assert member.get(DESK).status_code == 303


def test_who_has_only_the_password_has_ten_minutes_for_the_code(app, clock):
    number = make_account(app, "editor", AccountRole.EDITOR)
    waiting = signed_in(app, number, complete=False)
    assert waiting.get(DESK).status_code == 303
    assert waiting.get(f"{DESK}second-factor").status_code == 200
    clock.advance(minutes=10)
    assert waiting.get(f"{DESK}second-factor").status_code == 303


def test_a_session_is_noted_at_most_once_a_minute(app, clock):
    member = signed_in(app, make_account(app, "member"))
    before = digest(app)
    clock.advance(seconds=59)
    member.get(DESK)
    assert digest(app) == before
    clock.advance(seconds=1)
    member.get(DESK)
    assert digest(app) != before


HOSTILE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http://evil.example/en/desk/",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/en/desk/",
    "/en/desk//evil.example",
    "/en/desk/../../evil",
    "/en/desk/%2e%2e/%2e%2e/evil",
    "/en/desk/..%2f..%2fevil",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/en/desk/%5c%5cevil.example",
    "/en/desk/@evil.example",
    "@evil.example",
    "/en/desk/;@evil.example",
    "/en/desk/?next=//evil.example",
    "/en/desk/#//evil.example",
    "/en/desk\\evil.example",
    "/en/desk/\u3002\u3002/evil",
    "//evil\u3002example",
    "/\u2044/evil.example",
    "/\u200b/evil.example",
    "/en/desk/\u202eevil",
    "/en/desk/\r\nSet-Cookie: a=b",
    "/en/desk/\0",
    "/fr/desk/",
    "/en/",
    "/en/deskevil",
    "desk/",
    "/en/desk.evil.example",
    ".evil.example",
    "",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_nobody_is_led_elsewhere_after_signing_in(najaf, address):
    assert len(HOSTILE) > 40
    assert safe_next(address) is None
    answer = najaf.get("/en/desk/sign-in", query_string={"next": address})
    assert answer.location == DESK


@pytest.mark.parametrize("address", ["/ar/desk/", "/en/desk", "/ckb/desk/own?done=profile&page=2"])
def test_addresses_of_the_desk_are_gone_on_to(najaf, address):
    assert safe_next(address) == address
    answer = najaf.get("/en/desk/sign-in", query_string={"next": address})
    assert answer.location == address
    assert set(address) <= set(string.printable)


def test_public_pages_know_nothing_of_the_desk(najaf, visitor, seeded):
    for path in ("", "cities/najaf", "about", "search?q=najaf"):
        for client in (najaf, visitor):
            answer = client.get(f"/en/{path}")
            assert "desk.css" not in answer.text
            assert "Set-Cookie" not in answer.headers
            assert "The name of" not in answer.text
    before = visitor.get("/en/cities/najaf").data
    assert najaf.get("/en/cities/najaf").data == before


def test_robots_are_kept_out_of_the_desk(visitor):
    lines = visitor.get("/robots.txt").text.splitlines()
    assert {f"Disallow: /{code}/desk" for code in ("en", "ar", "ckb")} <= set(lines)
    page = Page(visitor.get("/en/desk/sign-in"))
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
