"""What the databases of the tests hold, by name: proposals in the order of their files."""

from datetime import date, timedelta

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


CONTENTS = {
    "empty": list,
    "small": small,
    "hostile": hostile,
    "ten": lambda: crowd(2),
    "thousand": lambda: crowd(992),
    "seeded": lambda: read_programme(DATA_FOLDER),
}
KINDS_OF_RECORD = ("governorate", *FILES)
