"""Whoever subtracts any two public figures about people finds no group of fewer than five."""

import csv
import itertools
import json
import random
from collections import defaultdict
from datetime import UTC, datetime
from io import BytesIO, StringIO
from urllib.parse import urlencode
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from sqlalchemy import select

from network.changes.publish import publish
from network.extensions import database
from network.hashtags import HASHTAGS
from network.models import Activity, Report
from network.queries import reach
from network.queries.activities import activities
from network.queries.filter import Filter
from network.vocabulary import Origin, Qualifier
from tests.counting import random_filter, rows_of
from tests.pages import Page
from tests.records import activity, city, forum, organization, source, theme

GROUPS = ("women", "men", "youth", "iraqi", "international")
FIGURES = ("participants", *GROUPS)
FIRST, SECOND = datetime(2026, 1, 10, 9, tzinfo=UTC), datetime(2026, 3, 10, 9, tzinfo=UTC)
DAYS = ("2026-02-01", "2026-04-01")
SMALL = range(1, 5)


def some_figures(chance):
    """Figures of an activity: many a group of them, and many a complement, is small."""
    total = chance.choice([*range(3, 14), *range(14, 40)])
    women = chance.choice([chance.randint(0, total), max(total - chance.randint(0, 5), 0)])
    iraqi = chance.randint(0, total)
    rest = chance.choice([0, 0, 0, 1, 3])
    found = {
        "participants": total,
        "women": women,
        "men": max(total - women - rest, 0),
        "youth": chance.choice([chance.randint(0, total), max(total - 2, 0)]),
        "iraqi": iraqi,
        "international": total - iraqi,
    }
    shares = {"participants": 0.85, "women": 0.85, "men": 0.6}
    return {name: n for name, n in found.items() if chance.random() < shares.get(name, 0.5)}


def changed_figures(chance, before):
    """What is said of the same activity later: a few people more, a total that was not known."""
    more = chance.randint(0, 6)
    known = {name: number + more for name, number in before.items()}
    for one, other in (("women", "men"), ("iraqi", "international")):
        if one in known and other in known:
            known[other] -= more
    least = max([sum(known.get(g, 0) for g in pair) for pair in (GROUPS[:2], GROUPS[3:])])
    known["participants"] = max(known.get("participants", 0), least, known.get("youth", 0))
    return known


def programme(chance):
    """Records in two versions: an activity for each slug at first, then some of them changed."""
    places = [source("report"), *(theme(f"theme-{n}", n) for n in range(3))]
    places += [city(f"city-{n}", ("tigris", "euphrates")[n % 2]) for n in range(5)]
    places += [forum(f"forum-{n}", city=f"city-{n}") for n in range(3)]
    places += [organization(f"team-{n}") for n in range(3)]
    said = {f"held-{n:03}": some_figures(chance) for n in range(120)}
    fixed = {slug: _place(chance) for slug in said}
    first = [
        activity(slug, kind, **columns, **said[slug]) for slug, (kind, columns) in fixed.items()
    ]
    then = {slug: changed_figures(chance, said[slug]) for slug in list(said)[::4]}
    second = [activity(slug, fixed[slug][0], **fixed[slug][1], **then[slug]) for slug in then]
    return [*places, *first], second


def _place(chance):
    columns = {
        "start": f"{chance.randint(2014, 2019)}-05-0{chance.randint(1, 9)}",
        "city": f"city-{chance.randint(0, 4)}",
        "themes": ";".join(sorted({f"theme-{chance.randint(0, 2)}" for _ in range(2)})),
        "forums": f"forum-{chance.randint(0, 2)}",
        "organizers": f"team-{chance.randint(0, 2)}",
        "funders": f"team-{chance.randint(0, 2)}" if chance.random() < 0.3 else "",
        "qualifier": chance.choice(list(Qualifier)).value,
    }
    return chance.choice(("training", "workshop", "conference")), columns


@pytest.fixture
def proposals(app):
    """A network full of small groups whose figures changed once; all that is published in it."""
    first, second = programme(random.Random(11))
    for proposed, moment in ((first, FIRST), (second, SECOND)):
        with database.writing(app) as session:
            publish(session, proposed, Origin.DESK, now=moment)
    return first


def filters(proposals):
    """Two hundred filters of all keys; the second hundred asks for less than the first."""
    chance, rows = random.Random(3), rows_of(proposals)
    drawn = [Filter(), *(random_filter(chance, rows) for _ in range(99))]
    for chosen in list(drawn):
        some = chance.choice(rows)
        narrower = chance.choice(
            [
                {"city": some.city},
                {"began": str(some.years[0])},
                {"says": ("women",)},
                {"forum": min(some.forums)},
                {"funder": f"team-{chance.randint(0, 2)}"},
                {"q": some.slug},
            ]
        )
        drawn.append(Filter(**{**vars(chosen), **narrower}))
    return drawn


