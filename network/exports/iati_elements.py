"""The small parts that IATI's elements are made of: narratives in each language, codes, results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from network.cells import writable
from network.locales import DEFAULT_LANGUAGE, LANGUAGES

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# IATI lists languages of two letters only; Sorani is a form of Kurdish.
LANGUAGE_CODES = {"ckb": "ku"}
OUTPUT, UNIT = "1", "1"


@dataclass(frozen=True)
class Period:
    """What was to be reached from `start` to `end`, and what was.

    `parts` are groups of the actual figure: a dimension, the group's word, its figure.
    """

    start: date
    end: date
    target: float | None = None
    actual: float | None = None
    parts: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A figure that tells a result: its name by language, its baseline (a year and a value)."""

    names: Mapping[str, str]
    periods: tuple[Period, ...]
    baseline: tuple[int, float] | None = None


def code_of(language: str) -> str:
    """IATI's code of one of our languages."""
    return LANGUAGE_CODES.get(language, language)


def texts_of(record: Any, field: str) -> dict[str, str]:
    """A text of a record in each language that has it."""
    found = {code: getattr(record.texts.get(code), field, None) for code in LANGUAGES}
    return {code: value for code, value in found.items() if value}


def names_of(record: Any) -> dict[str, str]:
    """The name of a record in each language that has it; its slug where none has."""
    return texts_of(record, "name") or {DEFAULT_LANGUAGE: record.slug}


def add(parent: Element, tag: str, names: Mapping[str, str] | None = None, /, **codes: str) -> Any:
    """An element with a narrative for each language of `names`; `_` in attributes is a hyphen."""
    element = SubElement(parent, tag, {key.replace("_", "-"): codes[key] for key in codes})
    for language, words in (names or {}).items():
        narrative = SubElement(element, "narrative", {LANGUAGE: code_of(language)})
        narrative.text = writable(words)
    return element


def add_result(parent: Element, names: Mapping[str, str], indicators: Iterable[Indicator]) -> None:
    """An output with its indicators."""
    result = SubElement(parent, "result", type=OUTPUT)
    add(result, "title", names)
    for indicator in indicators:
        element = SubElement(result, "indicator", measure=UNIT, ascending="1")
        add(element, "title", indicator.names)
        if indicator.baseline:
            year, value = indicator.baseline
            add(element, "baseline", year=str(year), value=_number(value))
        for period in indicator.periods:
            _add_period(element, period)


def _add_period(indicator: Element, period: Period) -> None:
    element = SubElement(indicator, "period")
    add(element, "period-start", iso_date=period.start.isoformat())
    add(element, "period-end", iso_date=period.end.isoformat())
    if period.target is not None:
        add(element, "target", value=_number(period.target))
    if period.actual is not None:
        add(element, "actual", value=_number(period.actual))
    for dimension, word, value in period.parts:
        actual = add(element, "actual", value=_number(value))
        add(actual, "dimension", name=dimension, value=word)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)
