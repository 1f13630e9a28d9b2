"""Freezing a report: its figures are kept for good, with a sum to check them by."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from network.models import Report

SLUG_BYTES = 12


def freeze(session: Session, figures: Mapping[str, Any], now: datetime, **columns: Any) -> Report:
    """Keep `figures` under a slug that nobody can guess; `columns` are the report's others."""
    # Through JSON, so that what is summed is what will be read back.
    kept = json.loads(json.dumps(figures))
    report = Report(
        slug=secrets.token_hex(SLUG_BYTES),
        figures=kept,
        checksum=checksum(kept),
        created_at=now,
        **columns,
    )
    session.add(report)
    return report


def checksum(figures: Mapping[str, Any]) -> str:
    """The SHA-256 of figures as `canonical` writes them; 64 hexadecimal digits."""
    return hashlib.sha256(canonical(figures)).hexdigest()


def canonical(figures: Mapping[str, Any]) -> bytes:
    """Figures as bytes that are always the same: JSON, keys sorted, no spaces, UTF-8."""
    text = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
