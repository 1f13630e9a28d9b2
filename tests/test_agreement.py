"""Whatever is asked, today or of a past day, every page and file tells the same activities."""

import json
import random
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlencode, urlsplit

import pytest
from jinja2 import FileSystemBytecodeCache
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import update

from network.changes.publish import publish
from network.config import read_settings
from network.exports.columns import COLUMNS
from network.extensions import database
from network.factory import create_app
from network.hashtags import HASHTAGS
from network.models import Revision
from network.queries.cube import Cube
from network.queries.filter import Filter
from network.vocabulary import Origin
from tests.contents import contents
from tests.counting import found, rows_of, sums
from tests.databases import ON_SQLITE
from tests.exports.files import WITH_DATE, fetch, identifiers, slugs, table, tagged
from tests.pages import Page
from tests.records import activity

COUNTED = "counted_participants"
# The programme is made to be of this day, and what came later is of today.
SEEDED, PAST = datetime(2021, 5, 5, tzinfo=UTC), "2022-01-01"
LATER = (
    activity(
        "later",
        start="2019-05-01",
        city="najaf",
        themes="environment-and-water",
        participants=7_000,
        sources="seed-001",
    ),
    activity("nowhere", "workshop", participants=11, sources="seed-001"),
)


def _singles(rows):
    """One filter for each key, with a value that many activities have."""
    chance = random.Random(7)
    named = [row for row in rows if row.themes and row.city and row.years]
    some = chance.choice(named)
    yield Filter(themes=("environment-and-water",))
    yield Filter(themes=tuple(sorted(some.themes)))
    yield Filter(rivers=("tigris",))
    yield Filter(rivers=("none", "shatt-al-arab"))
    yield Filter(kinds=(some.kind, "workshop"))
    yield Filter(year_from=2019, year_to=2019)
    yield Filter(year_from=2020)
    yield Filter(city=some.city)
    for key in ("forums", "organizations", "funders"):
        values = sorted({value for row in rows for value in getattr(row, key)})
        yield Filter(**{key.removesuffix("s"): chance.choice(values)})
    yield Filter(q=chance.choice(["women", "festival"]))


def _several(rows, chance):
    """A filter of two or three keys, with what one activity has."""
    row = chance.choice([row for row in rows if row.themes and row.years])
    whole = {
        "themes": tuple(sorted(row.themes)),
        "rivers": (row.river,) if row.river else (),
        "kinds": (row.kind,),
        "year_from": row.years[0],
        "year_to": row.years[-1],
        "city": row.city,
        "forum": min(row.forums, default=None),
        "organization": min(row.organizations, default=None),
        "funder": min(row.funders, default=None),
        "q": row.words[0].split()[0] if row.words[0] else None,
    }
    keys = sorted(key for key in whole if whole[key])
    return Filter(**{key: whole[key] for key in chance.sample(keys, chance.choice((2, 2, 3)))})


SEEDS = tuple(contents("seeded"))
ROWS, ROWS_NOW = rows_of(SEEDS), rows_of([*SEEDS, *LATER])
CHANCE = random.Random(2031)
FILTERS = [*_singles(ROWS), *(_several(ROWS, CHANCE) for _ in range(8))]
# What was added today is found by these, but not where they ask for the past.
CHANGED = [chosen for chosen in FILTERS if found(ROWS, chosen) != found(ROWS_NOW, chosen)]
ASKED = [(chosen, "") for chosen in FILTERS] + [(chosen, PAST) for chosen in CHANGED[:3]]


@pytest.fixture(scope="module")
def site(databases, instance_folder):
    """A visitor of the documented programme, to which two activities were added today."""
    url = databases.copy("seeded")
    variables = {"NETWORK_INSTANCE_FOLDER": str(instance_folder), "NETWORK_DATABASE_URL": url}
    app = create_app(read_settings({**variables, "NETWORK_REQUESTS_PER_MINUTE": "0"}))
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(instance_folder))
    with database.writing(app) as session:
        session.execute(update(Revision).values(published_at=SEEDED))
        publish(session, LATER, Origin.DESK)
    yield app.test_client()
    database.engine(app).dispose()
    databases.drop(url)


def get(site, path, pairs, **more):
    answer = site.get(f"{path}?{urlencode([*pairs, *more.items()])}")
    assert answer.status_code == 200, path
    # Files are written while they are read.
    answer.get_data()
    return answer


def totals(records):
    """The slugs of records as programs get them, and the sum of their participations."""
    rows = list(records)
    assert len({row["slug"] for row in rows}) == len(rows)
    return {row["slug"] for row in rows}, sum(int(row[COUNTED] or 0) for row in rows)


def walked(site, path, pairs):
    """All pages of an interface, from the first to the last."""
    answer = get(site, path, pairs, limit=100).get_json(force=True)
    while True:
        yield answer
        links = {link["rel"]: link["href"] for link in answer["links"]}
        if "next" not in links:
            return
        following = urlsplit(links["next"])
        answer = site.get(f"{following.path}?{following.query}").get_json(force=True)


