"""Who sees which version of which record: the one select from which every view begins.

- An account sees what it wrote itself, in any state.
- Everybody sees the versions that stand of records that are public: neither hidden nor removed.
- A coordinator sees what was ever published of the records of their forums, hidden or removed,
  and of the documents hidden with them.
- Editors and administrators see all that was handed in or published, hidden and removed records
  among it, and no draft of another.

What an account does not see does not exist for it: it is answered as what never was.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from network.access.gate import has_role
from network.access.permissions import OWN, Key, Verb, belonging
from network.extensions import reading
from network.models import Account, HiddenRecord, Hiding, Revision
from network.queries.hidings import hidden_records, hidings_of
from network.queries.revisions import slugs_like, standing_of
from network.queries.seen import history, standing_version, stands
from network.vocabulary import AccountRole, RevisionState

# The kinds of which a coordinator has records.
OWNED = ("city", "forum", "organization", "activity", "source")


def visible_to(account: Account, record: Key | None = None) -> Select[Revision]:
    """The versions that `account` may see: of all records, or of one by its kind and slug.

    Without a `record`, a coordinator's own records are only those with a version that stands;
    their histories are asked for one by one. It takes the same statements for any record, there
    or not.
    """
    seen = select(Revision)
    if record is not None:
        kind, slug = record
        seen = seen.where(Revision.record_kind == kind, Revision.record_slug == slug)
    mine = Revision.account_id == account.id
    if has_role(account, AccountRole.EDITOR):
        return seen.where(or_(mine, Revision.state != RevisionState.DRAFT))
    own = own_records(account, record)
    published = Revision.state == RevisionState.PUBLISHED
    theirs = or_(_one_of(own), _document_of(account.forum_slugs))
    return seen.where(or_(mine, _public(), and_(published, theirs)))


def seen_version(account: Account, number: int) -> Revision | None:
    """The version with this number, None where the account does not see it."""
    if not 0 < number < 1 << 31:
        number = 0
    key = select(Revision.record_kind, Revision.record_slug).where(Revision.id == number)
    found = reading().execute(key).one_or_none()
    record = (found[0], found[1]) if found else ("", "")
    return reading().scalars(visible_to(account, record).where(Revision.id == number)).one_or_none()


def seen_standing(account: Account, kind: str, slug: str) -> Revision | None:
    """The version of a record that stands, a removal perhaps, as far as the account sees it."""
    seen = visible_to(account, (kind, slug))
    return reading().scalars(standing_version(seen, kind, slug)).one_or_none()


def seen_history(account: Account, kind: str, slug: str) -> list[Revision]:
    """What the account sees of all that a record went through, the latest first; no drafts."""
    return list(reading().scalars(history(visible_to(account, (kind, slug)), kind, slug)))


def open_records(account: Account, versions: Iterable[Revision]) -> set[Key]:
    """Which of the records of these versions open to the account: what a list may lead to."""
    entries = list(versions)
    keys = {(entry.record_kind, entry.record_slug) for entry in entries}
    if has_role(account, AccountRole.EDITOR):
        return keys
    kinds = {kind for kind, _slug in keys if kind in OWN[Verb.PROPOSE]}
    standing = [
        version
        for kind in sorted(kinds)
        for version in reading().scalars(
            standing_of(kind, {slug for name, slug in keys if name == kind})
        )
    ]
    known = {(version.record_kind, version.record_slug) for version in standing}
    own = {
        (entry.record_kind, entry.record_slug)
        for entry in entries
        if entry.account_id == account.id and entry.record_kind in kinds
    }
    return belonging(account, standing) | (own - known)


def base_of(draft: Revision) -> Mapping[str, Any]:
    """What the record said when a draft of one's own was begun; empty for a new one.

    For keeping what its author cannot see in it, not for showing.
    """
    number = draft.based_on_id or 0
    found = reading().scalars(select(Revision).where(Revision.id == number)).one_or_none()
    return found.snapshot if found else {}


def taken_slugs(session: Session, kind: str, stem: str) -> set[str]:
    """The slugs that begin with `stem` of all records that are or were: none is told to anyone."""
    return set(session.scalars(slugs_like(kind, stem)))


def is_hidden(kind: str, slug: str) -> bool:
    """Whether a record that the account sees is off every page now."""
    return reading().scalars(hidings_of(kind, slug)).first() is not None


def hidden_among(keys: set[Key]) -> set[Key]:
    """Which of these records, all of which the account sees, are off every page now."""
    return {(kind, slug) for kind, slug in reading().execute(hidden_records())} & keys


def own_records(account: Account, record: Key | None = None) -> set[Key]:
    """Whether `record` is a coordinator's own; without one, which of all hidden records are."""
    wanted: dict[str, list[str]] = {kind: [] for kind in OWNED}
    if record is not None:
        # One statement in any case, so that a kind that nobody owns takes no less.
        wanted = {record[0]: [record[1]]}
    else:
        for kind, slug in reading().execute(hidden_records()):
            wanted.setdefault(kind, []).append(slug)
    versions = [
        entry
        for kind, slugs in wanted.items()
        for entry in reading().scalars(standing_of(kind, slugs))
    ]
    return belonging(account, versions)


def _public() -> ColumnElement[bool]:
    """Whether a version stands and its record is neither removed nor hidden."""
    return and_(stands(), ~Revision.removal, ~_kept_off())


def _document_of(forums: frozenset[str]) -> ColumnElement[bool]:
    """Whether a record is a document that is hidden with one of these forums."""
    return and_(Revision.record_kind == "source", _kept_off(Hiding.forum.in_(forums)))


def _kept_off(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        HiddenRecord.hiding_id == Hiding.id,
        Hiding.ended_at.is_(None),
        HiddenRecord.record_kind == Revision.record_kind,
        HiddenRecord.record_slug == Revision.record_slug,
        *conditions,
    )


def _one_of(keys: set[Key]) -> ColumnElement[bool]:
    slugs: dict[str, list[str]] = {}
    for kind, slug in sorted(keys):
        slugs.setdefault(kind, []).append(slug)
    return or_(
        false(),
        *(
            and_(Revision.record_kind == kind, Revision.record_slug.in_(some))
            for kind, some in slugs.items()
        ),
    )
