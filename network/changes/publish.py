"""Publishing: copies snapshots into the public tables, with their revisions and the edition."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import Date, Enum, case, inspect, null, select, update
from sqlalchemy.orm import Session, aliased

from network.alphabets import sort_key
from network.changes.kinds import KINDS, Part, RecordKind
from network.folding import fold
from network.models import Activity, Edition, Objective, Revision
from network.models.base import NameText, Record, Text
from network.queries.cube import build_cube
from network.vocabulary import Origin, RevisionState, Role

# The keys of a text that are not its own words, and the words that a search looks through.
TEXT_KEYS = {"locale", "folded", "sort_key"}
SEARCHED = ("name", "other_names", "text")


class PublishError(ValueError):
    """A snapshot says something that the other records do not bear out."""


@dataclass(frozen=True)
class Proposal:
    """A snapshot on its way into the tables: its kind and the document that its form made."""

    kind: str
    snapshot: dict[str, Any]

    @property
    def slug(self) -> str:
        """The record's slug."""
        return str(self.snapshot["slug"])


@dataclass
class Register:
    """The records by slug, read once per kind and kept up to date while publishing."""

    session: Session
    rows: dict[type[Record], dict[str, Record]] = field(default_factory=dict)

    def all(self, model: type[Record]) -> dict[str, Record]:
        """Every record of `model`, by slug."""
        if model not in self.rows:
            self.rows[model] = {row.slug: row for row in self.session.scalars(select(model))}
        return self.rows[model]

    def take(self, model: type[Record], slug: str) -> Record:
        """The record with this slug, made where there is none yet."""
        rows = self.all(model)
        if slug not in rows:
            rows[slug] = cast(Any, model)(slug=slug)
            self.session.add(rows[slug])
        return rows[slug]

    def find(self, model: type[Record], slug: str) -> Record:
        """The record with this slug; raises PublishError when there is none."""
        row = self.all(model).get(slug)
        if row is None:
            raise PublishError(f"there is no {model.__name__.lower()} {slug!r}")
        return row


def publish(
    session: Session,
    proposals: Iterable[Proposal],
    origin: Origin,
    batch: str | None = None,
    now: datetime | None = None,
) -> int:
    """Make `proposals` public and return how many there were.

    Records may refer to each other in any order, so all rows exist before any is filled in.
    Raises PublishError for a reference that leads nowhere or in a circle; the caller's
    transaction then ends without a trace.
    """
    chosen = list(proposals)
    if not chosen:
        return 0
    _refuse_twins(chosen)
    moment = now or datetime.now(UTC)
    with session.no_autoflush:
        register = Register(session)
        rows = [register.take(KINDS[proposal.kind].model, proposal.slug) for proposal in chosen]
        for row, proposal in zip(rows, chosen, strict=True):
            _fill(register, row, proposal)
        for row in rows:
            _check_ancestry(row)
        session.add_all([_revision(session, entry, origin, batch, moment) for entry in chosen])
    session.flush()
    _count_participants(session)
    renew_edition(session, moment)
    return len(chosen)


def renew_edition(session: Session, moment: datetime) -> Edition:
    """Give the public data its next number, with the cube that belongs to it."""
    cube = build_cube(session)
    edition = session.scalars(select(Edition)).one_or_none()
    if edition is None:
        edition = Edition(number=0, published_at=moment, cube=cube)
        session.add(edition)
    edition.number += 1
    edition.published_at = moment
    edition.cube = cube
    return edition


def latest_revision(session: Session, kind: str, slug: str) -> Revision | None:
    """The published revision that the tables show of a record, or None."""
    return session.scalars(
        select(Revision)
        .where(
            Revision.record_kind == kind,
            Revision.record_slug == slug,
            Revision.state == RevisionState.PUBLISHED,
        )
        .order_by(Revision.id.desc())
        .limit(1)
    ).one_or_none()


def _fill(register: Register, row: Record, proposal: Proposal) -> None:
    kind, snapshot = KINDS[proposal.kind], proposal.snapshot
    for column in kind.columns:
        setattr(row, column, _value(kind, column, snapshot.get(column)))
    for key, (attribute, model) in kind.one.items():
        slug = snapshot.get(key)
        setattr(row, attribute, register.find(model, slug) if slug else None)
    for key, (attribute, model) in kind.many.items():
        setattr(row, attribute, [register.find(model, slug) for slug in snapshot.get(key) or []])
    for key, part in kind.parts.items():
        entries = snapshot.get(key) or []
        setattr(row, part.attribute, [_part(register, part, entry) for entry in entries])
    if isinstance(row, Activity):
        row.first_year, row.last_year = _years(row)
    if kind.text_model is not Text:
        _write_texts(kind, row, snapshot)


def _value(kind: RecordKind, column: str, value: Any) -> Any:
    """A JSON value as its column holds it."""
    column_type = inspect(kind.model).columns[column].type
    if isinstance(column_type, Date) and value:
        return date.fromisoformat(value)
    return column_type.python_type(value) if isinstance(column_type, Enum) else value


def _part(register: Register, part: Part, entry: Any) -> Any:
    values = dict(entry) if isinstance(entry, dict) else {part.value: entry}
    for key, (attribute, model) in part.references.items():
        values[attribute] = register.find(model, values.pop(key))
    if "role" in values:
        values["role"] = Role(values["role"])
    return part.row(**values)


def _years(activity: Activity) -> tuple[int | None, int | None]:
    if activity.start is None:
        return None, None
    return activity.start.year, (activity.end or activity.start).year


def _write_texts(kind: RecordKind, row: Any, snapshot: dict[str, Any]) -> None:
    written = {}
    for language, values in snapshot["texts"].items():
        text = row.texts.get(language) or cast(Any, kind.text_model)(locale=language)
        for column in (attribute.key for attribute in inspect(kind.text_model).column_attrs):
            if column in TEXT_KEYS or column.endswith("_id"):
                continue
            setattr(text, column, values.get(column))
        text.folded = fold(" ".join(values.get(name) or "" for name in SEARCHED))
        if isinstance(text, NameText):
            text.sort_key = sort_key(text.name, language)
        written[language] = text
    row.texts = written


def _revision(
    session: Session, proposal: Proposal, origin: Origin, batch: str | None, moment: datetime
) -> Revision:
    before = latest_revision(session, proposal.kind, proposal.slug)
    return Revision(
        record_kind=proposal.kind,
        record_slug=proposal.slug,
        snapshot=proposal.snapshot,
        state=RevisionState.PUBLISHED,
        origin=origin,
        batch=batch,
        based_on_id=before.id if before else None,
        created_at=moment,
        published_at=moment,
    )


def _refuse_twins(proposals: list[Proposal]) -> None:
    """Two snapshots of one record would each overwrite the other at every seeding."""
    counts = Counter((proposal.kind, proposal.slug) for proposal in proposals)
    (kind, slug), count = counts.most_common(1)[0]
    if count > 1:
        raise PublishError(f"{kind} {slug!r} is there twice")


def _check_ancestry(row: Record) -> None:
    """A whole is never itself a part, so that each participant has one place to be counted."""
    if isinstance(row, Activity) and row.part_of and (row.part_of.part_of or row.parts):
        raise PublishError(f"activity {row.slug!r} is part of one that is itself a part")
    if isinstance(row, Objective):
        above = row.parent
        while above is not None and above is not row:
            above = above.parent
        if above is row:
            raise PublishError(f"objective {row.slug!r} is a part of itself")


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
