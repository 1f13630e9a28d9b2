"""IATI: valid by schema, lists and rules, for any activity; the same places and people."""

from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from network.exports.iati import write_iati
from network.exports.iati_elements import Indicator, Period, add_result
from network.exports.release import Publisher, Release, Row
from network.exports.sectors import DAC_SECTORS, dac_shares
from network.locales import LANGUAGES, Writing
from network.models import (
    Activity,
    ActivityOrganization,
    ActivityText,
    City,
    CityText,
    Governorate,
    Organization,
    OrganizationText,
    Theme,
    ThemeText,
)
from network.queries.downloads import Version
from network.vocabulary import (
    ActivityKind,
    OrganizationKind,
    Precision,
    Qualifier,
    River,
    Role,
    Status,
)
from tests.databases import ON_SQLITE
from tests.exports.files import document, fetch
from tests.exports.iati_files import codes, faults, schema
from tests.records import activity, record

AS_OF = datetime(2020, 6, 1, tzinfo=UTC)
WORDS = st.text(min_size=1, max_size=20)
COUNT = st.none() | st.integers(0, 5000)


def parsed(answer):
    """The activities of a file by the end of their identifiers."""
    root = etree.fromstring(answer.get_data())
    found = [entry for entry in root if entry.tag == "iati-activity"]
    return {entry.findtext("iati-identifier").removeprefix("RAFIDAIN-"): entry for entry in found}


def named(text, name):
    """Texts in one language."""
    return {"ar": text(locale="ar", name=name, folded="", sort_key="")}


@st.composite
def activities(draw):
    """An activity as the tables may hold it, dated, with anything else known or not."""
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    governorate = Governorate(slug="north", pcode=draw(st.none() | st.just("IQG16")))
    city = City(
        slug="tikrit",
        country="IQ",
        river=draw(st.sampled_from(River)),
        latitude=draw(st.floats(-90, 90)),
        longitude=draw(st.floats(-180, 180)),
        geonames_id=draw(st.none() | st.integers(1, 10**7)),
        governorate=draw(st.sampled_from([None, governorate])),
        texts=named(CityText, draw(WORDS)),
    )
    themes = draw(st.lists(st.sampled_from([*DAC_SECTORS, "new", "newer"]), unique=True))
    team = Organization(
        slug="team",
        kind=draw(st.sampled_from(OrganizationKind)),
        city=draw(st.sampled_from([None, city])),
        texts=named(OrganizationText, draw(WORDS)),
    )
    roles = draw(st.lists(st.sampled_from(Role), unique=True))
    return Activity(
        slug=draw(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)),
        kind=ActivityKind.TRAINING,
        status=draw(st.sampled_from(Status)),
        precision=draw(st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])),
        start=days[0],
        end=draw(st.sampled_from([None, days[1]])),
        city=draw(st.sampled_from([None, city])),
        qualifier=Qualifier.EXACT,
        participants=(participants := draw(COUNT)),
        counted_participants=participants,
        women=draw(COUNT),
        men=draw(COUNT),
        themes=[Theme(slug=slug, texts=named(ThemeText, draw(WORDS))) for slug in themes],
        organizations=[ActivityOrganization(role=role, organization=team) for role in roles],
        texts={
            code: ActivityText(locale=code, name=draw(WORDS), summary=draw(st.none() | WORDS))
            for code in draw(st.lists(st.sampled_from(list(LANGUAGES)), unique=True))
        },
    )


def release(language):
    """What a file says of itself."""
    chosen = LANGUAGES[language]
    return Release(
        kind="activities",
        title="Activities",
        language=chosen,
        writing=Writing(chosen),
        as_of=AS_OF,
        asked=(("Text", "--<&>- --"),),
        query="",
        total=1,
        left_out=1,
        changed=None,
        home=f"https://example.org/{language}/",
        page="",
        address="",
        publisher=Publisher("XM-DAC-1", "Rafidain", "24"),
    )


@ON_SQLITE
@settings(max_examples=100)
@given(record=activities(), language=st.sampled_from(list(LANGUAGES)))
def test_any_activity_is_valid(app, record, language):
    with app.test_request_context(f"/{language}/"):
        row = Row(record, release(language), Version(0, AS_OF, AS_OF))
        data = b"".join(write_iati([row], (), row.release))
    assert list(faults(data)) == []


@ON_SQLITE
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_what_is_on_record_is_valid(client, seeded, language):
    assert list(faults(fetch(client, "activities.xml", language=language).get_data())) == []


def test_hostile_texts_and_filters_are_valid(client, hostile):
    for query in ("", "q=o--%3E", "q=o%3C%26--"):
        data = fetch(client, "activities.xml", query).get_data()
        assert list(faults(data)) == []


def test_the_checker_finds_what_is_wrong(client, small):
    data = fetch(client, "activities.xml").get_data().decode()
    for right, wrong in (
        ('code="15150" percentage="100"', 'code="15150" percentage="99"'),
        ('iso-date="2017-07-14"', 'iso-date="2999-07-14"'),
        ("RAFIDAIN-training-tikrit", "training-tikrit"),
        ('code="4" />', 'code="44" />'),
        ('<actual value="13"', '<actual value="thirteen"'),
        ("<exactness", "<inexactness"),
    ):
        assert right in data, right
        assert list(faults(data.replace(right, wrong).encode())), wrong