def truth(session):
    """What no reader may know: of each activity that tells women how many, and how many others."""
    return {
        row.slug: (
            row.women,
            row.men if row.men is not None else (row.participants or 0) - row.women,
        )
        for row in session.scalars(select(Activity).where(Activity.women.is_not(None)))
    }


def small_groups(truth, slugs):
    """The small groups among all who were at some activities: women, and those who are not."""
    told = [truth[slug] for slug in slugs if slug in truth]
    return {sum(numbers) for numbers in zip(*told, strict=True)} & set(SMALL)


def found_by_subtraction(sums, truth):
    """The pairs of filters that differ by a small group, one asking for part of the other.

    `sums` are pairs of what a filter finds, a set of slugs, and the numbers told of it, of which
    those in the same place are subtracted.
    """
    for (whole, numbers), (part, fewer) in itertools.permutations(sums, 2):
        if part < whole:
            differences = {a - b for a, b in zip(numbers, fewer, strict=True)} & set(SMALL)
            if differences and differences & small_groups(truth, whole - part):
                yield whole - part, differences


def of_reach(session, chosen):
    """The women that reach tells of, and the others among the people that it tells apart."""
    rows = session.execute(reach.sums_by_cell(chosen)).all()
    women = sum(row.women for row in rows)
    return women, sum(row.told_apart for row in rows) - women


def of_every_row(session, chosen):
    """Sums as they would be if nothing was protected: the control."""
    rows = [row for row in session.scalars(activities(chosen)) if row.women is not None]
    women = sum(row.women for row in rows)
    people = (row.participants or row.women + (row.men or 0) for row in rows)
    return women, sum(people) - women


@pytest.mark.parametrize(("tell", "safe"), [(of_reach, True), (of_every_row, False)])
def test_no_two_filters_differ_by_a_small_group(session, proposals, tell, safe):
    sums = [
        (
            set(session.scalars(activities(chosen).with_only_columns(Activity.slug))),
            tell(session, chosen),
        )
        for chosen in filters(proposals)
    ]
    nested = sum(part < whole for (whole, _), (part, _) in itertools.permutations(sums, 2))
    assert nested > 1000
    assert bool(list(found_by_subtraction(sums, truth(session)))) is not safe


@pytest.mark.parametrize("key", ["city", "began", "kinds"])
def test_a_whole_less_all_of_its_parts_but_one_is_no_small_group(session, proposals, key):
    rows = session.scalars(select(Activity)).all()
    values = {
        "city": [f"city-{n}" for n in range(5)],
        "began": [str(year) for year in sorted({row.first_year for row in rows})],
        "kinds": [("training",), ("workshop",), ("conference",)],
    }[key]
    for theme_slug in ((), ("theme-1",)):
        whole = of_reach(session, Filter(themes=theme_slug))
        parts = [of_reach(session, Filter(themes=theme_slug, **{key: v})) for v in values]
        for left in range(len(parts)):
            others = [part for place, part in enumerate(parts) if place != left]
            rest = [n - sum(column) for n, *column in zip(whole, *others, strict=True)]
            assert not set(rest) & set(SMALL)
            assert tuple(rest) == parts[left]


def records_of(client, day):
    """Every figure of single activities that any file or interface tells on a day."""
    asked = {"as_of": day} if day else {}

    def get(path, **query):
        answer = client.get(f"{path}?{urlencode({**query, **asked})}")
        assert answer.status_code == 200, path
        return answer.get_data()

    yield "api", json.loads(get("/api/v1/activities", limit=1000))["items"]
    yield "ogc", _properties(get("/ogc/collections/activities/items", limit=1000))
    yield "geojson", _properties(get("/en/activities.geojson"))
    yield "json", _items(get("/en/activities.json"))
    yield "csv", _table(get("/en/activities.csv"))
    yield "5w", _tagged(get("/en/5w.csv"))
    yield "xlsx", _sheet(get("/en/activities.xlsx"))
    yield "iati", _outputs(get("/en/activities.xml"))
    yield "package", _packed(get("/en/data-package.zip"))


def _items(data):
    document = json.loads(data)
    return (
        document if isinstance(document, list) else document.get("items") or document["activities"]
    )


def _properties(data):
    return [feature["properties"] for feature in json.loads(data)["features"]]


def _table(data):
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def _packed(data):
    with ZipFile(BytesIO(data)) as package:
        (name,) = (n for n in package.namelist() if n.endswith("/activities.csv"))
        return _table(package.read(name))


