"""What the lists of a form offer: records by their names, countries, words, months."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from network.alphabets import sort_key
from network.extensions import reading
from network.locales import LANGUAGES, Text, text_of
from network.models import Account
from network.queries.known import all_sources, on_the_way, public
from network.queries.revisions import history
from network.views.desk.layout import COUNTRIES, REFERENCES
from network.views.language import page_language, page_writing

Option = tuple[str, str]


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

    def name_of(self, name: str, value: str) -> str:
        """What a record is called that the field `name` does not offer, hidden or taken back."""
        mark, _, slug = value.rpartition(":")
        kind = mark or REFERENCES[name].kinds[0]
        found = reading().scalars(history(kind, slug).limit(1)).first()
        return name_in_snapshot(found.snapshot) if found else slug

    @cached_property
    def records(self) -> Mapping[str, list[Option]]:
        """The records of each kind that is asked for, in the order of the page's alphabet."""
        return _Lists(self.account)

    @cached_property
    def months(self) -> list[Option]:
        """The months by number."""
        return [(str(number), page_writing().month_name(number)) for number in range(1, 13)]


class _Lists(dict[str, list[Option]]):
    """Lists of records by kind, each made when it is first asked for."""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.account = account

    def __missing__(self, kind: str) -> list[Option]:
        self[kind] = _countries() if kind == COUNTRIES else _records(kind, self.account)
        return self[kind]


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


def _records(kind: str, account: Account) -> list[Option]:
    language = page_language().code
    field = "text" if kind == "objective" else "name"
    if kind == "source":
        found = {record.slug: record.title for record in reading().scalars(all_sources())}
    else:
        found = {
            record.slug: str(text_of(record.texts, field, language) or record.slug)
            for record in reading().scalars(public(kind))
        }
    for revision in reading().scalars(on_the_way([kind], account.id)):
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
