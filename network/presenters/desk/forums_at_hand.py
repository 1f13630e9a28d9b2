"""The forums that an account may confirm, and when each was last heard of."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.access.sight import open_records, visible_to
from network.clock import now
from network.days import TIME_ZONE
from network.extensions import reading
from network.models import Account, Revision
from network.presenters.desk.choices import name_in_snapshot
from network.queries.seen import standing_versions

# A forum that nobody has confirmed for so long may no longer be there.
LONGEST_SILENCE = timedelta(days=365)


@dataclass(frozen=True)
class ForumAtHand:
    """A forum that an account may confirm; `silent` where nobody has done so for a year."""

    slug: str
    name: str
    confirmed: date | None
    silent: bool


def forums_at_hand(account: Account) -> list[ForumAtHand]:
    """The forums that an account may confirm, the ones unheard of for longest first."""
    today = now().astimezone(TIME_ZONE).date()
    found = []
    forums = [entry for entry in _forums(account) if not entry.removal]
    own = open_records(account, forums)
    for entry in forums:
        if ("forum", entry.record_slug) not in own:
            continue
        confirmed = _day(entry.snapshot.get("last_confirmed"))
        silent = confirmed is None or today - confirmed > LONGEST_SILENCE
        name = name_in_snapshot(entry.snapshot)
        found.append(ForumAtHand(entry.record_slug, name, confirmed, silent))
    return sorted(found, key=lambda forum: (not forum.silent, str(forum.confirmed or "")))


def _forums(account: Account) -> list[Revision]:
    return list(reading().scalars(standing_versions(visible_to(account), "forum")))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
