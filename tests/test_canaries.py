"""Sixty strings planted in all that is not public: none is in anything that a visitor can get."""

import io
import zipfile
from itertools import count
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from network.changes.publish import latest_revision
from network.changes.tickets import invite
from network.clock import now
from network.extensions import database
from network.locales import LANGUAGES
from network.models import Revision
from network.vocabulary import AccountRole
from tests.cast import make_account, signed_in
from tests.pages import Page
from tests.records import activity, city, forum, organization, source
from tests.views.desk.records import begun, decide, handed_in

STEM = "qanari"
TEXTS = {
    "activity": ("name_ar", "summary_ar", "project", "doubt_ar"),
    "organization": ("name_en", "aim_en"),
    "forum": ("name_ckb", "description_ckb", "doubt_ckb"),
    "city": ("name_en", "other_names_en", "description_en"),
}
GIVEN = {
    "activity": {"kind": "training", "start_year": "2021", "city": "tikrit"},
    "organization": {"kind": "volunteer-team", "forums": "tikrit-forum"},
    "forum": {"level": "local", "stage": "active", "city": "hit"},
    "city": {"country": "IQ", "latitude": "33", "longitude": "44", "river": "none"},
}
# Pages that have no record to show here, and a script without data.
EMPTY = {"plans.plan", "site.icon", "picking.script", "sitemap.part"}
STATUSES = {200, 302, 308, 400, 404}
HIDDEN = ("forums/quiet-forum", "organizations/quiet-team", "activities/quiet-day")


class Canaries:
    """Makes strings that are nowhere else, and finds them again."""

    def __init__(self):
        self.numbers, self.all = count(1), []

    def new(self):
        self.all.append(f"{STEM}{next(self.numbers):03}zz")
        return self.all[-1]

    def fields(self, kind):
        """A filled form of this kind, with a new source, a canary in every text."""
        texts = {name: self.new() for name in TEXTS[kind]}
        document = {
            "new_source_title": self.new(),
            "new_source_url": f"https://{self.new()}.org/",
            "new_source_language": "en",
        }
        return {**GIVEN[kind], **texts, **document}

    def found(self, text):
        return {name for name in self.all if name in text.lower()}


@pytest.fixture
def canaries(app, small, make_public, cast):
    """The canaries, planted by the cast in every place that is not public."""
    made = Canaries()
    author = signed_in(app, make_account(app, made.new(), forums=("tikrit-forum", "quiet-forum")))
    make_account(app, made.new(), name=made.new(), email=f"{made.new()}@example.org")
    with database.writing(app) as session, app.app_context():
        invite(session, AccountRole.COORDINATOR, [], made.new(), now())
    _plant_versions(made, author, cast["editor"])
    _plant_hidden(made, make_public, author, cast["editor"])
    _plant_removed(made, make_public, cast["editor"])
    assert len(made.all) >= 60
    return made


def _plant_versions(made, author, editor):
    for kind in TEXTS:
        draft = begun(author, kind)
        author.send(f"/en/desk/drafts/{draft}/typed", **made.fields(kind))
        handed_in(author, kind, made.fields(kind))
    refused = handed_in(author, "activity", made.fields("activity"))
    decide(editor, refused, "send-back", reason=made.new())
    change = begun(author, "forum", "tikrit-forum")
    author.send(f"/en/desk/drafts/{change}", action="propose", **made.fields("forum"))


def _plant_hidden(made, make_public, author, editor):
    name = made.new()
    make_public(
        source("quiet-report", title=made.new(), publisher=made.new()),
        forum("quiet-forum", city="hit", name_ar=name, sources="quiet-report"),
        organization("quiet-team", forums="quiet-forum", aim_en=made.new(), sources="quiet-report"),
        activity(
            "quiet-day", forums="quiet-forum", name_ckb=made.new(), project=made.new(), city="hit"
        ),
        activity("quiet-part", part_of="quiet-day", name_en=made.new(), city="hit"),
    )
    report = {"title": f"What {name} did", "address": "/en/reach?forum=quiet-forum"}
    editor.send("/en/desk/reports", **report, listed="yes")
    author.send("/en/desk/forums/quiet-forum/hiding", reason=made.new())