def test_points_are_those_of_the_map_the_other_way_round(client, seeded):
    features = document(fetch(client, "activities.geojson"))["features"]
    points = {entry["id"]: entry["geometry"] for entry in features}
    for slug, entry in parsed(fetch(client, "activities.xml")).items():
        spot = entry.find("location/point/pos")
        assert (spot is None) == (points[slug] is None)
        if spot is not None:
            assert [float(part) for part in spot.text.split()] == points[slug]["coordinates"][::-1]
            assert entry.find("location/exactness").get("code") == "2"


def test_what_is_not_dated_is_left_out_and_counted(client, small):
    answer = fetch(client, "activities.xml")
    assert (answer.headers["X-Total-Count"], answer.headers["X-Left-Out-Count"]) == ("7", "1")
    assert "undated" not in parsed(answer)
    assert b"1 activity without a known date is left out" in answer.data


def test_what_is_announced_or_still_ahead_is_planned(client, small, make_public):
    make_public(
        activity("ahead", start="2990-01-01", status="announced", participants=40),
        activity("said", start="2015-01-01", status="announced", participants=30),
    )
    found = parsed(fetch(client, "activities.xml"))
    for slug in ("ahead", "said"):
        assert found[slug].find("activity-status").get("code") == "1"
        assert found[slug].xpath("activity-date/@type") == ["1", "3"]
    assert found["said"].xpath("result//target/@value") == ["30"]
    assert found["training-tikrit"].xpath("activity-date/@type") == ["2", "4"]


def test_parties_have_their_roles_and_places_their_codes(client, small):
    training = parsed(fetch(client, "activities.xml"))["training-tikrit"]
    roles = training.xpath("participating-org/@role")
    assert roles == ["1", "4", "4"]
    assert training.xpath("participating-org[@role='1']/narrative/text()") == ["Team fund"]
    assert training.find("location").get("ref") == "IQG16"
    assert training.xpath("sector[@vocabulary='99']/@code") == ["peace", "women"]
    assert training.xpath("sector[@vocabulary='99']/@percentage") == ["50", "50"]


def test_small_groups_are_not_in_results(client, small):
    found = parsed(fetch(client, "activities.xml"))
    assert found["training-tikrit"].xpath("result//actual/@value") == ["13"]
    assert found["conference-oslo"].xpath("result//actual/@value") == ["45", "15", "30"]
    assert found["race-hillah"].find("result") is None


@given(st.lists(st.sampled_from([*DAC_SECTORS, "new"]), max_size=14))
def test_shares_sum_to_a_hundred(themes):
    assert sum(dac_shares(themes).values()) == 100


def test_every_sector_of_a_theme_is_on_the_official_list():
    assert {code for several in DAC_SECTORS.values() for code in several} <= codes("Sector")


def test_every_theme_on_record_has_a_sector(seeded):
    assert {entry.slug for entry in seeded if entry.kind == "theme"} == set(DAC_SECTORS)


def test_an_indicator_with_baseline_and_target_is_valid(client, small):
    data = etree.fromstring(fetch(client, "activities.xml").get_data())
    parent, names = Element("iati-activity"), {"en": "Teams", "ckb": "تیمەکان"}
    periods = (Period(date(2020, 1, 1), date(2023, 12, 31), 50, 12.5),)
    add_result(parent, names, [Indicator(names, periods, baseline=(2019, 3))])
    for old in data[-1].findall("result"):
        data[-1].remove(old)
    data[-1].append(etree.fromstring(tostring(parent[0])))
    assert schema().validate(data), schema().error_log
    assert data[-1].xpath("result//baseline/@value") == ["3"]


def test_a_plan_that_counts_something_is_an_activity_above_with_its_results(
    client, small, make_public
):
    numbers = {"indicator_en": "Seasons held", "baseline": 1, "baseline_year": 2013, "target": 4}
    aim = {"plan": "plan", "theme": "peace", "position": 1}
    make_public(
        record("plan", "plan", first_year=2014, last_year=2016, name_en="The plan"),
        record("objective", "seasons", text_en="Hold seasons", **aim, **numbers),
        record("objective", "unmeasured", text_en="Build peace", **aim),
        record("progress", "seasons-1", objective="seasons", day="2015-05-01", value=3),
    )
    answer = fetch(client, "activities.xml")
    assert list(faults(answer.get_data())) == []
    plan = parsed(answer)["plan-plan"]
    assert plan.get("hierarchy") == "1"
    assert plan.xpath("result/title/narrative/text()") == ["Hold seasons"]
    assert plan.xpath("result/indicator/baseline/@value") == ["1"]
    assert plan.xpath("result/indicator/period/actual/@value") == ["3"]
    assert plan.xpath("result/indicator/period/target/@value") == ["4"]
