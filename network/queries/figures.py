"""The figures of reach: one document of numbers and slugs that a page, a report and a file share.

It holds no name, so that what is hidden later is not named by a figure that was kept.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from network.models import City, Objective
from network.queries import reach
from network.queries.atlas import Atlas
from network.queries.downloads import whole_objectives
from network.queries.figure_rows import (
    WATERS,
    cities_held,
    cities_on_water,
    inhabitants,
    measured_cities,
    planned_cities,
)
from network.queries.filter import Filter
from network.vocabulary import Stage

Document = dict[str, Any]


def figures(
    session: Session, atlas: Atlas, chosen: Filter, populations: Mapping[int, int | None]
) -> Document:
    """Everything that the page of reach says under `chosen`, as a JSON document.

    `populations` are those of the gazetteer by GeoNames number. A figure has a value, perhaps
    what it is of (`of`), the number of records that it rests on (`rests_on`) and of those that
    say nothing about it (`silent`).
    """
    cells = [list(row) for row in session.execute(reach.sums_by_cell(chosen))]
    years = _years(atlas, chosen, cells)
    return {
        "edition": atlas.number,
        "years": years,
        "cells": cells,
        "themes": [list(row) for row in session.execute(reach.sums_by_theme(chosen))],
        "overlap": _overlap(session, chosen),
        "figures": _key_figures(session, atlas, chosen, cells, populations),
        "countries": [list(row) for row in session.execute(reach.country_counts(chosen))],
        "planned": sorted(planned_cities(atlas)),
        "begun": _beginnings(session, atlas),
        "objectives": _objectives(session, chosen),
        "earlier": _earlier(session, atlas, chosen, populations),
    }


def earlier_period(chosen: Filter, years: Sequence[int]) -> tuple[int, int] | None:
    """The years of the same number before those asked for; None where none are asked for."""
    if not chosen.years_asked or not years:
        return None
    first, last = chosen.year_from or years[0], chosen.year_to or max(years[-1], years[0])
    length = max(last - first + 1, 1)
    return first - length, first - 1


def _earlier(
    session: Session, atlas: Atlas, chosen: Filter, populations: Mapping[int, int | None]
) -> Document | None:
    period = earlier_period(chosen, atlas.cube.years)
    if period is None:
        return None
    rest = chosen.without("year_from", "year_to")
    before = Filter(**{**vars(rest), "year_from": period[0], "year_to": period[1]})
    cells = [list(row) for row in session.execute(reach.sums_by_cell(before))]
    found = _key_figures(session, atlas, before, cells, populations)
    return {"from": period[0], "to": period[1], "figures": found}


def _years(atlas: Atlas, chosen: Filter, cells: Sequence[Sequence[Any]]) -> list[int]:
    """The columns of the tables: all years of the network, or those asked for."""
    known = {row[1] for row in cells if row[1] is not None} | set(atlas.cube.years)
    first, last = chosen.year_from or 0, chosen.year_to or 9999
    return [year for year in sorted(known) if first <= year <= last]


def numbers_of(objective: Objective) -> Document:
    """What is counted of an objective; an entry of progress is a day and a value."""
    return {
        "slug": objective.slug,
        "plan": objective.plan.slug,
        "theme": objective.theme.slug,
        "indicator": any(text.indicator for text in objective.texts.values()),
        "baseline": objective.baseline,
        "baseline_year": objective.baseline_year,
        "target": objective.target,
        "progress": [[entry.day.isoformat(), entry.value] for entry in objective.progress],
    }


def _objectives(session: Session, chosen: Filter) -> list[Document]:
    """Each objective under the themes and years of the filter, with its numbers."""
    return [numbers_of(entry) for entry in session.scalars(whole_objectives(chosen)).unique()]


def _overlap(session: Session, chosen: Filter) -> Document:
    themed, several = session.execute(reach.theme_overlap(chosen)).one()
    return {"themed": themed, "several": several}


def _key_figures(
    session: Session,
    atlas: Atlas,
    chosen: Filter,
    cells: Sequence[Sequence[Any]],
    populations: Mapping[int, int | None],
) -> Document:
    sums = session.execute(reach.totals(chosen)).one()._asdict()
    total = sums["activities"]
    active = cities_held(cells)
    countries = session.scalar(reach.country_number(chosen)) or 0
    naming = session.scalar(reach.with_countries(chosen)) or 0
    funders, funded = session.execute(reach.funding(chosen)).one()
    undated = session.scalar(reach.undated_left_out(chosen)) if chosen.years_asked else 0
    return {
        "cities": _cities(atlas, cells, active),
        **_forums(session, chosen, populations),
        "activities": {
            "value": total,
            "rests_on": total,
            "silent": 0,
            "held": sums["held"],
            "parts": sums["parts"],
            "undated": undated,
        },
        "participations": {
            "value": sums["participants"] if sums["counted"] else None,
            "rests_on": sums["counted"],
            "silent": total - sums["counted"] - sums["with_whole"],
            "with_whole": sums["with_whole"],
        },
        "women": {
            "value": round(100 * sums["women"] / sums["told_apart"])
            if sums["told_apart"]
            else None,
            "women": sums["women"],
            "of": sums["told_apart"],
            "rests_on": sums["women_shown"],
            "withheld": sums["women_withheld"],
            "silent": total - sums["women_shown"] - sums["women_withheld"],
        },
        "funders": {
            "value": funders if funded else None,
            "rests_on": funded,
            "silent": total - funded,
        },
        "countries": {
            "value": countries if naming else None,
            "rests_on": naming,
            "silent": total - naming,
        },
        "river": _river(atlas, active),
    }


def _cities(atlas: Atlas, cells: Sequence[Sequence[Any]], active: Sequence[str]) -> Document:
    planned = planned_cities(atlas)
    placed = sum(row[3] for row in cells if row[0])
    return {
        "value": len(planned.intersection(active)),
        "of": len(planned),
        "others": len(set(active) - planned),
        "rests_on": placed,
        "silent": sum(row[3] for row in cells) - placed,
    }


def _forums(
    session: Session, chosen: Filter, populations: Mapping[int, int | None]
) -> dict[str, Document]:
    found = session.execute(reach.forums_reached(chosen)).all()
    teams, with_teams = session.execute(reach.member_teams(chosen)).one()
    stages = {stage.value: sum(row[2] == stage for row in found) for stage in Stage}
    places = inhabitants(found, populations)
    known = {slug: people for slug, people in places.items() if people}
    return {
        "forums": {"value": len(found), "rests_on": len(found), "silent": 0, "stages": stages},
        "teams": {
            "value": teams if with_teams else None,
            "rests_on": with_teams,
            "silent": len(found) - with_teams,
        },
        "population": {
            "value": sum(known.values()) if known else None,
            "rests_on": len(known),
            "silent": len(places) - len(known),
            "cities": sorted(known),
        },
    }


def _river(atlas: Atlas, active: Sequence[str]) -> Document:
    """Kilometers of each river between the first and the last city with a held activity."""
    on_water = cities_on_water(atlas, active)
    spans: list[list[Any]] = []
    for river in dict.fromkeys(WATERS.values()):
        placed = [city for city in on_water if WATERS[city.river] == river]
        ends = _ends(placed)
        if ends:
            length = (ends[1].river_kilometer or 0) - (ends[0].river_kilometer or 0)
            spans.append([river.value, ends[0].slug, ends[1].slug, round(length)])
    measured = measured_cities(on_water)
    return {
        "value": sum(span[3] for span in spans) if spans else None,
        "rests_on": len(measured),
        "silent": len(on_water) - len(measured),
        "spans": spans,
    }


def _ends(cities: Sequence[City]) -> tuple[City, City] | None:
    placed = [city for city in cities if city.river_kilometer is not None]
    if len(placed) < 2:
        return None
    ordered = sorted(placed, key=lambda city: (city.river_kilometer or 0.0, city.slug))
    return ordered[0], ordered[-1]


def _beginnings(session: Session, atlas: Atlas) -> Document:
    """The year from which each city and theme is on the network's way; before, it was not planned.

    That is the year of its first activity, of its forum or of a plan that names it, if earlier.
    """
    cities, themes = (dict(years) for years in atlas.cube.beginnings)
    for slug, founded in session.execute(reach.city_foundings()):
        _take_earlier(cities, slug, founded.year if isinstance(founded, date) else None)
    for slug, year in session.execute(reach.theme_beginnings()):
        _take_earlier(themes, slug, year)
    return {"cities": cities, "themes": themes}


def _take_earlier(years: dict[str, int], slug: str, year: int | None) -> None:
    if year is not None:
        years[slug] = min(years.get(slug, year), year)
