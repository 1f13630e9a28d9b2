"""Publishing: copies snapshots into the public tables, with their revisions and the edition."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, null, select, update
from sqlalchemy.orm import Session, aliased

from network.changes.documents import hide_documents
from network.changes.hidden import Hidden
from network.changes.references import Key, references
from network.changes.relatives import pairs_in, relatives, tells_otherwise
from network.changes.reports import protect_reports
from network.changes.tables import MissingReferenceError, PublishError, Register, fill_rows
from network.changes.tombstones import ErasedError, Tombstones
from network.database import PUBLISHED
from network.models import Account, Activity, Edition, Revision
from network.models.edition import new_mark
from network.queries.cube import build_cube
from network.queries.disclosure import groups_left_out, said_in
from network.queries.revisions import published, standing_of
from network.queries.wholes import parts_and_wholes
from network.slugs import without_ending
from network.vocabulary import Origin, RevisionState

# No database takes statements of any length.
MOST_AT_ONCE = 5_000

__all__ = [
    "MissingReferenceError",
    "Proposal",
    "PublishError",
    "latest_revision",
    "latest_revisions",
    "publish",
    "renew_edition",
]


@dataclass(frozen=True)
class Proposal:
    """A snapshot on its way into the tables: its kind and the document that its form made.

    `revision` is the row that has been waiting for this, where there is one.
    """

    kind: str
    snapshot: dict[str, Any]
    revision: Revision | None = None

    @property
    def slug(self) -> str:
        """The record's slug."""
        return str(self.snapshot["slug"])


@dataclass(frozen=True)
class Occasion:
    """How and when something is published: its way in, its edition, its batch, who did it."""

    origin: Origin
    moment: datetime
    edition: int
    batch: str | None = None
    account: Account | None = None


def publish(
    session: Session,
    proposals: Iterable[Proposal],
    origin: Origin,
    batch: str | None = None,
    *,
    now: datetime | None = None,
    account: Account | None = None,
) -> int:
    """Make `proposals` public and return how many there were.

    A record that a hiding keeps back gets its revision and no row. Raises PublishError for a
    reference that leads nowhere or in a circle; the caller's transaction then ends without a trace.
    """
    chosen = list(proposals)
    if not chosen:
        return 0
    _refuse_twins(chosen)
    tombstones = Tombstones.read(session)
    _refuse_erased(tombstones, chosen)
    lock_publications(session)
    moment = now or datetime.now(UTC)
    occasion = Occasion(origin, moment, next_edition(session), batch, account)
    with session.no_autoflush:
        before = latest_revisions(session, [(entry.kind, entry.slug) for entry in chosen])
        protect_reports(session, _corrected(session, chosen, before), moment)
        hidden = Hidden.read(session)
        shown = [
            (entry.kind, entry.snapshot)
            for entry in chosen
            if not hidden.take(entry.kind, entry.slug, entry.snapshot)
        ]
        linked = (key for kind, snapshot in shown for key in references(kind, snapshot))
        fill_rows(Register(session, hidden.keys | tombstones.among(linked)), shown)
        for entry in chosen:
            stamp(session, entry, occasion, before.get((entry.kind, entry.slug)))
    finish(session, moment)
    return len(chosen)


def finish(session: Session, moment: datetime) -> None:
    """After the tables changed: what depends on other records, and the next edition."""
    session.flush()
    hide_documents(session)
    _count_participants(session)
    renew_edition(session, moment)
    session.info[PUBLISHED] = True


def lock_publications(session: Session) -> None:
    """Wait until no other transaction publishes, so that what stands cannot change meanwhile.

    SQLite needs no lock: there, a transaction that writes is alone from its beginning.
    """
    session.execute(select(Edition.id).with_for_update())


def renew_edition(session: Session, moment: datetime) -> Edition:
    """Give the public data its next number and another mark, with the cube that belongs to it."""
    cube = build_cube(session)
    edition = session.scalars(select(Edition)).one_or_none()
    if edition is None:
        edition = Edition(number=0, published_at=moment, cube=cube)
        session.add(edition)
    edition.number += 1
    edition.mark = new_mark()
    edition.published_at = moment
    edition.cube = cube
    return edition


