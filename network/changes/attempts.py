"""Counts attempts to sign in, by account and by address, across all workers."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from network.clock import FARTHEST_AHEAD
from network.models import Attempt
from network.tokens import keyed_hash

MOST_ATTEMPTS = 10
WINDOW = timedelta(minutes=5)
# Whoever has one address of the sixth version has all with the same beginning.
IPV6_PREFIX = 64


@dataclass(frozen=True)
class Subjects:
    """Under which hashes an attempt counts: its account, its address, both together."""

    account: str
    address: str
    pair: str


@dataclass(frozen=True)
class KnownBrowser:
    """Under which hash an attempt counts from a browser in which the account signed in before."""

    browser: str


def known_browser_subject(key: bytes, purpose: str, number: str) -> KnownBrowser:
    """The subject of an attempt from the known browser with this number."""
    return KnownBrowser(keyed_hash(key, f"{purpose} browser {number}"))


def subjects(key: bytes, purpose: str, login: str, address: str | None) -> Subjects:
    """The subjects of an attempt; `key` keeps the hashes from being tried out."""
    place = _place(address)
    return Subjects(
        keyed_hash(key, f"{purpose} account {login}"),
        keyed_hash(key, f"{purpose} address {place}"),
        keyed_hash(key, f"{purpose} account {login} address {place}"),
    )


def begin_attempt(
    session: Session,
    subject: Subjects | KnownBrowser,
    moment: datetime,
    *,
    strict: bool = False,
) -> list[int] | None:
    """Count an attempt before it is judged; None when there were too many.

    Too many from one address are refused. Too many at one account are refused where they came
    from, so that its owner still gets in from elsewhere; `strict` refuses them from everywhere.
    A known browser has a count of its own: no flood reaches it, and it adds to no other.
    Returns what `forgive` takes when the attempt turned out well.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE attempt IN SHARE ROW EXCLUSIVE MODE"))
    wrong = Attempt.at > moment + FARTHEST_AHEAD
    session.execute(delete(Attempt).where(or_(Attempt.at <= moment - WINDOW, wrong)))
    counts = _counts(session, astuple(subject))
    if _too_many(subject, counts, strict=strict):
        return None
    rows = [Attempt(subject_hash=name, at=moment) for name in astuple(subject)]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _too_many(subject: Subjects | KnownBrowser, counts: Mapping[str, int], *, strict: bool) -> bool:
    if isinstance(subject, KnownBrowser):
        return counts.get(subject.browser, 0) >= MOST_ATTEMPTS
    at_account = counts.get(subject.account, 0) >= MOST_ATTEMPTS
    if counts.get(subject.address, 0) >= MOST_ATTEMPTS:
        return True
    return at_account and (strict or counts.get(subject.pair, 0) > 0)


def work_alike(session: Session) -> None:
    """Write what changes nothing, so that time does not tell whether something was recorded."""
    latest = select(func.max(Attempt.id)).scalar_subquery()
    session.execute(
        update(Attempt)
        .where(Attempt.id == latest)
        .values(at=Attempt.at)
        .execution_options(synchronize_session=False)
    )


def forgive(session: Session, attempt: Iterable[int]) -> None:
    """Take back an attempt that turned out well."""
    session.execute(delete(Attempt).where(Attempt.id.in_(list(attempt))))


def _counts(session: Session, names: Iterable[str]) -> dict[str, int]:
    counted = (
        select(Attempt.subject_hash, func.count())
        .where(Attempt.subject_hash.in_(list(names)))
        .group_by(Attempt.subject_hash)
    )
    return dict(session.execute(counted).all())


def _place(address: str | None) -> str:
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ip_network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed)
