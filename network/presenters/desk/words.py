"""Differences and snapshots in words: labels of fields, names of what is referred to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import Field

from network.changes.differences import Dated, Difference, Path
from network.forms import FORMS
from network.forms.activity import ROLE_FIELDS
from network.locales import LANGUAGES
from network.presenters.desk.choices import Choices
from network.presenters.desk.layout import REFERENCES
from network.presenters.presentation import date_words
from network.vocabulary import Precision
from network.web.language import page_language, page_writing

# Lists of the snapshot of an activity that stand under one name with a role in each entry.
WITH_ROLES = {"forums": "forum", "organizations": "organization"}


@dataclass(frozen=True)
class Line:
    """One field in words, before and after; `language` where the field is a text."""

    path: Path
    label: str
    before: str
    after: str
    language: str | None = None

    @property
    def direction(self) -> str:
        """The direction of the texts."""
        return LANGUAGES[self.language].direction if self.language else "auto"

    @property
    def name(self) -> str:
        """The path as one word, for a form."""
        return ".".join(self.path)


def lines(kind: str, found: Iterable[Difference], choices: Choices) -> list[Line]:
    """Differences of a record of `kind` in words, those left out that no words tell apart."""
    form = FORMS[kind]()
    told = (_line(form, entry, choices) for entry in found)
    return [line for line in told if line.before != line.after]


def _line(form: Any, found: Difference, choices: Choices) -> Line:
    name = found.path[-1]
    if found.path[0] == "texts":
        code = found.path[1]
        label = gettext(
            "%(field)s (%(language)s)",
            field=_label(form, name),
            language=LANGUAGES[code].own_name,
        )
        return Line(found.path, label, found.before or "", found.after or "", code)
    before, after = (_words(form, name, value, choices) for value in (found.before, found.after))
    return Line(found.path, _label(form, name), before, after)


def _label(form: Any, name: str) -> str:
    if name in form:
        return str(form[name].label.text)
    return gettext("Organizations") if name == "organizations" else name


def _words(form: Any, name: str, value: Any, choices: Choices) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, Dated):
        return _date(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        said = (_entry(name, entry, choices) for entry in value)
        return page_language().comma.join(words for words in said if words)
    if isinstance(value, int):
        return page_writing().number(value)
    field = next((entry for entry in form if entry.short_name == name), None)
    return _text(field, name, str(value), choices)


def _date(value: Dated) -> str:
    """A date as far as it is known, as the public page says it."""
    if value.day is None:
        return gettext("Date not known")
    return date_words(date.fromisoformat(value.day), Precision(value.precision))


def _text(field: Field | None, name: str, value: str, choices: Choices) -> str:
    """A value that is stored as a text: a word of a list, a day, a record, or just so."""
    if field is not None and field.type == "WordField":
        return str(next((word.label for word in field.vocabulary if word == value), value))
    if field is not None and field.type == "DayField":
        return page_writing().day(date.fromisoformat(value))
    if name in REFERENCES:
        return _named(REFERENCES[name].kinds[0], value, choices)
    return value


def _entry(name: str, entry: Any, choices: Choices) -> str:
    """One of several values: a record by its name, with its role where it has one."""
    if isinstance(entry, dict):
        kind = WITH_ROLES[name]
        role = next((role for role in ROLE_FIELDS.values() if role == entry["role"]), None)
        named = _named(kind, entry[kind], choices)
        return f"{named} ({role.label})" if role and named else named
    kind = "source" if name == "sources" else ""
    kind = REFERENCES[name].kinds[0] if name in REFERENCES else kind
    return _named(kind, str(entry), choices) if kind else str(entry)


def _named(kind: str, slug: str, choices: Choices) -> str:
    return choices.said(kind, slug)