def renew_mark(session: Session) -> None:
    """Give the edition another mark: what it tells of past days has changed, today has not."""
    session.execute(update(Edition).values(mark=new_mark()))


def next_edition(session: Session) -> int:
    """The number that the next publication will have."""
    return (session.scalar(select(Edition.number)) or 0) + 1


def latest_revision(session: Session, kind: str, slug: str) -> Revision | None:
    """The published revision that stands of a record, a removal perhaps, or None."""
    return session.scalars(published(kind, slug).limit(1)).one_or_none()


def latest_revisions(session: Session, keys: Iterable[Key]) -> dict[Key, Revision]:
    """The published revision that stands of each of these records, by kind and slug."""
    slugs: dict[str, list[str]] = {}
    for kind, slug in keys:
        slugs.setdefault(kind, []).append(slug)
    return {
        (kind, entry.record_slug): entry
        for kind, some in slugs.items()
        for first in range(0, len(some), MOST_AT_ONCE)
        for entry in session.scalars(standing_of(kind, some[first : first + MOST_AT_ONCE]))
    }


def stamp(
    session: Session, proposal: Proposal, occasion: Occasion, before: Revision | None
) -> Revision:
    """Mark the revision of `proposal` as published, a new one where none has been waiting.

    `before` is the version that stood until now.
    """
    revision = proposal.revision
    if revision is None:
        revision = Revision(
            record_kind=proposal.kind,
            record_slug=proposal.slug,
            snapshot=proposal.snapshot,
            origin=occasion.origin,
            batch=occasion.batch,
            account=occasion.account,
            created_at=occasion.moment,
        )
        session.add(revision)
    revision.state = RevisionState.PUBLISHED
    revision.based_on_id = before.id if before else None
    revision.published_at = occasion.moment
    revision.edition = occasion.edition
    return revision


def _corrected(
    session: Session, chosen: list[Proposal], before: Mapping[Key, Revision]
) -> set[str]:
    """The activities whose women, as they were told so far, give away a group beside the change."""
    stood = {slug: entry.snapshot for (kind, slug), entry in before.items() if kind == "activity"}
    said = {entry.slug: entry.snapshot for entry in chosen if entry.kind == "activity"}
    known = {(part, whole) for part, whole in session.execute(parts_and_wholes())}
    changed = {slug for slug in said if tells_otherwise(stood.get(slug), said[slug])}
    return relatives(known | pairs_in(said.items()), changed) | {
        slug
        for slug, snapshot in said.items()
        if stood.get(slug) and "women" in groups_left_out(said_in(stood[slug]), [said_in(snapshot)])
    }


def _refuse_erased(tombstones: Tombstones, proposals: Iterable[Proposal]) -> None:
    """Raise ErasedError for what was erased, also where a file brings it under an ending."""
    for entry in proposals:
        slugs = {entry.slug}
        if entry.revision is not None and entry.revision.origin == Origin.IMPORT:
            slugs.add(without_ending(entry.slug))
        if tombstones.among((entry.kind, slug) for slug in slugs):
            raise ErasedError((entry.kind, entry.slug))


def _refuse_twins(proposals: list[Proposal]) -> None:
    """Two snapshots of one record would each overwrite the other at every seeding."""
    counts = Counter((proposal.kind, proposal.slug) for proposal in proposals)
    (kind, slug), count = counts.most_common(1)[0]
    if count > 1:
        raise PublishError(f"{kind} {slug!r} is there twice")


def _count_participants(session: Session) -> None:
    """Participants count with the whole; with a part only where its whole has no figure."""
    whole = aliased(Activity)
    figure_of_whole = (
        select(whole.participants).where(whole.id == Activity.part_of_id).scalar_subquery()
    )
    session.execute(
        update(Activity)
        .values(
            counted_participants=case(
                (figure_of_whole.is_(None), Activity.participants), else_=null()
            )
        )
        .execution_options(synchronize_session=False)
    )
