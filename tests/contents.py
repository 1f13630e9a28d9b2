"""What the databases of the tests hold, by name: proposals in the order of their files."""

from datetime import date, timedelta
from functools import cache

from network.config import DATA_FOLDER
from network.programme import FILES, read_programme
from tests.records import activity, city, forum, organization, record, source, theme

HOSTILE = (
    "{{7*7}} {% x {# ${window.x=1} `tick` </script><script>alert(1)</script> "
    "<img src=x onerror=alert(2)> \"double\" 'single' & \u202eright to left\u202c"
)


def small():
    """Eight activities in four cities, one without a city and one without a year.

    Counted participants: 13 + 200 + 40 + 45 = 298, in four figures.
    """
    return [
        source("report"),
        source("letter", url="", published=""),
        theme("peace", 1),
        theme("water", 2),
        theme("women", 3),
        record("governorate", "north", name_en="North", name_ar="الشمال", pcode="IQG16"),
        city("tikrit", "tigris", governorate="north", planned="yes", name_ar="تكريت"),
        city("hillah", "shatt-al-hillah", planned="yes", other_names_en="Babylon; Al-Hilla"),
        city("hit", "euphrates", planned="yes"),
        city("anah", "euphrates"),
        city("basra", "shatt-al-arab", latitude=30.51, longitude=47.82),
        city("oslo", "none", country="NO", latitude=59.91, longitude=10.75),
        forum("tikrit-forum", city="tikrit", founded="2017-07-01", founded_precision="month"),
        forum("national-forum", level="national", city="basra"),
        organization("runners", forums="tikrit-forum", city="tikrit", aim_en="Running for peace."),
        organization("fund", kind="foundation"),
        activity(
            "training-tikrit",
            start="2017-07-14",
            end="2017-07-15",
            city="tikrit",
            themes="peace;women",
            forums="tikrit-forum",
            organizers="runners",
            funders="fund",
            participants=13,
            women=3,
            men=10,
            qualifier="exact",
            forums_formed="tikrit-forum",
            outcomes="season-hillah",
            sources="report;letter",
        ),
        activity(
            "season-hillah",
            "forum-season",
            start="2018-11-01",
            end="2019-01-05",
            city="hillah",
            themes="water",
            organizers="forum:national-forum",
            participants=200,
            qualifier="about",
        ),
        activity(
            "race-hillah",
            "sport-event",
            start="2018-11-03",
            city="hillah",
            themes="peace",
            part_of="season-hillah",
            participants=50,
        ),
        activity("festival-basra", "festival", start="2020-01-01", precision="year", city="basra"),
        activity(
            "concert-basra",
            "cultural-event",
            start="2020-05-01",
            city="basra",
            part_of="festival-basra",
            participants=40,
        ),
        activity("undated", "meeting", city="tikrit", themes="peace"),
        activity("online", "seminar", start="2021-03-01", precision="month", country=""),
        activity(
            "conference-oslo",
            "conference",
            start="2014-10-27",
            city="oslo",
            country="NO",
            themes="women;water",
            participants=45,
            women=15,
            men=30,
            countries="NO;IQ;IT",
        ),
    ]


def hostile():
    """One record of each kind, with every text field in every language hostile."""

    def texts(*fields):
        return {f"{field}_{code}": HOSTILE for field in fields for code in ("en", "ar", "ckb")}

    return [
        source("report", title=HOSTILE, publisher=HOSTILE),
        source("letter", title=HOSTILE, publisher=HOSTILE, url=""),
        theme("peace", 1, **texts("name", "description")),
        record("governorate", "north", pcode="IQG16", **texts("name")),
        city(
            "tikrit",
            "tigris",
            governorate="north",
            planned="yes",
            **texts("name", "other_names", "description"),
        ),
        forum("tikrit-forum", city="tikrit", **texts("name", "description", "doubt")),
        organization("runners", forums="tikrit-forum", city="tikrit", **texts("name", "aim")),
        activity(
            "training",
            start="2017-07-14",
            city="tikrit",
            themes="peace",
            forums="tikrit-forum",
            organizers="runners",
            project=HOSTILE,
            sources="report;letter",
            outcomes="meeting",
            **texts("name", "summary", "doubt"),
        ),
        activity("meeting", "meeting", part_of="training", **texts("name", "summary", "doubt")),
        record("plan", "plan", first_year=2014, last_year=2016, **texts("name", "description")),
        record("objective", "aim", plan="plan", theme="peace", position=1, **texts("text")),
        record(
            "plan_group",
            "group",
            plan="plan",
            theme="peace",
            session=1,
            position=1,
            **texts("name"),
        ),
        record("plan_challenge", "threats", plan="plan", position=1, **texts("text")),
    ]


