"""Once a forum and what names it are hidden, no public answer says a name of it anywhere."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from sqlalchemy import select

from network.changes.publish import publish
from network.days import TIME_ZONE
from network.extensions import database
from network.locales import LANGUAGES
from network.models import Report
from network.vocabulary import Origin
from tests.cast import enter, make_account, signed_in
from tests.records import activity, city, forum, organization, source
from tests.test_canaries import STATUSES, links, public_endpoints, read

SLUG = "qanariquiet"
NAMES = {"en": "Qanarien", "ar": "قناريعر", "ckb": "قەناریکو"}
OLD = "Qanariold"
WORDS = (SLUG, *NAMES.values(), OLD)
FILES = ("csv", "xlsx", "geojson", "json", "ics", "atom", "xml")
# What can name a forum, each in another way.
NAMING = (
    lambda: organization("friends", aim_en=f"Stands by {NAMES['en']} and {OLD}."),
    lambda: activity("talk", summary_ar=f"مع و{NAMES['ar']} في المدينة", name_ar="حوار"),
    lambda: city("anah", "euphrates", name_ckb="عانە", description_ckb=f"شارى {NAMES['ckb']}"),
)


@pytest.fixture
def shown(app, small, clock):
    """A day on which the forum and all that names it were public, three days ago."""
    # What the database holds became public by the clock of the machine.
    clock.moment = datetime.now(UTC)
    texts = {f"name_{code}": name for code, name in NAMES.items()}
    versions = (
        (
            source("papers", title=f"Papers of {NAMES['en']}", publisher=OLD),
            forum(SLUG, city="hit", name_en=OLD, sources="papers"),
            forum("other", city="hit", sources="report;papers"),
        ),
        (
            forum(SLUG, city="hit", description_en=NAMES["en"], sources="papers", **texts),
            organization(f"{SLUG}-team", forums=SLUG, city="hit"),
            activity(
                "quiet-day", forums=SLUG, city="hit", outcomes="training-tikrit", start="2018-05-01"
            ),
            activity("training-hit", city="hit", forums_formed=SLUG, start="2019-05-01"),
            *(make() for make in NAMING),
        ),
    )
    for proposals in versions:
        with database.writing(app) as session:
            publish(session, proposals, Origin.DESK, now=clock())
    day = clock().astimezone(TIME_ZONE).date()
    clock.advance(days=3)
    return day


@pytest.fixture
def hidden(app, shown, session):
    """The same day, and a report's slug; the forum and all that named it are hidden by now."""
    editor = enter(app, "editor")
    report = {"title": f"What {NAMES['en']} did", "address": f"/en/reach?forum={SLUG}"}
    assert editor.send("/en/desk/reports", **report, listed="yes").status_code == 303
    owner = signed_in(app, make_account(app, "owner", forums=(SLUG,)))
    owner.send("/en/desk/drafts", kind="forum", slug=SLUG)
    answer = editor.send(f"/en/desk/forums/{SLUG}/hiding", reason=OLD, also="yes")
    assert answer.status_code == 303
    return shown, session.scalars(select(Report.slug)).one()


def starts(app, day):
    """Every address without a slug, files, what may be guessed and searched for, and a past day."""
    plain = [
        rule.rule.replace("<language:language>", code)
        for rule in app.url_map.iter_rules()
        if rule.arguments <= {"language"} and "/desk" not in rule.rule
        for code in LANGUAGES
    ]
    yield from plain
    yield from (f"{path}?as_of={day}" for path in plain)
    for code in LANGUAGES:
        for kind in ("activities", "forums", "organizations", "cities"):
            yield from (f"/{code}/{kind}.{ending}" for ending in FILES)
        for word in (*NAMES.values(), OLD, SLUG):
            yield from (f"/{code}/{page}?q={quote(word)}" for page in ("", "search"))
    for path in (f"forums/{SLUG}", f"organizations/{SLUG}-team", "organizations/friends"):
        yield from (f"/en/{path}", f"/en/{path}?as_of={day}", f"/api/v1/{path}")
        yield from (
            f"/oembed?url=http://localhost/en/{path}",
            f"/ogc/collections/forums/items/{SLUG}",
        )
    for word in ("cities", "forums", "activities"):
        yield from (f"/ogc/collections/{word}{below}" for below in ("", "/schema", "/items"))
    yield from (f"/cube.json?forum={SLUG}", f"/en/?forum={SLUG}", f"/en/reach?forum={SLUG}")


def met(text, address):
    """The names in an answer but for what was asked for, which a page may repeat."""
    searched = text.lower()
    return {word for word in WORDS if word.lower() in searched and quote(word) not in address}


def test_no_public_answer_names_a_hidden_forum(app, hidden, client):
    day, report = hidden
    waiting, seen, hits, walked, public = list(starts(app, day)), set(), {}, set(), 0
    waiting += [f"/{code}/reports/{report}" for code in LANGUAGES]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer, text = read(client, address)
        assert answer.status_code in STATUSES, address
        if found := met(text, address):
            hits[address] = found
        public += "training-tikrit" in text
        waiting += links(app, answer, walked)
    assert hits == {}
    assert public > 30
    urls, paths = app.url_map.bind("localhost"), {found.partition("?")[0] for found in seen}
    asked = {urls.match(path)[0] for path in paths if urls.test(path)}
    assert {"forums.forum", "activities.activity", "reports.page"} <= public_endpoints(app) & asked
    for code in LANGUAGES:
        assert client.get(f"/{code}/forums/{SLUG}?as_of={day}").status_code == 404


@pytest.mark.parametrize("code", LANGUAGES)
def test_before_it_was_hidden_the_same_addresses_told_its_names(shown, client, code):
    past = f"?as_of={shown}"
    for path in ("forums/", f"forums/{SLUG}", f"forums/{SLUG}{past}", "forums.csv"):
        assert met(read(client, f"/{code}/{path}")[1], "") >= {SLUG, NAMES[code]}, path
    assert NAMES["en"] in met(read(client, "/en/organizations/friends")[1], "")
    assert NAMES["ckb"] in met(read(client, f"/ckb/cities/anah{past}")[1], "")
    assert NAMES["ar"] in met(read(client, "/ar/activities/talk")[1], "")
