"""The papers say what the code does: settings, commands, keys, formats, rooms, and no dead link."""

import re
from datetime import date

import pytest

from network.config import PROJECT_FOLDER, SETTINGS
from network.presenters.files import FORMATS, KINDS
from network.queries.filter import KEYS
from network.vocabulary import Statement

DOCS = PROJECT_FOLDER / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PAPERS = [
    *(
        PROJECT_FOLDER / f"{name}.md"
        for name in ("README", "CONTRIBUTING", "SECURITY", "CHANGELOG")
    ),
    *DOCS.rglob("*.md"),
    PROJECT_FOLDER / "bench" / "drills" / "README.md",
]
LONGEST_README = 100
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
# What is a file of ours in a paper: in a folder that there is, or a module at the top of the house.
PATH = re.compile(r"`((?:[a-z_]+/)+[\w.-]*|[a-z_]+\.(?:py|md))`")
ROOTS = [PROJECT_FOLDER, PROJECT_FOLDER / "network", PROJECT_FOLDER / "bench" / "drills"]
# Made when the site runs.
MADE = ("instance/", "pasts/", "gates/", "templates/")


def said(name):
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def names(paper):
    return f"{paper.relative_to(PROJECT_FOLDER)}"


def test_the_readme_is_read_in_a_minute():
    assert len((PROJECT_FOLDER / "README.md").read_text().splitlines()) < LONGEST_README


@pytest.mark.parametrize("paper", PAPERS, ids=names)
def test_every_link_of_a_paper_leads_somewhere(paper):
    links = LINK.findall(paper.read_text(encoding="utf-8"))
    ours = [link for link in links if not link.startswith("https://")]
    assert [link for link in ours if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=names)
def test_every_file_that_a_paper_names_is_there(paper):
    found = PATH.findall(paper.read_text(encoding="utf-8"))
    static = [PROJECT_FOLDER / "static" / "js"]
    missing = [
        path
        for path in found
        if not path.startswith(MADE) and not any((root / path).exists() for root in ROOTS + static)
    ]
    assert missing == []


def test_every_setting_is_in_its_table_and_no_other_is():
    told = set(re.findall(r"`((?:NETWORK_[A-Z_]+)|HOST|PORT)`", said("settings")))
    assert told == {setting.name for setting in SETTINGS}


def test_every_command_is_told_where_one_runs_the_site(app):
    text = said("operations")
    for name, command in app.cli.commands.items():
        for under in getattr(command, "commands", [""]):
            assert under in text.partition(f"app {name}")[2], (name, under)


def test_every_key_and_format_is_told_to_those_who_write_programs():
    told = said("programs")
    keys = {key.name for key in KEYS} | {statement.value for statement in Statement}
    assert [key for key in keys if f"`{key}`" not in told] == []
    assert [form for form in FORMATS if f"`.{form}`" not in told] == []
    assert [word for word in KINDS if f"`/en/{word}`" not in told] == []


def test_every_room_of_the_house_is_on_its_map():
    rooms = [path.name for path in (PROJECT_FOLDER / "network").iterdir() if path.is_dir()]
    told = said("ARCHITECTURE")
    assert [room for room in rooms if not room.startswith("_") and f"  {room}/ " not in told] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_a_number_a_title_a_day_and_a_reason(decision):
    title, empty, day, *reason = decision.read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert empty == ""
    assert date.fromisoformat(day.removeprefix("Date: "))
    assert any(reason)


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name.partition("-")[0]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
