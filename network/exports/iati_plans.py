"""Plans in IATI: one activity of the higher level for each plan that counts something.

Its results are the objectives that have an indicator; the activities below it carry none of
their figures, so nothing is counted twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from xml.etree.ElementTree import Element

from network.exports.iati_elements import (
    LANGUAGE,
    Indicator,
    Period,
    add,
    add_result,
    code_of,
    names_of,
    texts_of,
)
from network.exports.release import Publisher, Release
from network.exports.sectors import dac_shares
from network.models import Objective

PROGRAM = "1"
CLOSED, IMPLEMENTATION = "4", "2"
PLANNED_START, PLANNED_END = "1", "3"
IMPLEMENTING, GENERAL, DAC, HOME_COUNTRY = "4", "1", "1", "IQ"


def plan_elements(
    objectives: Iterable[Objective], publisher: Publisher, release: Release
) -> Iterator[Element]:
    """An element for each plan whose objectives have an indicator, in the schema's order."""
    counted = [entry for entry in objectives if texts_of(entry, "indicator")]
    ordered = sorted(counted, key=lambda entry: (entry.plan.slug, entry.position, entry.slug))
    for _slug, found in groupby(ordered, key=lambda entry: entry.plan.slug):
        yield _plan(list(found), publisher, release)


def _plan(objectives: Sequence[Objective], publisher: Publisher, release: Release) -> Element:
    plan = objectives[0].plan
    first, last = date(plan.first_year, 1, 1), date(plan.last_year, 12, 31)
    attributes = {LANGUAGE: code_of(release.language.code), "hierarchy": PROGRAM}
    element = Element("iati-activity", attributes)
    own_name = {release.language.code: publisher.name}
    add(element, "iati-identifier").text = f"{publisher.identifier}-plan-{plan.slug}"
    codes = {"ref": publisher.identifier, "type": publisher.type, "secondary_reporter": "1"}
    add(element, "reporting-org", own_name, **codes)
    add(element, "title", names_of(plan))
    add(element, "description", texts_of(plan, "description") or names_of(plan), type=GENERAL)
    add(element, "participating-org", own_name, role=IMPLEMENTING)
    ended = release.as_of is not None and release.as_of.date() > last
    add(element, "activity-status", code=CLOSED if ended else IMPLEMENTATION)
    for day, code in ((first, PLANNED_START), (last, PLANNED_END)):
        add(element, "activity-date", iso_date=day.isoformat(), type=code)
    add(element, "recipient-country", code=HOME_COUNTRY, percentage="100")
    themes = sorted({objective.theme.slug for objective in objectives})
    for code, share in dac_shares(themes).items():
        add(element, "sector", vocabulary=DAC, code=code, percentage=str(share))
    for objective in objectives:
        names = texts_of(objective, "text")
        add_result(element, names, [_indicator(objective, first, last)])
    return element


def _indicator(objective: Objective, first: date, last: date) -> Indicator:
    """The entries as periods from the plan's beginning to their day; the target is of its end."""
    baseline = None
    if objective.baseline is not None and objective.baseline_year is not None:
        baseline = (objective.baseline_year, float(objective.baseline))
    periods = [
        Period(min(first, entry.day), entry.day, actual=entry.value) for entry in objective.progress
    ]
    if objective.target is not None:
        periods.append(Period(first, last, target=objective.target))
    return Indicator(texts_of(objective, "indicator"), tuple(periods), baseline)
