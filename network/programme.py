"""Reads the documented programme from its files: rows of text become proposals."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from network.changes.publish import Proposal
from network.forms import FORMS
from network.geography.rivers import River, load_rivers

FILES = {
    "source": "sources.csv",
    "theme": "themes.csv",
    "city": "cities.csv",
    "forum": "forums.csv",
    "organization": "organizations.csv",
    "activity": "activities.csv",
    "plan": "plans.csv",
    "objective": "objectives.csv",
    "plan_group": "plan_groups.csv",
    "plan_challenge": "plan_challenges.csv",
}

# The document that the governorates' codes rest on.
CODE_SOURCE = "ocha-pcodes"


class ProgrammeError(ValueError):
    """A row of a file is not a valid record; says which and why."""


def read_programme(data_folder: Path) -> list[Proposal]:
    """All records of `data_folder`/programme, validated by their forms.

    Raises ProgrammeError naming file, line, column and reason.
    """
    rivers = load_rivers(data_folder / "basemap")
    proposals = list(_governorates(data_folder / "gazetteer" / "governorates.csv"))
    for kind, name in FILES.items():
        for place, row in _rows(data_folder / "programme" / name):
            proposal = _proposal(kind, place, row)
            if kind == "city":
                proposal.snapshot["river_kilometer"] = _kilometer(rivers, proposal.snapshot)
            proposals.append(proposal)
    return proposals


def _proposal(kind: str, place: str, row: dict[str, str]) -> Proposal:
    form = FORMS[kind].of_row(row)
    if not form.validate():
        column, reasons = next(iter(form.errors.items()))
        raise ProgrammeError(f"{place}, column {column}: {reasons[0]}")
    return Proposal(kind, form.snapshot())


def _governorates(path: Path) -> Iterator[Proposal]:
    """The gazetteer's governorates; a slug is the English name in kebab-case."""
    for place, row in _rows(path):
        slug = re.sub(r"[^a-z]+", "-", row["name_en"].lower())
        yield _proposal("governorate", place, {**row, "slug": slug, "sources": CODE_SOURCE})


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield f"{path.name}, line {reader.line_num}", row


def _kilometer(rivers: dict[str, River], city: dict[str, Any]) -> float | None:
    river = rivers.get(city["river"])
    if river is None:
        return None
    return round(river.kilometer(city["latitude"], city["longitude"]), 1)
