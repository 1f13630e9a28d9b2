"""What the lists of a form offer: records by their names, countries, words, months."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Select

from network.access import has_role, visible_to
from network.alphabets import sort_key
from network.extensions import reading
from network.locales import LANGUAGES, Text, text_of
from network.models import Account, Revision
from network.presenters.desk.layout import COUNTRIES, REFERENCES
from network.queries.known import MODELS, all_sources, public
from network.queries.seen import history, on_the_way
from network.vocabulary import AccountRole
from network.web.language import page_language, page_writing

Option = tuple[str, str]
# The kinds of which there are lists.
LISTED = {*MODELS, "source", COUNTRIES}


@dataclass(frozen=True)
class Choices:
    """What the fields of one account's form may refer to, each list read once."""

    account: Account

    def of(self, name: str) -> list[Option]:
        """The values that the field `name` may take, each with its words."""
        found = []
        for place, kind in enumerate(REFERENCES[name].kinds):
            mark = f"{kind}:" if place else ""
            found += [(f"{mark}{slug}", words) for slug, words in self.records[kind]]
        return found

    @cached_property
    def seen(self) -> Select[Revision]:
        """The versions that the account may see."""
        return visible_to(self.account)

    def name_of(self, kind: str, slug: str) -> str | None:
        """What a record is called, be it off the tables; None where the account sees none."""
        offered = self.records.names(kind).get(slug)
        if offered is not None:
            return offered
        found = reading().scalars(history(self.seen, kind, slug).limit(1)).first()
        return name_in_snapshot(found.snapshot) if found else None

    def said(self, kind: str, slug: str) -> str:
        """What a record is called, for a line of words; empty for what the account does not see.

        Editors see everything, so that nothing is told by the slug of what was erased.
        """
        name = self.name_of(kind, slug)
        return name or (slug if has_role(self.account, AccountRole.EDITOR) else "")

    def there(self, kind: str, slug: str) -> bool:
        """Whether there is such a record for the account."""
        return self.name_of(kind, slug) is not None

    def sees(self, name: str, value: str) -> bool:
        """Whether there is for the account what a value of the field `name` refers to."""
        kind, slug = target_of(name, value)
        return kind == COUNTRIES or self.there(kind, slug)

    @cached_property
    def records(self) -> "Lists":
        """The records of each kind that is asked for, in the order of the page's alphabet."""
        return Lists(self)

    @cached_property
    def months(self) -> list[Option]:
        """The months by number."""
        return [(str(number), page_writing().month_name(number)) for number in range(1, 13)]


class Lists(dict[str, list[Option]]):
    """Lists of records by kind, each made when it is first asked for."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.choices = choices
        self._names: dict[str, dict[str, str]] = {}

    def __missing__(self, kind: str) -> list[Option]:
        self[kind] = _countries() if kind == COUNTRIES else _records(kind, self.choices)
        return self[kind]

    def names(self, kind: str) -> Mapping[str, str]:
        """The names of the records of a kind by slug."""
        if kind not in self._names:
            self._names[kind] = dict(self[kind]) if kind in LISTED else {}
        return self._names[kind]


def target_of(name: str, value: str) -> tuple[str, str]:
    """The kind and slug of the record that a value of the field `name` refers to."""
    mark, _, slug = value.rpartition(":")
    return mark or REFERENCES[name].kinds[0], slug


def name_in_snapshot(snapshot: Mapping[str, Any]) -> str:
    """The name that a snapshot gives its record, in the page's language or the next."""
    return str(title_in(snapshot) or snapshot.get("title") or snapshot.get("slug") or "")


def title_in(snapshot: Mapping[str, Any]) -> Text | None:
    """The name of a record, or a document's title, in the language that it is found in."""
    texts = snapshot.get("texts") or {}
    for code in LANGUAGES[page_language().code].fallback:
        named = texts.get(code) or {}
        if named.get("name") or named.get("text"):
            return Text(str(named.get("name") or named.get("text")), code)
    language = str(snapshot.get("title_language"))
    if snapshot.get("title") and language in LANGUAGES:
        return Text(str(snapshot["title"]), language)
    return None


def _records(kind: str, choices: Choices) -> list[Option]:
    language = page_language().code
    field = "text" if kind == "objective" else "name"
    if kind == "source":
        found = {record.slug: record.title for record in reading().scalars(all_sources())}
    else:
        found = {
            record.slug: str(text_of(record.texts, field, language) or record.slug)
            for record in reading().scalars(public(kind))
        }
    for revision in reading().scalars(on_the_way(choices.seen, [kind], choices.account.id)):
        found.setdefault(revision.record_slug, name_in_snapshot(revision.snapshot))
    return sorted(found.items(), key=lambda pair: sort_key(pair[1], language))


def _countries() -> list[Option]:
    language, writing = page_language(), page_writing()
    codes = map(str, language.locale.territories)
    named = [
        (code, writing.country(code))
        for code in codes
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    ]
    ordered = sorted(named, key=lambda pair: sort_key(pair[1], language.code))
    return sorted(ordered, key=lambda pair: pair[0] != "IQ")


# Codes of Unicode that stand for no country.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
