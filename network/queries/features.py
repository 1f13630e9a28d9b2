"""Features: pages of records by slug, those in a box or a time, and how far they all reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, or_, select, true

from network.models import Activity, City, Forum
from network.vocabulary import Precision


@dataclass(frozen=True)
class Box:
    """A box in degrees; one whose `west` is greater than its `east` crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Interval:
    """Days from `start` to `end`, both included; None leaves an end open."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Place:
    """Where and when the records of a model are: the number of their city, and their time.

    `begins` is the first day, None for records without a time; `reaches(day)` says that a record
    was not over before that day, None where records do not end.
    """

    city: Any
    begins: Any = None
    reaches: Callable[[date], ColumnElement[bool]] | None = None


def _activity_reaches(day: date) -> ColumnElement[bool]:
    """Whether an activity may have gone on until `day`, by what is known of its date."""
    last = func.coalesce(Activity.end, Activity.start)
    return case(
        (Activity.precision == Precision.YEAR, Activity.last_year >= day.year),
        (Activity.precision == Precision.MONTH, last >= day.replace(day=1)),
        else_=last >= day,
    )


PLACES: Mapping[Any, Place] = {
    City: Place(City.id),
    Forum: Place(Forum.city_id, Forum.founded),
    Activity: Place(Activity.city_id, Activity.start, _activity_reaches),
}


def in_box(model: Any, box: Box) -> ColumnElement[bool]:
    """Whether a record lies in `box`; one without a place lies anywhere, as OGC has it."""
    across = (City.longitude >= box.west, City.longitude <= box.east)
    inside = or_(*across) if box.west > box.east else and_(*across)
    found = select(City.id).where(inside, City.latitude >= box.south, City.latitude <= box.north)
    number = PLACES[model].city
    return or_(number.is_(None), number.in_(found))


def at_time(model: Any, asked: Interval) -> ColumnElement[bool]:
    """Whether a record's time meets `asked`; one without a time is at any, as OGC has it."""
    place = PLACES[model]
    if place.begins is None:
        return true()
    conditions: list[ColumnElement[bool]] = [true()]
    if asked.end is not None:
        conditions.append(place.begins <= asked.end)
    if asked.start is not None and place.reaches:
        conditions.append(place.reaches(asked.start))
    return or_(place.begins.is_(None), and_(*conditions))


def after(rows: Select[Any], model: Any, slug: str, limit: int) -> Select[Any]:
    """The next `limit` records of `rows` by slug, after the one called `slug`.

    Records that are published meanwhile neither move others to another page nor repeat them.
    """
    return rows.where(model.slug > slug).order_by(None).order_by(model.slug).limit(limit)


def box_of(model: Any) -> Select[float, float, float, float]:
    """West, south, east and north of the places of all records of `model`; None without any."""
    axes = (
        func.min(City.longitude),
        func.min(City.latitude),
        func.max(City.longitude),
        func.max(City.latitude),
    )
    return select(*axes).where(City.id.in_(select(PLACES[model].city)))


def first_day(model: Any) -> Select[date | None]:
    """The first day of all records of `model`; None where they have no time."""
    begins = PLACES[model].begins
    return select(null() if begins is None else func.min(begins))
