"""What an answer with records says of itself, and the rows that it carries."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app, url_for
from flask_babel import gettext
from sqlalchemy import Select

from network.config import Settings
from network.days import TIME_ZONE
from network.exports.release import Publisher, Release, Row
from network.extensions import reading
from network.locales import text_of
from network.presenters.file_addresses import file_address
from network.presenters.files import Format, Kind
from network.presenters.presentation import beginning_words
from network.queries.activities import SORTS
from network.queries.atlas import NO_MARK
from network.queries.downloads import (
    CHUNK,
    Version,
    latest_change,
    moment,
    row_count,
    versions,
)
from network.queries.filter import KEYS, Filter, Key, Shape
from network.web.addresses import absolute
from network.web.caching import current_atlas
from network.web.language import page_language, page_writing
from network.web.past import day_pairs, past_day


def asked_words(chosen: Filter) -> list[tuple[str, str]]:
    """What is asked for, as pairs of a key's label and the words of its values; a past day, too."""
    asked = []
    if day := past_day():
        asked.append((gettext("As of the day"), page_writing().day(day)))
    for key in KEYS:
        value = getattr(chosen, key.attribute)
        values = value if isinstance(value, tuple) else (value,) if value else ()
        if values:
            words = page_language().comma.join(_word(key, entry) for entry in values)
            asked.append((str(key.label), words))
    return asked


def as_of() -> datetime | None:
    """When the public data last changed, on the clock of Baghdad; None where there are none."""
    atlas = current_atlas()
    published = atlas.published_at if atlas.mark != NO_MARK else None
    return moment(published).astimezone(TIME_ZONE) if published else None


def file_name(word: str, release: Release, extension: str) -> str:
    """The name of a file: what is in it, and of which day."""
    day = (release.as_of or datetime.now(TIME_ZONE)).date()
    dated = f"as-of-{past_day()}" if past_day() else day.isoformat()
    return f"rafidain-{word}-{dated}.{extension}"


def count(rows: Select[Any]) -> int:
    """How many records `rows` selects."""
    return reading().scalar(row_count(rows)) or 0


def _word(key: Key, value: Any) -> str:
    """A value of a key as the page's language says it."""
    if key.shape is Shape.BEGINNING:
        return beginning_words(value)
    if isinstance(key.values, str):
        record = getattr(current_atlas(), key.values)[value]
        return str(text_of(record.texts, "name", page_language().code) or value)
    words = {word.value: word for word in key.values}
    return str(words[value].label) if words else str(value)


def release_of(
    kind: Kind, form: Format, chosen: Filter, sort: str, *, total: int, left_out: int
) -> Release:
    """What a file of `kind` says of itself."""
    return describe(
        kind,
        chosen,
        total=total,
        left_out=left_out,
        changed=reading().scalar(latest_change(kind.record, kind.rows(chosen, SORTS[0]))),
        address=absolute(file_address(kind.word, form.extension, chosen, sort)),
    )


def describe(
    kind: Kind,
    chosen: Filter,
    *,
    total: int,
    address: str,
    left_out: int = 0,
    changed: datetime | None = None,
) -> Release:
    """What any answer with records of `kind` says of itself; `address` is the answer's own."""
    query = urlencode([*day_pairs(), *chosen.query()])
    home = absolute(url_for("explore.page", as_of=None))
    return Release(
        kind=kind.pages or kind.word,
        title=str(kind.title),
        language=page_language(),
        writing=page_writing(),
        as_of=as_of(),
        asked=tuple(asked_words(chosen)),
        query=query,
        total=total,
        left_out=left_out,
        changed=changed,
        home=home,
        page=f"{home}{f'?{query}' if query else ''}",
        address=address,
        past=urlencode(day_pairs()),
        notes=kind.notes(),
        publisher=_publisher(),
    )


def _publisher() -> Publisher:
    settings: Settings = current_app.extensions["settings"]
    return Publisher(settings.iati_organization, settings.iati_name, settings.iati_type)


def filled_rows(kind: Kind, rows: Select[Any], release: Release, chosen: Filter) -> Iterator[Row]:
    """Records with their versions and their number of the asked activities, chunk by chunk."""
    counts: Mapping[str, int] | None = None
    if kind.counts:
        counts = {row[0]: row[1] for row in reading().execute(kind.counts(chosen))}
    found = reading().scalars(rows.execution_options(yield_per=CHUNK))
    for chunk in found.partitions(CHUNK):
        slugs = [record.slug for record in chunk]
        history = {
            slug: Version(revisions - 1, moment(first), moment(latest))
            for slug, revisions, first, latest in reading().execute(versions(kind.record, slugs))
            if first and latest
        }
        for record in chunk:
            activities = None if counts is None else counts.get(record.slug, 0)
            yield Row(record, release, history.get(record.slug), activities)
