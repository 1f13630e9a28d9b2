"""Records that look like the one being added, so that nothing is added twice."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from network.folding import fold
from network.locales import LANGUAGES
from network.views.desk.form import DraftForm
from network.views.desk.layout import ADDED

LIKENESS = 0.86
MOST = 5


@dataclass(frozen=True)
class Twin:
    """A record that is there already and is called much the same."""

    kind: str
    slug: str
    name: str


def twins(form: DraftForm) -> list[Twin]:
    """The records of the same kind whose name is much like one of a new draft's names."""
    if not form.is_new or form.kind not in ADDED:
        return []
    names = [fold(form.typed.get(f"name_{code}", "")) for code in LANGUAGES]
    own = form.draft.record_slug
    return [
        Twin(form.kind, slug, name)
        for slug, name in form.choices.records[form.kind]
        if slug != own and any(_alike(fold(name), other) for other in names if other)
    ][:MOST]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= LIKENESS and matcher.ratio() >= LIKENESS
