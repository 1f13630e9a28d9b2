"""The public tables as they stood at a moment, rebuilt in memory from the revisions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from network.changes.hidden import belongs
from network.changes.publish import finish
from network.changes.references import Key, references
from network.changes.tables import Register, fill_rows
from network.models import Base, Edition, Revision
from network.queries.revisions import hidden_records, hidings, standing


@contextmanager
def as_it_stood(session: Session, moment: datetime) -> Iterator[Session]:
    """A session on tables that hold what was public at `moment`, but for what is hidden now.

    Nothing of it remains afterward. The number of its edition is that of the last publication
    until then, 0 where there was none.
    """
    shown = _shown(session, moment)
    # It lives for this block and in memory: it needs none of the pragmas that keep a file safe.
    engine = create_engine("sqlite://", hide_parameters=True)
    try:
        Base.metadata.create_all(engine)
        with Session(engine) as past:
            _fill(past, shown, moment)
            yield past
    finally:
        engine.dispose()


def _fill(past: Session, shown: Sequence[Revision], moment: datetime) -> None:
    present = {(entry.record_kind, entry.record_slug) for entry in shown}
    snapshots = [(entry.record_kind, entry.snapshot) for entry in shown]
    # What was erased or is hidden may still be referred to.
    absent = {key for kind, snapshot in snapshots for key in references(kind, snapshot)} - present
    fill_rows(Register(past, absent), snapshots)
    published = [entry.published_at for entry in shown if entry.published_at]
    finish(past, max(published, default=moment))
    edition = past.scalars(select(Edition)).one()
    edition.number = max([entry.edition or 0 for entry in shown], default=0)
    past.flush()


def _shown(session: Session, moment: datetime) -> list[Revision]:
    """What stood and may be shown: hidden records stay hidden in the past, too."""
    found = session.scalars(standing(moment.astimezone(UTC)))
    entries = [entry for entry in found if not entry.removal]
    hidden: set[Key] = {(kind, slug) for kind, slug in session.execute(hidden_records())}
    for forum in [hiding.forum for hiding in session.scalars(hidings())]:
        hidden |= _belonging(entries, forum, hidden)
    return [entry for entry in entries if (entry.record_kind, entry.record_slug) not in hidden]


def _belonging(entries: Sequence[Revision], forum: str, hidden: set[Key]) -> set[Key]:
    """What belonged to a hidden forum then; parts of activities are found after their wholes."""
    keys = set(hidden)
    while True:
        found = {
            (entry.record_kind, entry.record_slug)
            for entry in entries
            if belongs(entry.record_kind, entry.snapshot, forum, keys)
        }
        if found <= keys:
            return keys
        keys |= found
