"""One draft on its page: what was typed, what is wrong with it, what its lists offer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Field

from network.access.sight import base_of, taken_slugs
from network.changes.drafts import STAND_IN, Typed, version_of
from network.changes.import_rows import own_endings
from network.changes.publish import Proposal
from network.changes.references import with_unseen
from network.changes.tombstones import Tombstones
from network.database import SITE_KEY
from network.extensions import reading
from network.forms import FORMS, NewSourceForm, RecordForm
from network.forms.along import PREFIX
from network.forms.fields import clean
from network.locales import LANGUAGES
from network.models import Account, Revision
from network.presenters.desk.choices import Choices, Option, name_in_snapshot, target_of
from network.presenters.desk.layout import REFERENCES, Group, layout
from network.queries.known import sources as public_sources
from network.queries.seen import on_the_way
from network.queries.wholes import parts_and_wholes, why_no_part
from network.slugs import free_slug, slug_stem
from network.vocabulary import AccountRole
from network.web.language import page_language

# What a page sends beside the fields of a record.
CONTROLS = {"token", "action", "version"}
LONGEST_VALUE = 20_000
MOST_VALUES = 2_000
# One says so when a record only looks like another one.
DISTINCT = "distinct"


def read_typed() -> Typed:
    """What the request's form holds of a record, as it was typed."""
    pairs = [
        [name, clean(value[:LONGEST_VALUE])]
        for name, value in request.form.items(multi=True)
        if name not in CONTROLS and len(name) < 60
    ]
    return [pair for pair in pairs if pair[1]][:MOST_VALUES]


def new_source_typed(draft: Revision) -> Typed:
    """What was typed of a source that is to come along."""
    return [pair for pair in draft.typed or [] if pair[0].startswith(PREFIX)]


