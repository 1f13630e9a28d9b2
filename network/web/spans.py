"""Boxes and times as OGC API - Features writes them in an address; ValueError for others."""

import math
import re
from datetime import UTC, date, datetime

from network.models.base import SLUG_LENGTH
from network.queries.features import Box, Interval

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)
OPEN = ("", "..")


def read_box(text: str) -> Box:
    """The box of four numbers; of six, heights are left aside, as all points lie on the ground."""
    numbers = [_degrees(part) for part in text.split(",")]
    if len(numbers) not in (4, 6):
        raise ValueError
    half = len(numbers) // 2
    west, south, east, north = numbers[0], numbers[1], numbers[half], numbers[half + 1]
    if south > north or not all(-180 <= value <= 180 for value in (west, east)):
        raise ValueError
    return Box(west, south, east, north)


def read_slug(text: str) -> str:
    """The place in the order of slugs where a page begins."""
    if not text.isprintable() or len(text) > SLUG_LENGTH:
        raise ValueError
    return text


def read_interval(text: str) -> Interval:
    """A day, a moment, or two of them with a slash between; an end may be open."""
    start, slash, end = text.partition("/")
    if not slash:
        day = _day(start)
        return Interval(day, day)
    if start in OPEN and end in OPEN:
        if text == "/":
            raise ValueError
        return Interval()
    interval = Interval(None if start in OPEN else _day(start), None if end in OPEN else _day(end))
    if interval.start and interval.end and interval.start > interval.end:
        raise ValueError
    return interval


def _degrees(text: str) -> float:
    number = float(text.strip())
    if not math.isfinite(number):
        raise ValueError
    return number


def _day(text: str) -> date:
    if DAY.fullmatch(text):
        return date.fromisoformat(text)
    if not MOMENT.fullmatch(text):
        raise ValueError
    # A leap second is a moment, too, but no time that Python knows.
    seconds = text[17:19]
    known = f"{text[:17]}59{text[19:]}" if seconds == "60" else text
    found = datetime.fromisoformat(known.upper().replace("Z", "+00:00"))
    try:
        return found.astimezone(UTC).date()
    except OverflowError:
        raise ValueError from None
