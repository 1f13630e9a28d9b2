"""The documented programme: complete, sourced, and with the figures of its documents."""

import csv
import json

import pytest

from network.changes.kinds import KINDS
from network.config import DATA_FOLDER
from network.programme import FILES, ProgrammeError, read_programme

PROPOSALS = read_programme(DATA_FOLDER)
RECORDS = {kind: {} for kind in KINDS}
for entry in PROPOSALS:
    RECORDS[entry.kind][entry.slug] = entry.snapshot
ACTIVITIES = RECORDS["activity"]
# River and governorate of each city that the program set out to reach.
TEN_CITIES = {
    "baghdad": ("tigris", "baghdad"),
    "tikrit": ("tigris", "salah-al-din"),
    "diwaniyah": ("shatt-al-hillah", "al-qadisiyyah"),
    "kut": ("tigris", "wasit"),
    "amarah": ("tigris", "maysan"),
    "ramadi": ("euphrates", "al-anbar"),
    "hit": ("euphrates", "al-anbar"),
    "hilla": ("shatt-al-hillah", "babylon"),
    "najaf": ("euphrates", "najaf"),
    "nasiriyah": ("euphrates", "dhi-qar"),
}
# People whom the documents name; the public data must not.
NAMES_OF_PEOPLE = ("Baraa", "Wardi", "Ghailan", "Jubouri", "Narjis", "براء محمود", "نرجس", "غيلان")


def references(kind, snapshot):
    """Every (kind of record, slug) that a snapshot refers to."""
    layout = KINDS[kind]
    for key, (_attribute, model) in layout.one.items():
        if snapshot.get(key):
            yield model.__tablename__, snapshot[key]
    for key, (_attribute, model) in layout.many.items():
        for slug in snapshot.get(key) or []:
            yield model.__tablename__, slug
    for key, part in layout.parts.items():
        for link, (_attribute, model) in part.references.items():
            for row in snapshot.get(key) or []:
                yield model.__tablename__, row[link]


# The documents of the programme tell no progress of an objective.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("source", "progress")])
def test_every_record_has_a_source(kind):
    assert RECORDS[kind]
    assert [slug for slug, snapshot in RECORDS[kind].items() if not snapshot["sources"]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind):
    for slug, snapshot in RECORDS[kind].items():
        for target, name in references(kind, snapshot):
            assert name in RECORDS[target], f"{kind} {slug} refers to {target} {name}"


def test_no_slug_is_used_twice_in_a_file():
    assert sum(len(records) for records in RECORDS.values()) == len(PROPOSALS)


@pytest.mark.parametrize("slug", TEN_CITIES)
def test_a_programme_city_has_its_river_kilometer_and_governorate(slug):
    city = RECORDS["city"][slug]
    assert (city["river"], city["governorate"]) == TEN_CITIES[slug]
    assert city["river_kilometer"] > 0
    assert city["planned"]
    assert city["geonames_id"]


def test_the_ten_cities_are_all_that_were_planned():
    planned = {slug for slug, city in RECORDS["city"].items() if city["planned"]}
    assert planned == set(TEN_CITIES)


def test_babylon_is_among_the_names_of_hillah():
    assert "Babylon" in RECORDS["city"]["hilla"]["texts"]["en"]["other_names"].split("; ")


def test_the_najaf_forum_has_its_five_member_teams():
    members = [
        slug
        for slug, organization in RECORDS["organization"].items()
        if "najaf-social-forum" in organization["forums"]
    ]
    assert len(members) == 5
    assert all("aim" in RECORDS["organization"][slug]["texts"]["en"] for slug in members)


def test_the_training_that_founded_the_najaf_forum_had_thirteen_participants():
    training = ACTIVITIES["najaf-founding-training-2017"]
    assert (training["start"], training["end"]) == ("2017-07-14", "2017-07-15")
    assert (training["city"], training["participants"]) == ("najaf", 13)
    assert training["forums_formed"] == ["najaf-social-forum"]