@dataclass(frozen=True)
class DraftForm:
    """A draft as its page shows it."""

    draft: Revision
    account: Account

    @property
    def kind(self) -> str:
        """The kind of record."""
        return self.draft.record_kind

    @property
    def is_new(self) -> bool:
        """Whether there is no such record yet."""
        return self.draft.based_on_id is None

    @property
    def version(self) -> str:
        """What the page sends back, so that a later version is not overwritten unseen."""
        return version_of(self.draft)

    @cached_property
    def typed(self) -> MultiDict[str, str]:
        """The values by the name of their field."""
        return MultiDict([(name, value) for name, value in self.draft.typed or []])

    @cached_property
    def form(self) -> RecordForm:
        """The record's form, filled in; with the slug that it has or will have."""
        return FORMS[self.kind].of_typed(self.draft.typed or [], self.draft.record_slug)

    @cached_property
    def new_source(self) -> NewSourceForm:
        """The form of a source that comes along."""
        return NewSourceForm.of_typed(self.draft.typed or [], page_language().code)

    @cached_property
    def choices(self) -> Choices:
        """What the lists offer."""
        return Choices(self.account)

    def options(self, name: str) -> list[Option]:
        """What the list `name` offers, and what the draft names that is off the tables for now."""
        offered = self.choices.of(name)
        return [*offered, *((value, self._words(name, value)) for value in self._others(name))]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the form."""
        return layout(self.kind)

    @property
    def name(self) -> str:
        """What the record is called so far."""
        texts = {code: {"name": self.typed.get(f"name_{code}", "")} for code in LANGUAGES}
        return name_in_snapshot({"texts": texts})

    def fields(self, group: Group) -> Iterator[Field]:
        """The fields of a group."""
        return (self.form[name] for name in group.fields)

    def is_open(self, group: Group) -> bool:
        """Whether a group that may be folded has something to show."""
        filled = any(value for name in group.fields for value in self._values(name))
        return filled or any(self.form[name].errors for name in group.fields)

    @cached_property
    def cited(self) -> list[tuple[str, str]]:
        """The sources that the draft names, each with its title."""
        slugs = self.typed.getlist("sources")
        found = {entry.slug: entry.title for entry in reading().scalars(public_sources(slugs))}
        for entry in self._on_the_way("source"):
            found.setdefault(entry.record_slug, entry.snapshot.get("title", ""))
        return [(slug, found[slug]) for slug in slugs if slug in found]

    def validate(self) -> bool:
        """Whether the draft can go to review; what is wrong stands at its fields."""
        valid_source = not self.new_source.given or self.new_source.validate()
        if self.new_source.given and not self.form.sources.data:
            self.form.sources.data = [self.source_slug]
        valid = self.form.validate()
        there = self._refers_to_what_is_there()
        return self._may_be_part() and there and valid and valid_source

    @property
    def source_slug(self) -> str:
        """The slug of the source that comes along."""
        return f"desk-{self.draft.id}-{len(self.typed.getlist('sources')) + 1}"

    @property
    def document(self) -> dict[str, Any]:
        """What the form says, and what its account cannot see of what the record referred to."""
        base = base_of(self.draft)
        return with_unseen(self.kind, self.form.snapshot(), base, self.choices.there)

    def snapshot(self, session: Session) -> dict[str, Any]:
        """The record as it goes to review, once it is valid; `session` tells the slugs taken."""
        document = self.document
        if self.new_source.given:
            cited = [slug for slug in document["sources"] if slug != self.source_slug]
            document["sources"] = [*cited, self.source_slug]
        if self.draft.record_slug.startswith(STAND_IN):
            document["slug"] = self._new_slug(session, document)
        return document

    def along(self) -> list[Proposal]:
        """The source that comes along, if one does."""
        if not self.new_source.given:
            return []
        return [
            Proposal("source", self.new_source.snapshot(self.source_slug, page_language().code))
        ]

    def settled(self) -> Typed:
        """What remains typed once the new source has become one of the record's sources."""
        if not self.new_source.given:
            return self.draft.typed or []
        kept = [pair for pair in self.draft.typed or [] if not pair[0].startswith(PREFIX)]
        return [*kept, ["sources", self.source_slug]]

    def missing_languages(self, name: str) -> list[str]:
        """The languages in which a text is not written yet, where it is in another."""
        field = self.form[name]
        if not field.data:
            return []
        return [LANGUAGES[code].own_name for code in LANGUAGES if code not in field.data]

    def problems(self) -> list[tuple[str, str, str]]:
        """What is wrong, in the order of the page: a field's name, its label, what to do."""
        shown = [name for group in self.groups for name in group.fields]
        rest = [field for field in self.form if field.short_name not in shown]
        fields = [*(self.form[name] for name in shown), *rest, *self.new_source]
        return [
            (field.short_name, str(field.label.text), str(field.errors[0]))
            for field in fields
            if field.errors
        ]

    def place_of(self, name: str) -> str:
        """The id of what is typed into or opened for a field, to go there from what is wrong."""
        field = next(entry for entry in (*self.form, *self.new_source) if entry.short_name == name)
        if field.type == "LocalizedField":
            return f"{name}_{page_language().code}"
        if field.type == "DayField":
            return f"{name}_day"
        return f"field-{name}" if field.type == "ListField" else name

    def title(self) -> str:
        """What the page is about."""
        if self.name:
            return self.name
        return gettext("Without a name yet")

    def _new_slug(self, session: Session, document: dict[str, Any]) -> str:
        """A slug that no record of this kind has or had.

        For those who do not see all of these it has an ending, which tells nothing of them.
        """
        english = document["texts"].get("en") or {}
        stem = slug_stem(self.kind, {**document, "name_en": english.get("name")})
        taken, erased = taken_slugs(session, self.kind, stem), Tombstones.read(session)

        def is_taken(slug: str) -> bool:
            return slug in taken or erased.hold((self.kind, slug))

        if self.account.role != AccountRole.COORDINATOR:
            return free_slug(stem, is_taken)
        endings = own_endings(session.info[SITE_KEY], self.account)
        named = f"{self.kind} of draft {self.draft.id}"
        return next(slug for slug in endings(named, stem) if not is_taken(slug))

    def _on_the_way(self, kind: str) -> Iterable[Revision]:
        return reading().scalars(on_the_way(self.choices.seen, [kind], self.account.id))

    def _may_be_part(self) -> bool:
        """Whether an activity may be a part of the one that it names, if it names any."""
        if "part_of" not in self.form or not self.form.part_of.data:
            return True
        field = self.form.part_of
        wholes = dict(reading().execute(parts_and_wholes()).all())
        for entry in self._on_the_way("activity"):
            if entry.snapshot.get("part_of"):
                wholes[entry.record_slug] = entry.snapshot["part_of"]
        reason = why_no_part(self.draft.record_slug, field.data, wholes)
        field.errors = [*field.errors, reason] if reason else field.errors
        return reason is None

    def _others(self, name: str) -> list[str]:
        """The values typed for a reference that its list does not offer, each once."""
        known = {value for value, _words in self.choices.of(name)}
        typed = dict.fromkeys(self.typed.getlist(name))
        return [value for value in typed if value and value not in known]

    def _words(self, name: str, value: str) -> str:
        """What is off the tables by its name; what the account does not see, as it was typed."""
        return self.choices.name_of(*target_of(name, value)) or value

    def _refers_to_what_is_there(self) -> bool:
        """Whether there is for the account what the draft refers to."""
        valid = True
        for name in REFERENCES:
            if name in self.form and not all(
                self.choices.sees(name, value) for value in self._others(name)
            ):
                reason = gettext("There is no such record. Please choose one from the list.")
                self.form[name].errors = [*self.form[name].errors, reason]
                valid = False
        return valid

    def _values(self, name: str) -> list[str]:
        own = [value for key, value in self.typed.items(multi=True) if key == name]
        parts = [
            value
            for key, value in self.typed.items(multi=True)
            if key.startswith(f"{name}_") and key.removeprefix(f"{name}_") in _PARTS
        ]
        return [*own, *parts]


_PARTS = {*LANGUAGES, "year", "month", "day"}
