"""What programs can ask for: every kind of record with its columns, its keys and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import Select

from network.exports.column import Column
from network.exports.openapi import Described
from network.exports.plans import EVERYTHING
from network.exports.release import Release, Row
from network.models import Activity, City, Forum
from network.presenters.files import KINDS, Kind
from network.presenters.releases import count, describe, filled_rows
from network.queries.activities import SORTS
from network.queries.downloads import (
    theme_counts,
    whole_objectives,
    whole_plans,
    whole_themes,
)
from network.queries.filter import KEYS, Filter, Shape
from network.web.caching import current_atlas

ALL_KEYS = tuple(key.name for key in KEYS)
YEARS = ("from", "to")
MODELS: Mapping[str, Any] = {"cities": City, "forums": Forum, "activities": Activity}


@dataclass(frozen=True)
class Resource:
    """A kind of record as programs get it; `keys` are those of the filter that mean something."""

    kind: Kind
    keys: tuple[str, ...] = ALL_KEYS
    sorts: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The last part of its address."""
        return self.kind.word

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each record says, as in the files."""
        return self.kind.columns

    def one(self, slug: str) -> Select[Any]:
        """The record of that slug, with everything that is said of it."""
        everything = self.kind.rows(Filter(), SORTS[0])
        return everything.where(everything.column_descriptions[0]["entity"].slug == slug)

    def total(self, chosen: Filter) -> int:
        """How many records the filter leaves."""
        return count(self.kind.rows(chosen, SORTS[0]))

    def read(
        self, rows: Select[Any], chosen: Filter, *, total: int, address: str
    ) -> tuple[Release, list[Row]]:
        """The records that `rows` selects, and what the answer at `address` says of itself."""
        release = describe(self.kind, chosen, total=total, address=address)
        return release, list(filled_rows(self.kind, rows, release, chosen))


RESOURCES: Mapping[str, Resource] = {
    resource.word: resource
    for resource in (
        *(
            Resource(kind, sorts=SORTS if kind.word == "activities" else ())
            for kind in KINDS.values()
            if kind.word in EVERYTHING
        ),
        Resource(
            Kind(
                "themes",
                "theme",
                lazy_gettext("Themes"),
                (),
                EVERYTHING["themes"],
                lambda chosen, _sort: whole_themes(chosen),
                theme_counts,
            )
        ),
        Resource(
            Kind(
                "plans",
                "plan",
                lazy_gettext("Plans"),
                (),
                EVERYTHING["plans"],
                lambda chosen, _sort: whole_plans(chosen),
            ),
            YEARS,
        ),
        Resource(
            Kind(
                "objectives",
                "objective",
                lazy_gettext("Objectives"),
                (),
                EVERYTHING["objectives"],
                lambda chosen, _sort: whole_objectives(chosen),
            ),
            ("theme", *YEARS),
        ),
    )
}


def described(resource: Resource) -> Described:
    """A resource for its description."""
    keys = [key for key in KEYS if key.name in resource.keys]
    title = str(resource.kind.title)
    return Described(resource.word, title, resource.columns, keys, resource.sorts)


def choices() -> dict[str, list[str]]:
    """The values of the keys that have few."""
    atlas = current_atlas()
    return {key.name: list(key.slugs(atlas)) for key in KEYS if key.shape is Shape.SEVERAL}
