"""Seeding: which documented records are news, and which must not be published again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import Session

from network.changes.hidden import belongs
from network.changes.kinds import KINDS
from network.changes.publish import Proposal, latest_revision, publish
from network.changes.references import KIND_OF_MODEL, Key, references
from network.changes.tombstones import Tombstones, mark_of
from network.changes.withheld import Withheld
from network.models import Account, Edition, Hiding, Report, Revision, Tombstone
from network.queries.seen import removed
from network.vocabulary import Origin


@dataclass(frozen=True)
class Seeding:
    """What seeding would publish, and the records that it leaves out with those in need of them."""

    news: list[Proposal]
    left_out: list[Key]


def is_empty(session: Session) -> bool:
    """Whether nothing was ever published into the database."""
    return session.scalar(select(Edition.id)) is None and not is_used(session)


def is_used(session: Session) -> bool:
    """Whether people have used the database: from then on, nothing is published over their heads.

    An account is use, and so is all that only an account can do.
    """
    by_people = select(Revision.id).where(
        or_(Revision.origin != Origin.SEED, Revision.account_id.is_not(None))
    )
    used = (select(Account.id), by_people, select(Hiding.id), select(Report.id))
    return any(session.scalars(query.limit(1)).first() is not None for query in used) or (
        session.scalars(select(Tombstone.record_hash).limit(1)).first() is not None
    )


def plan_seeding(
    session: Session, proposals: Sequence[Proposal], withheld: Withheld | None = None
) -> Seeding:
    """What of `proposals` is new or changed, without what was erased, removed or hidden.

    `withheld` is what the file beside the key says; it speaks for records that the database does
    not know, as one that was lost did. A reference to what is left out is dropped; a record that
    cannot be without it is left out, too. Raises KeyLostError where the site's key is not that
    of the tombstones.
    """
    gone = _gone(session, proposals, withheld)
    forums = [
        slug
        for kind, slug in gone
        if kind == "forum" and withheld and withheld.way_of((kind, slug)) == "hidden"
    ]
    left = [(entry.kind, entry.slug) for entry in proposals]
    kept = list(proposals)
    while True:
        stripped = [(entry, _without(entry, gone)) for entry in kept]
        lost = {(entry.kind, entry.slug) for entry, snapshot in stripped if snapshot is None}
        lost |= {key for key in ((e.kind, e.slug) for e in kept) if key in gone}
        # What belongs to a hidden forum goes with it, be it documented later.
        lost |= {
            (entry.kind, entry.slug)
            for entry in kept
            if any(belongs(entry.kind, entry.snapshot, forum, gone) for forum in forums)
        }
        kept = [entry for entry in kept if (entry.kind, entry.slug) not in lost]
        if not lost:
            break
        gone |= lost
    news = [Proposal(entry.kind, snapshot) for entry, snapshot in stripped if snapshot is not None]
    return Seeding(
        [entry for entry in news if _is_news(session, entry)], [key for key in left if key in gone]
    )


def seed(session: Session, proposals: Sequence[Proposal], withheld: Withheld | None = None) -> int:
    """Publish what is new or changed in the files and return how many records that were.

    A record that people have changed since is left as they made it; what they erased, removed or
    hid stays away. What only the file remembers as erased is remembered by the database, too.
    """
    plan = plan_seeding(session, proposals, withheld)
    if withheld:
        known = Tombstones.read(session).hashes
        session.add_all(
            Tombstone(record_hash=digest, key_mark=mark_of(withheld.key))
            for digest in withheld.hashes["erased"] - known
        )
    return publish(session, plan.news, Origin.SEED, "seed")


def _gone(session: Session, proposals: Sequence[Proposal], withheld: Withheld | None) -> set[Key]:
    """The records that are erased or in the bin, or withheld without the database's knowledge."""
    keys = {(entry.kind, entry.slug) for entry in proposals}
    keys |= {key for entry in proposals for key in references(entry.kind, entry.snapshot)}
    gone = Tombstones.read(session).among(keys)
    binned = session.scalars(removed(select(Revision)))
    gone |= {(entry.record_kind, entry.record_slug) for entry in binned}
    if withheld and any(withheld.hashes.values()):
        known = {
            (kind, slug)
            for kind, slug in session.execute(
                select(Revision.record_kind, Revision.record_slug).distinct()
            )
        }
        gone |= {key for key in keys - known if withheld.way_of(key)}
    return gone


def _is_news(session: Session, proposal: Proposal) -> bool:
    before = latest_revision(session, proposal.kind, proposal.slug)
    if before is None:
        return True
    return before.origin == Origin.SEED and before.snapshot != proposal.snapshot


def _without(proposal: Proposal, gone: set[Key]) -> dict[str, Any] | None:
    """The snapshot without its references to `gone`; None where it cannot do without."""
    if not gone or not gone & set(references(proposal.kind, proposal.snapshot)):
        return proposal.snapshot
    layout, snapshot = KINDS[proposal.kind], dict(proposal.snapshot)
    for key, (attribute, model) in layout.one.items():
        if (KIND_OF_MODEL[model], snapshot.get(key)) in gone:
            if _is_needed(layout.model, attribute):
                return None
            snapshot[key] = None
    for key, (_attribute, model) in layout.many.items():
        before = snapshot.get(key) or []
        snapshot[key] = [slug for slug in before if (KIND_OF_MODEL[model], slug) not in gone]
        # No public record is without a source.
        if key == "sources" and before and not snapshot[key]:
            return None
    for key, part in layout.parts.items():
        snapshot[key] = [
            entry
            for entry in snapshot.get(key) or []
            if not gone & set(_links(part.references, entry))
        ]
    return snapshot


def _links(links: Any, entry: Any) -> Iterator[Key]:
    for link, (_attribute, model) in links.items():
        yield KIND_OF_MODEL[model], entry[link]


def _is_needed(model: type[Any], attribute: str) -> bool:
    columns: Iterable[Any] = inspect(model).relationships[attribute].local_columns
    return any(not column.nullable for column in columns)