@pytest.mark.parametrize(
    ("slug", "city", "total", "iraqi", "international"),
    [
        ("icssi-conference-2009-velletri", "velletri", 58, 38, 20),
        ("icssi-conference-2011-erbil", "erbil", 250, 150, 100),
        ("icssi-conference-2014-oslo", "oslo", None, 15, 30),
        ("icssi-conference-2019-baghdad", "baghdad", 225, 184, 41),
        ("icssi-conference-2022-sulaymaniyah", "sulaymaniyah", None, None, None),
    ],
)
def test_the_conferences_have_their_figures(slug, city, total, iraqi, international):
    found = ACTIVITIES[slug]
    assert found["kind"] == "conference"
    assert found["city"] == city
    assert (found["participants"], found["iraqi"], found["international"]) == (
        total,
        iraqi,
        international,
    )


def test_people_of_thirteen_countries_came_to_erbil():
    conference = ACTIVITIES["icssi-conference-2011-erbil"]
    assert len(conference["countries"]) == 13
    assert conference["qualifier"] == "about"


def test_the_plans_have_their_objectives_groups_and_challenges():
    plans = [objective["plan"] for objective in RECORDS["objective"].values()]
    assert plans.count("oslo-2014") == 26
    groups = [group["plan"] for group in RECORDS["plan_group"].values()]
    assert groups.count("plan-2020-2023") == 11
    challenges = [challenge["plan"] for challenge in RECORDS["plan_challenge"].values()]
    assert challenges.count("plan-2020-2023") == 5


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "source"])
def test_every_record_is_named_in_english_and_arabic(kind):
    for slug, snapshot in RECORDS[kind].items():
        for language in ("en", "ar"):
            texts = snapshot["texts"].get(language, {})
            assert texts.get("name") or texts.get("text"), f"{kind} {slug} in {language}"


@pytest.mark.parametrize("kind", ["city", "theme", "forum", "governorate"])
def test_cities_themes_and_forums_have_kurdish_names(kind):
    unnamed = [slug for slug, found in RECORDS[kind].items() if "ckb" not in found["texts"]]
    assert unnamed == []


def test_texts_stand_in_the_script_of_their_language():
    for entry in PROPOSALS:
        for language, texts in entry.snapshot.get("texts", {}).items():
            for field, words in texts.items():
                arabic = any("\u0600" <= letter <= "\u06ff" for letter in words)
                assert arabic == (language != "en"), f"{entry.kind} {entry.slug} {field} {language}"


def test_what_is_said_in_english_is_said_in_arabic():
    for entry in PROPOSALS:
        texts = entry.snapshot.get("texts", {})
        for field in set(texts.get("en", {})) - {"other_names"}:
            assert texts["ar"].get(field), f"{entry.kind} {entry.slug} lacks {field} in Arabic"


@pytest.mark.parametrize("name", NAMES_OF_PEOPLE)
def test_no_person_is_named(name):
    for path in DATA_FOLDER.rglob("*"):
        if path.suffix in (".csv", ".json", ".md"):
            assert name not in path.read_text(encoding="utf-8"), path


def test_no_text_holds_a_way_to_reach_a_person():
    for entry in PROPOSALS:
        words = json.dumps(entry.snapshot.get("texts", {}), ensure_ascii=False)
        assert "@" not in words, entry.slug
        assert "+964" not in words, entry.slug


def test_no_location_is_finer_than_two_decimals():
    for city in RECORDS["city"].values():
        assert round(city["latitude"], 2) == city["latitude"]
        assert round(city["longitude"], 2) == city["longitude"]


def broken_copy(tmp_path, change):
    """A data folder whose themes are changed by `change`, everything else linked."""
    programme = tmp_path / "programme"
    programme.mkdir()
    for folder in ("basemap", "gazetteer"):
        (tmp_path / folder).symlink_to(DATA_FOLDER / folder)
    for name in FILES.values():
        with (DATA_FOLDER / "programme" / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        if name == "themes.csv":
            change(rows)
        with (programme / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return tmp_path


def test_a_bad_row_is_named_by_file_line_and_column(tmp_path):
    def change(rows):
        rows[2][rows[0].index("slug")] = "Not a Slug"

    with pytest.raises(ProgrammeError, match=r"themes\.csv, line 3, column slug: "):
        read_programme(broken_copy(tmp_path, change))
