"""Finding a record to change: all of a kind, by name, in any spelling."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from network.access import guarded, signed_in_account, visible_to
from network.access.permissions import Verb, may
from network.access.sight import open_records
from network.alphabets import sort_key
from network.extensions import reading
from network.folding import fold
from network.forms import FORMS
from network.models import Account, Revision
from network.presenters.desk.choices import name_in_snapshot
from network.presenters.desk.layout import ADDED, KIND_WORDS
from network.queries.conditions import words_of
from network.queries.seen import standing_versions
from network.web.language import page_language
from network.web.paging import page_of

blueprint = Blueprint("desk_records", __name__)


@blueprint.get("/<language:language>/desk/records")
@guarded()
def page() -> ResponseReturnValue:
    """The records of a kind whose name, in any language, holds what was typed.

    Those that the account may change lead to their histories, others to their public pages.
    """
    kind, asked = request.args.get("kind", ""), request.args.get("q", "").strip()[:200]
    kind = kind if kind in FORMS else ADDED[1]
    words = words_of(asked)
    account = signed_in_account()
    rows = [entry for entry in _standing(account, kind) if _holds(entry, words)]
    language = page_language().code
    rows.sort(key=lambda entry: sort_key(name_in_snapshot(entry.snapshot), language))
    shown = page_of(rows)
    return render_template(
        "desk/records/page.html",
        kind=kind,
        kinds=[name for name in KIND_WORDS if name in ADDED or may(account, Verb.REVIEW, name)],
        asked=asked,
        records=shown,
        open=open_records(account, shown.rows),
    )


def _standing(account: Account, kind: str) -> list[Revision]:
    found = reading().scalars(standing_versions(visible_to(account), kind))
    return [entry for entry in found if not entry.removal]


def _holds(entry: Revision, words: list[str]) -> bool:
    texts = (entry.snapshot.get("texts") or {}).values()
    names = [fold(" ".join(map(str, text.values()))) for text in texts]
    names.append(fold(f"{entry.snapshot.get('title') or ''} {entry.record_slug}"))
    return any(all(word in name for word in words) for name in names)