def _plant_removed(made, make_public, editor):
    make_public(
        source("old-report", title=made.new()),
        organization("gone", name_en=made.new(), aim_en=made.new(), sources="old-report"),
        city("anah", "euphrates", name_ar=made.new(), description_en=made.new()),
    )
    make_public(city("anah", "euphrates"))
    editor.send("/en/desk/records/organization/gone/removal", reason=made.new())


def read(client, address):
    """What the answer to an address says: its text, a workbook's too, and its headers."""
    answer = client.get(address)
    data = answer.get_data()
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        data = b"\n".join(archive.read(name) for name in archive.namelist())
    return answer, data.decode(errors="replace") + repr(list(answer.headers))


def links(app, answer, walked):
    """Where a page leads to on this site: all of English, one of each kind in the others.

    Pictures show what their pages say, and no search finds a word in them.
    """
    if answer.mimetype != "text/html":
        return
    page, urls = Page(answer), app.url_map.bind("localhost")
    for address in (*page.values("href"), *page.values("src"), *page.values("content")):
        parts = urlsplit(address or "")
        ours = parts.netloc in ("", "localhost") and parts.path.startswith("/")
        if not ours or parts.query or parts.path.startswith("/static/") or "/desk" in parts.path:
            continue
        kind = parts.path.split("/")[1], urls.match(parts.path)[0]
        if parts.path.endswith(".png") or (kind[0] != "en" and kind in walked):
            continue
        walked.add(kind)
        yield parts.path


def public_endpoints(app):
    """The views that anyone may ask."""
    rules = app.url_map.iter_rules()
    return {rule.endpoint for rule in rules if "/desk" not in rule.rule}


def starts(app):
    """Every address without a slug, what a visitor may guess, and what they may search for."""
    for rule in app.url_map.iter_rules():
        if rule.arguments <= {"language"} and "/desk" not in rule.rule:
            for code in LANGUAGES:
                yield rule.rule.replace("<language:language>", code)
    for path in HIDDEN:
        yield from (f"/{code}/{path}" for code in LANGUAGES)
        yield f"/en/card/{path}.png"
        yield f"/oembed?url=http://localhost/en/{path}"
        yield f"/api/v1/{path}"
    yield from ("/ogc/collections/forums/items/quiet-forum", "/en/themes/peace")
    for word in ("cities", "forums", "activities"):
        yield from (f"/ogc/collections/{word}{below}" for below in ("", "/schema", "/items"))
    for query in (f"q={STEM}", "forum=quiet-forum", "city=hit", "organization=gone"):
        for page in ("", "search", "embed", "fragments/activities", "activities.csv"):
            yield f"/en/{page}?{query}"
        yield f"/cube.json?{query}"


def test_no_visitor_meets_a_canary(app, canaries, client, capfd, caplog):
    waiting, seen, hits, walked, public = list(starts(app)), set(), {}, set(), 0
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer, text = read(client, address)
        assert answer.status_code in STATUSES, address
        if canaries.found(text):
            hits[address] = canaries.found(text)
        public += "training-tikrit" in text
        waiting += links(app, answer, walked)
    assert hits == {}
    match = app.url_map.bind("localhost").match
    assert public_endpoints(app) - {match(urlsplit(address).path)[0] for address in seen} == EMPTY
    assert canaries.found("".join([*capfd.readouterr(), caplog.text])) == set()
    # What is public is met again and again on the same walk.
    assert public > 30
    for path in HIDDEN:
        assert client.get(f"/en/{path}").status_code == 404


def test_every_canary_is_there_to_be_found(app, canaries, session):
    """Those in records are; the others stand in the tables of the desk."""
    rows = session.scalars(select(Revision)).all()
    planted = "".join(f"{row.snapshot}{row.typed}{row.reason}" for row in rows)
    assert len(canaries.found(planted)) >= 50
    assert latest_revision(session, "organization", "gone").removal