def crowd(count):
    """The small set with `count` activities more, spread over cities, years and themes."""
    places, paths = ("tikrit", "hillah", "basra", "oslo"), ("peace", "water", "women", "")
    more = [
        activity(
            f"crowd-{number:04}",
            ("training", "workshop", "campaign")[number % 3],
            start=(date(2010, 1, 1) + timedelta(days=3 * number)).isoformat(),
            city=places[number % 4],
            themes=paths[number // 4 % 4],
            participants=number,
        )
        for number in range(count)
    ]
    return [*small(), *more]


def web(count):
    """`count` records of each of ten kinds; the first of a kind is joined to all of the others."""
    numbers = range(count)
    return [
        source("report"),
        *(source(f"source-{n}") for n in numbers),
        *(theme(f"theme-{n}", n) for n in numbers),
        *(city(f"city-{n}", "tigris", planned="yes", river_kilometer=n) for n in numbers),
        *(forum(f"forum-{n}", city="city-0", sources=_all("source", count)) for n in numbers),
        *(
            organization(f"team-{n}", city="city-0", forums=f"forum-0;forum-{n}", kind="network")
            for n in numbers
        ),
        *(_knot(n, count) for n in numbers),
        *(
            record("plan", f"plan-{n}", first_year=2020, last_year=2023, name_en="Plan")
            for n in numbers
        ),
        *(_part_of_plan("objective", n, text_en="Aim", theme="theme-0") for n in numbers),
        *(
            _part_of_plan("plan_group", n, name_en="Group", theme="theme-0", session=n)
            for n in numbers
        ),
        *(_part_of_plan("plan_challenge", n, text_en="Challenge") for n in numbers),
    ]


def _knot(number, count):
    """A conference; the first one is the whole, the beginning and the meeting of all others."""
    first = number == 0
    own = {} if first else {"part_of": "knot-0"}
    return activity(
        f"knot-{number}",
        "conference",
        start=(date.today() + timedelta(days=number)).isoformat(),
        status="held" if first else "announced",
        city=f"city-{number if number % 4 == 1 else 0}",
        countries="IQ;NO;IT",
        themes=_all("theme", count) if first else "theme-0",
        forums=_all("forum", count) if first else "forum-0",
        organizers=_all("team", count) if first else "team-0",
        partners=f"team-{number}",
        forums_formed="forum-0",
        outcomes=";".join(f"knot-{n}" for n in range(1, count)) if first else "",
        sources=_all("source", count),
        participants=number,
        **own,
    )


def _all(name, count):
    return ";".join(f"{name}-{number}" for number in range(count))


def _part_of_plan(kind, number, **columns):
    name = kind.removeprefix("plan_")
    return record(kind, f"{name}-{number}", plan="plan-0", position=number, **columns)


CONTENTS = {
    "empty": list,
    "small": small,
    "hostile": hostile,
    "ten": lambda: crowd(2),
    "thousand": lambda: crowd(992),
    "few": lambda: web(2),
    "many": lambda: web(100),
    "seeded": lambda: read_programme(DATA_FOLDER),
}


@cache
def contents(name):
    """The proposals of that name, made once: reading the programme takes half a second."""
    return tuple(CONTENTS[name]())


KINDS_OF_RECORD = ("governorate", *FILES)
