"""The figures of reach: one document of numbers and slugs that a page, a report and a file share.

It holds no name, so that what is hidden later is not named by a figure that was kept.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from network.models import City, Objective
from network.queries import reach
from network.queries.atlas import Atlas
from network.queries.downloads import whole_objectives
from network.queries.figure_rows import (
    WATERS,
    cities_held,
    cities_on_water,
    forums_behind,
    inhabitants,
    measured_cities,
    members_of,
    planned_cities,
)
from network.queries.filter import Filter
from network.vocabulary import Stage

Document = dict[str, Any]
# How many columns come before the sums: city, year and kind; theme and year.
CELL_KEYS, THEME_KEYS = 3, 2
# Activities, held ones, participants and activities that say how many.
SUMS = 4


def figures(
    session: Session, atlas: Atlas, chosen: Filter, populations: Mapping[int, int | None]
) -> Document:
    """Everything that the page of reach says under `chosen`, as a JSON document.

    `populations` are those of the gazetteer by GeoNames number. A figure has a value, perhaps
    what it is of (`of`), the number of records that it rests on (`rests_on`) and of those that
    say nothing about it (`silent`).
    """
    rows = session.execute(reach.sums_by_cell(chosen)).all()
    countries = session.execute(reach.country_counts(chosen)).all()
    cells = _in_one_year(rows, chosen, CELL_KEYS)
    return {
        "edition": atlas.mark,
        "years": _years(atlas, chosen, cells),
        "cells": cells,
        "themes": _in_one_year(session.execute(reach.sums_by_theme(chosen)), chosen, THEME_KEYS),
        "overlap": _overlap(session, chosen),
        "figures": _key_figures(
            session, atlas, chosen, rows, populations, countries=len(countries)
        ),
        "countries": [list(row) for row in countries],
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
    rows = session.execute(reach.sums_by_cell(before)).all()
    countries = len(session.execute(reach.country_counts(before)).all())
    found = _key_figures(session, atlas, before, rows, populations, countries=countries)
    return {"from": period[0], "to": period[1], "figures": found}


def _in_one_year(rows: Iterable[Sequence[Any]], chosen: Filter, keys: int) -> list[list[Any]]:
    """The rows with the year that each counts in: the first of its years that is asked for.

    `rows` begin with `keys` columns, the second of them the year, then come `SUMS` sums.
    """
    sums: dict[tuple[Any, ...], Sequence[int]] = {}
    for first, year, *rest in rows:
        counts_in = None if year is None else max(year, chosen.year_from or year)
        key = (first, counts_in, *rest[: keys - 2])
        values = rest[keys - 2 : keys - 2 + SUMS]
        before = sums.get(key)
        sums[key] = [a + b for a, b in zip(before, values, strict=True)] if before else values
    return [[*key, *values] for key, values in sums.items()]


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
    rows: Sequence[Row[Any]],
    populations: Mapping[int, int | None],
    *,
    countries: int,
) -> Document:
    sums = _totals(rows)
    total = sums["activities"]
    active = cities_held(rows)
    naming = session.scalar(reach.with_countries(chosen)) or 0
    funders, funded = session.execute(reach.funding(chosen)).one()
    undated = session.scalar(reach.undated_left_out(chosen)) if chosen.years_asked else 0
    return {
        "cities": _cities(atlas, rows, active),
        **_forums(session, atlas, chosen, populations),
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


def _totals(rows: Sequence[Row[Any]]) -> Mapping[str, int]:
    """The sums over all cells, each under its name."""
    if not rows:
        return Counter()
    columns = list(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
    return Counter({name: sum(column) for name, column in columns[CELL_KEYS:]})


def _cities(atlas: Atlas, rows: Sequence[Row[Any]], active: Sequence[str]) -> Document:
    planned = planned_cities(atlas)
    placed = sum(row.activities for row in rows if row[0])
    return {
        "value": len(planned.intersection(active)),
        "of": len(planned),
        "others": len(set(active) - planned),
        "rests_on": placed,
        "silent": sum(row.activities for row in rows) - placed,
    }


def _forums(
    session: Session, atlas: Atlas, chosen: Filter, populations: Mapping[int, int | None]
) -> dict[str, Document]:
    found = forums_behind(session, atlas, chosen)
    with_teams = sum(bool(forum.members) for forum in found)
    teams = len(members_of(found))
    stages = {stage.value: sum(forum.stage == stage for forum in found) for stage in Stage}
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
