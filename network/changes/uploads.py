"""Files on their way in: kept for an hour between the dry run and the import."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from network.clock import FARTHEST_AHEAD
from network.models import Account, Upload, UploadOutcome

HOUR = timedelta(hours=1)
LONGEST_NAME = 200


@dataclass(frozen=True)
class Arrival:
    """A file as it came in: its name, its bytes, the kind of record that its rows are."""

    name: str
    content: bytes
    kind: str


def keep_upload(session: Session, account: Account, arrival: Arrival, now: datetime) -> int:
    """Keep a file of `account` and return its number; its earlier ones and old ones go."""
    session.execute(delete(Upload).where(Upload.account_id == account.id))
    drop_old_uploads(session, now)
    upload = Upload(
        account_id=account.id,
        digest=hashlib.sha256(arrival.content).hexdigest(),
        name=arrival.name[-LONGEST_NAME:],
        record_kind=arrival.kind,
        content=arrival.content,
        at=now,
    )
    session.add(upload)
    session.flush()
    return upload.id


def keep_outcome(session: Session, file: Upload, outcome: UploadOutcome) -> None:
    """Keep what a dry run of `file` found, in place of what an earlier one did.

    Where the file is gone meanwhile there is nothing to keep: its number may be another's.
    """
    if is_there(session, file):
        session.merge(outcome)


def is_there(session: Session, file: Upload) -> bool:
    """Whether a file that was read before is still waiting."""
    found = session.get(Upload, file.id, populate_existing=True)
    return found is not None and identity(found) == identity(file)


def identity(file: Upload) -> tuple[int, int, str, str]:
    """What tells a file from one that has got its number later."""
    return file.id, file.account_id, file.digest, file.record_kind


def drop_upload(session: Session, number: int) -> None:
    """Forget a file."""
    session.execute(delete(Upload).where(Upload.id == number))


def drop_old_uploads(session: Session, now: datetime) -> None:
    """Forget all files that were kept for an hour, and those of a clock that was wrong."""
    wrong = Upload.at > now + FARTHEST_AHEAD
    session.execute(delete(Upload).where(or_(Upload.at <= now - HOUR, wrong)))