def of_sheet(answer, heads, names, pair):
    """The totals of a workbook with so many lines of heads; `names` are those of its columns."""
    sheet = load_workbook(BytesIO(answer.get_data()), read_only=True).worksheets[0]
    slug, counted = (list(names).index(name) for name in pair)
    rows = sheet.iter_rows(min_row=heads + 1, values_only=True)
    return totals({"slug": row[slug], COUNTED: row[counted]} for row in rows)


TAGS = (HASHTAGS["slug"], HASHTAGS[COUNTED])


def of_tagged(answer):
    return totals({"slug": row[TAGS[0]], COUNTED: row[TAGS[1]]} for row in tagged(answer))


def of_iati(answer):
    """The totals of an IATI file, in which what has no date is missing."""
    root = etree.fromstring(answer.get_data())
    figures = root.xpath("iati-activity/result//*[self::actual or self::target][not(dimension)]")
    return set(identifiers(answer)), sum(int(entry.get("value")) for entry in figures)


def test_the_filters_are_worth_asking():
    """Of each key at least one, most of them with activities and some with many."""
    left = [len(found(ROWS, chosen)) for chosen in FILTERS]
    assert len(set(FILTERS)) == len(FILTERS) == 20
    assert sum(count > 0 for count in left) >= 15
    assert sum(count > 10 for count in left) >= 5
    asked = {name for chosen in FILTERS for name, _value in chosen.query()}
    assert asked >= {"theme", "river", "kind", "from", "to", "city", "forum", "q"}
    assert asked >= {"organization", "funder"}
    assert len(CHANGED) >= 3


@ON_SQLITE
@pytest.mark.parametrize(("chosen", "day"), ASKED, ids=lambda value: value and str(value)[:9])
def test_every_page_file_and_interface_tells_the_same(site, chosen, day):
    rows = ROWS if day else ROWS_NOW
    left = found(rows, chosen)
    expected = {row.slug for row in left}, sum(row.people or 0 for row in left)
    dated = (
        {row.slug for row in left if row.years},
        sum(row.people or 0 for row in left if row.years),
    )
    pairs = [*chosen.query(), *([("as_of", day)] if day else [])]
    assert_pages(site, pairs, sums(rows, chosen))
    cube = Cube.of(get(site, "/cube.json", pairs).get_json()).tally(chosen)
    assert (cube.activities, cube.participants) == (len(left), expected[1])
    assert_files(site, pairs, expected, dated)
    assert_interfaces(site, pairs, expected)


def assert_pages(site, pairs, expected):
    for path in ("", "activities/"):
        counts = Page(get(site, f"/en/{path}", pairs)).counts
        assert counts["activities"] == expected["activities"], path
        assert counts.get("participants", expected["participants"]) == expected["participants"]
    reach = Page(get(site, "/en/reach", pairs)).counts
    assert reach["activities"] == reach["total-by-city-and-year"] == expected["activities"]
    assert reach.get("participations", 0) == expected["participants"]


def assert_files(site, pairs, expected, dated):
    files = {
        extension: get(site, f"/en/activities.{extension}", pairs)
        for extension in ("csv", "xlsx", "json", "geojson", "xml", "ics", "atom")
    }
    for extension, answer in files.items():
        held = dated if extension in WITH_DATE else expected
        assert answer.headers["X-Total-Count"] == str(len(held[0])), extension
    assert totals(table(files["csv"])) == expected
    keys = [column.key for column in COLUMNS["activities"]]
    assert of_sheet(files["xlsx"], 1, keys, ("slug", COUNTED)) == expected
    assert totals(json.loads(files["json"].get_data())["activities"]) == expected
    features = json.loads(files["geojson"].get_data())["features"]
    assert totals(entry["properties"] for entry in features) == expected
    assert of_iati(files["xml"]) == dated
    assert set(slugs("ics", files["ics"])) == dated[0]
    assert set(slugs("atom", files["atom"])) == expected[0]
    assert of_tagged(get(site, "/en/5w.csv", pairs)) == expected
    assert of_sheet(get(site, "/en/5w.xlsx", pairs), 2, HASHTAGS.values(), TAGS) == expected


def assert_interfaces(site, pairs, expected):
    api = list(walked(site, "/api/v1/activities", pairs))
    assert {page["count"] for page in api} == {len(expected[0])}
    assert totals(item for page in api for item in page["items"]) == expected
    ogc = list(walked(site, "/ogc/collections/activities/items", pairs))
    assert {page["numberMatched"] for page in ogc} == {len(expected[0])}
    features = [feature["properties"] for page in ogc for feature in page["features"]]
    assert totals(features) == expected


def test_what_has_no_date_is_all_that_the_register_lacks(client, small):
    iati, tags = of_iati(fetch(client, "activities.xml")), of_tagged(fetch(client, "5w.csv"))
    assert (len(iati[0]), iati[1]) == (7, 298)
    assert (len(tags[0]), tags[1]) == (8, 298)
