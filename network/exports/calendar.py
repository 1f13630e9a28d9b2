"""iCalendar as RFC 5545 has it: whole days, stable identifiers, honest about precision."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask_babel import gettext
from icalendar import Calendar, Event

from network.cells import writable
from network.exports.column import Column
from network.exports.places import point_of
from network.exports.release import Release, Row
from network.queries.downloads import moment
from network.vocabulary import Precision, Status

END = b"END:VCALENDAR\r\n"
DAY = timedelta(days=1)
STATUS = {Status.HELD: "CONFIRMED", Status.ANNOUNCED: "TENTATIVE"}


def write_calendar(
    rows: Iterable[Row], _columns: Sequence[Column], release: Release
) -> Iterator[bytes]:
    """A calendar with an event for each row, event by event.

    The rows have a date, known at least to the year; how many had none is said in the
    calendar's description.
    """
    yield _head(release).to_ical().removesuffix(END)
    for row in rows:
        yield _event(row).to_ical()
    yield END


def span(start: date, end: date | None, precision: Precision) -> tuple[date, date]:
    """The first and the last day of what is known of a date."""
    last = end or start
    if precision == Precision.YEAR:
        return start, date(last.year, 12, 31)
    if precision == Precision.MONTH:
        following = last.replace(day=28) + 4 * DAY if last < date(9999, 12, 1) else date.max
        return start, following if following == date.max else following.replace(day=1) - DAY
    return start, last


def _head(release: Release) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Rafidain//Social forums of the two rivers//EN")
    calendar.add("version", "2.0")
    title = release.filter_words if release.asked else release.title
    name = " · ".join([gettext("Rafidain"), title])
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _line(name))
    description = " ".join([release.citation, release.license_words, *release.left_out_words])
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, _line(description))
    return calendar


def _event(row: Row) -> Event:
    activity, release = row.record, row.release
    first, last = span(activity.start, activity.end, activity.precision)
    changed = moment(row.version.latest) if row.version else datetime(1970, 1, 1, tzinfo=UTC)
    event = Event()
    event.add("uid", f"{activity.slug}@rafidain")
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", row.version.changes if row.version else 0)
    event.add("dtstart", first)
    event.add("dtend", last + DAY if last < date.max else last)
    title = release.text(activity)
    language = {"LANGUAGE": title.language if title else release.language.code}
    event.add("summary", _line(release.name(activity)), parameters=language)
    event.add("description", _line("\n".join(_description(row))))
    event.add("status", STATUS[activity.status])
    # A span in which something took place keeps nobody from being free.
    event.add("transp", "TRANSPARENT")
    event.add("url", row.address)
    _add_place(event, row)
    themes = [_line(release.name(theme)) for theme in activity.themes]
    event.add("categories", [str(activity.kind.label), *themes])
    return event


def _add_place(event: Event, row: Row) -> None:
    activity, release = row.record, row.release
    names = [release.name(activity.city)] if activity.city else []
    if activity.country:
        names.append(release.writing.country(activity.country))
    if names:
        event.add("location", _line(release.language.comma.join(names)))
    point = point_of(activity)
    if point:
        event.add("geo", (point[1], point[0]))


def _description(row: Row) -> Iterator[str]:
    activity, writing = row.record, row.release.writing
    if activity.precision == Precision.YEAR:
        yield gettext("Only the year is known: %(date)s.", date=writing.year(activity.start.year))
    elif activity.precision == Precision.MONTH:
        yield gettext("Only the month is known: %(date)s.", date=writing.month(activity.start))
    if activity.status == Status.ANNOUNCED:
        yield gettext("Announced; no source confirms that it was held")
    summary: Any = row.release.text(activity, "summary")
    if summary:
        yield str(summary)


def _line(text: str) -> str:
    """A text as iCalendar may hold it: no control character but the end of a line."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
