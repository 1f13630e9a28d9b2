"""The outcome of a dry run as a document, to be kept and shown again by any process."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from network.imports.headings import Headings
from network.imports.kinds import IMPORT_KINDS
from network.imports.outcome import CellChange, CellDate, Fault, Outcome, PlannedRow, RowState
from network.imports.values import Guess


def packed(outcome: Outcome) -> bytes:
    """An outcome as compressed JSON."""
    headings = outcome.headings
    document = {
        "headings": {
            "kind": headings.kind.name,
            "titles": list(headings.titles),
            "words": dict(headings.words),
            "places": dict(headings.places),
            "notes": dict(headings.notes),
            "unknown": headings.unknown,
            "left_out": headings.left_out,
        },
        "sheet": outcome.sheet,
        "rows": [asdict(row) for row in outcome.rows],
        "sources": outcome.sources,
    }
    # What says itself in the page's language only when it is shown is said now.
    return zlib.compress(json.dumps(document, ensure_ascii=False, default=str).encode(), 1)


def unpacked(content: bytes) -> Outcome:
    """The outcome that was packed."""
    document = json.loads(zlib.decompress(content))
    told = document["headings"]
    headings = Headings(
        IMPORT_KINDS[told["kind"]],
        told["titles"],
        told["words"],
        told["places"],
        told["notes"],
        tuple(told["unknown"]),
        tuple(told["left_out"]),
    )
    rows = tuple(_row(row) for row in document["rows"])
    return Outcome(headings, document["sheet"], rows, tuple(document["sources"]))


def _row(told: Mapping[str, Any]) -> PlannedRow:
    return PlannedRow(
        **{
            **told,
            "state": RowState(told["state"]),
            "changes": [
                CellChange(
                    change["column"],
                    change["title"],
                    _said(change["before"]),
                    _said(change["after"]),
                )
                for change in told["changes"]
            ],
            "faults": [Fault(**fault) for fault in told["faults"]],
            "guesses": [Guess(**guess) for guess in told["guesses"]],
        }
    )


def _said(value: str | dict[str, str]) -> str | CellDate:
    return value if isinstance(value, str) else CellDate(**value)
