"""Records that look like the one being added, so that nothing is added twice."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from flask import url_for

from network.access.permissions import Verb, may
from network.access.sight import seen_history, seen_standing
from network.folding import fold
from network.locales import LANGUAGES
from network.models import Account
from network.presenters.desk.form import DraftForm
from network.presenters.desk.layout import ADDED, PAGES

LIKENESS = 0.86
MOST = 5


@dataclass(frozen=True)
class Twin:
    """A record that is there already and is called much the same; `way` leads to it, or None."""

    name: str
    way: str | None


def twins(form: DraftForm) -> list[Twin]:
    """The records of the same kind whose name is much like one of a new draft's names."""
    if not form.is_new or form.kind not in ADDED:
        return []
    names = [fold(form.typed.get(f"name_{code}", "")) for code in LANGUAGES]
    own = form.draft.record_slug
    return [
        Twin(name, way_to(form.account, form.kind, slug))
        for slug, name in form.choices.records[form.kind]
        if slug != own and any(_alike(fold(name), other) for other in names if other)
    ][:MOST]


def way_to(account: Account, kind: str, slug: str) -> str | None:
    """The address at which the account may see a record; None where there is none for it."""
    standing = seen_standing(account, kind, slug)
    if may(account, Verb.PROPOSE, kind, slug):
        known = standing is not None or seen_history(account, kind, slug)
        return url_for("desk_history.page", kind=kind, slug=slug) if known else None
    return url_for(PAGES[kind], slug=slug) if standing and not standing.removal else None


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= LIKENESS and matcher.ratio() >= LIKENESS
