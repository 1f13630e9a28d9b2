"""How the snapshot of each kind of record is laid out in the tables: one row a kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from network import models
from network.models.base import Record, Text

Links = Mapping[str, tuple[str, type[Record]]]
Find = Callable[[type[Record], str], Any]


@dataclass(frozen=True)
class Part:
    """A list in a snapshot whose entries become rows of `row`, in the record's `attribute`.

    `references` maps keys of an entry to attributes that point at records; other keys are
    copied. An entry that is a plain value is stored under `value`.
    """

    attribute: str
    row: type[Any]
    references: Links = field(default_factory=dict)
    value: str = ""


@dataclass(frozen=True)
class RecordKind:
    """Where the snapshot's keys go: plain columns, one record, several records, rows."""

    name: str
    model: type[Record]
    text_model: type[Text]
    columns: tuple[str, ...] = ()
    one: Links = field(default_factory=dict)
    many: Links = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)


SOURCES = ("sources", models.Source)

KINDS: Mapping[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind(
            "source",
            models.Source,
            Text,
            columns=("title", "title_language", "language", "publisher", "published", "url"),
        ),
        RecordKind(
            "theme",
            models.Theme,
            models.ThemeText,
            columns=("position",),
            many={"sources": SOURCES},
        ),
        RecordKind(
            "governorate",
            models.Governorate,
            models.GovernorateText,
            columns=("pcode",),
            many={"sources": SOURCES},
        ),
        RecordKind(
            "city",
            models.City,
            models.CityText,
            columns=(
                "geonames_id",
                "country",
                "latitude",
                "longitude",
                "river",
                "river_kilometer",
                "planned",
            ),
            one={"governorate": ("governorate", models.Governorate)},
            many={"sources": SOURCES},
        ),
        RecordKind(
            "forum",
            models.Forum,
            models.ForumText,
            columns=("level", "stage", "founded", "founded_precision", "last_confirmed"),
            one={"city": ("city", models.City)},
            many={"sources": SOURCES},
        ),
        RecordKind(
            "organization",
            models.Organization,
            models.OrganizationText,
            columns=("kind",),
            one={"city": ("city", models.City)},
            many={"sources": SOURCES, "forums": ("forums", models.Forum)},
        ),
        RecordKind(
            "activity",
            models.Activity,
            models.ActivityText,
            columns=(
                "kind",
                "status",
                "confidence",
                "start",
                "end",
                "precision",
                "country",
                "project",
                "registration_url",
                "registration_deadline",
                "participants",
                "women",
                "men",
                "youth",
                "iraqi",
                "international",
                "qualifier",
            ),
            one={
                "city": ("city", models.City),
                "part_of": ("part_of", models.Activity),
            },
            many={
                "sources": SOURCES,
                "themes": ("themes", models.Theme),
                "forums_formed": ("forums_formed", models.Forum),
                "outcomes": ("outcomes", models.Activity),
            },
            parts={
                "forums": Part("forums", models.ActivityForum, {"forum": ("forum", models.Forum)}),
                "organizations": Part(
                    "organizations",
                    models.ActivityOrganization,
                    {"organization": ("organization", models.Organization)},
                ),
                "countries": Part("countries", models.ActivityCountry, value="country"),
            },
        ),
        RecordKind(
            "plan",
            models.Plan,
            models.PlanText,
            columns=("first_year", "last_year"),
            many={"sources": SOURCES},
        ),
        RecordKind(
            "objective",
            models.Objective,
            models.ObjectiveText,
            columns=("position", "baseline", "baseline_year", "target"),
            one={
                "plan": ("plan", models.Plan),
                "theme": ("theme", models.Theme),
                "parent": ("parent", models.Objective),
            },
            many={"sources": SOURCES},
        ),
        RecordKind(
            "progress",
            models.Progress,
            models.ProgressText,
            columns=("day", "value"),
            one={"objective": ("objective", models.Objective)},
            many={"sources": SOURCES},
        ),
        RecordKind(
            "plan_group",
            models.PlanGroup,
            models.PlanGroupText,
            columns=("session", "position"),
            one={"plan": ("plan", models.Plan), "theme": ("theme", models.Theme)},
            many={"sources": SOURCES},
        ),
        RecordKind(
            "plan_challenge",
            models.PlanChallenge,
            models.PlanChallengeText,
            columns=("position",),
            one={"plan": ("plan", models.Plan)},
            many={"sources": SOURCES},
        ),
    )
}