def _tagged(data):
    """The rows of a table whose second line holds the hashtags, which name the columns here."""
    names = {hashtag: key for key, hashtag in HASHTAGS.items()}
    _labels, tags, *rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    return [dict(zip((names.get(tag, tag) for tag in tags), row, strict=True)) for row in rows]


def _sheet(data):
    labels = {"Identifier": "slug", **{name.capitalize(): name for name in FIGURES}}
    for sheet in openpyxl.load_workbook(BytesIO(data), read_only=True).worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        heads = [row for row in rows if "Identifier" in row and "Women" in row]
        if heads:
            places = {labels[cell]: n for n, cell in enumerate(heads[0]) if cell in labels}
            below = rows[rows.index(heads[0]) + 1 :]
            return [{name: row[place] for name, place in places.items()} for row in below]
    raise AssertionError("no sheet of activities")


def _outputs(data):
    words = {"female": "women", "male": "men"}
    for element in ElementTree.fromstring(data).iter("iati-activity"):
        row = {"slug": element.findtext("iati-identifier").partition("-held-")[2]}
        row["slug"] = f"held-{row['slug']}"
        for actual in element.iter("actual"):
            dimension = actual.find("dimension")
            name = "participants" if dimension is None else words[dimension.get("value")]
            row[name] = actual.get("value")
        yield row


def public_figures(client):
    """By activity, day and figure every number that is told of it anywhere, today last."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    surfaces = set()
    for place, day in enumerate((*DAYS, "")):
        for surface, rows in records_of(client, day):
            for row in rows:
                for name in FIGURES:
                    if row.get(name) not in (None, ""):
                        found[row["slug"]][place][name].add(int(float(row[name])))
                        surfaces.add((surface, name if name == "participants" else "group"))
    assert len({surface for surface, _name in surfaces}) == 9, surfaces
    return found


def small_in(of_days):
    """The small groups that a reader subtracts out of all that is told of one activity."""
    for then in of_days.values():
        yield from (n for group in GROUPS for n in then.get(group, ()) if n < 5)
        for pair in (("women", "men"), ("iraqi", "international")):
            told = (then.get(name, ()) for name in ("participants", *pair))
            rests = (total - one - other for total, one, other in itertools.product(*told))
            yield from (rest for rest in rests if rest in SMALL)
    for (place, then), (later, now) in itertools.product(of_days.items(), repeat=2):
        for group in GROUPS if later >= place else ():
            for number in then.get(group, ()):
                differences = {abs(number - other) for other in now.get(group, ())}
                yield from differences & set(SMALL)
                left = {total - number for total in now.get("participants", ())}
                yield from left & {0, *SMALL}


def test_nothing_told_of_an_activity_on_any_day_in_any_format_subtracts_to_a_small_group(
    client, session, proposals
):
    found = public_figures(client)
    assert len(found) > 100
    assert [(slug, gap) for slug, days in found.items() for gap in small_in(days)] == []
    told = sum(bool(days[2].get(group)) for days in found.values() for group in GROUPS)
    assert told > 60


def test_the_same_subtraction_finds_what_the_records_hold(session, proposals):
    held = {
        row.slug: {2: {name: {n} for name in FIGURES if (n := getattr(row, name)) is not None}}
        for row in session.scalars(select(Activity))
    }
    assert any(list(small_in(days)) for days in held.values())


def test_pages_and_reports_say_what_the_sums_say(client, editor, session, proposals):
    drawn = filters(proposals)
    assert len(drawn) == 200
    for chosen in [Filter(), *random.Random(1).sample(drawn, 8)]:
        query = urlencode(chosen.query())
        page = Page(client.get(f"/en/reach?{query}"))
        assert page.status == 200
        women, others = of_reach(session, chosen)
        if women:
            assert f"{women} women of {women + others} participants" in page.text
    editor.send("/en/desk/reports", address="http://localhost/en/reach?theme=theme-1", title="Year")
    session.rollback()
    report = session.scalars(select(Report)).one()
    kept = report.figures["figures"]["women"]
    told = of_reach(session, Filter(themes=("theme-1",)))
    assert (kept["women"], kept["of"] - kept["women"]) == told


def test_the_sums_of_solidarity_differ_by_no_small_group(client, session, proposals):
    years, sums = range(2014, 2020), {}
    for first, last in itertools.combinations_with_replacement(years, 2):
        counts = Page(client.get(f"/en/solidarity?from={first}&to={last}")).counts
        sums[first, last] = (counts.get("iraqi", 0), counts.get("international", 0))
    for (first, last), numbers in sums.items():
        for (begin, end), fewer in sums.items():
            if first <= begin and end <= last:
                assert not {a - b for a, b in zip(numbers, fewer, strict=True)} & set(SMALL)
    assert any(sum(numbers) for numbers in sums.values())
