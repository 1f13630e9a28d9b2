"""The columns of each kind of record: the one list that all formats write."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from operator import attrgetter
from typing import Any

from flask_babel import LazyString, lazy_gettext

from network.exports.column import (
    Column,
    Value,
    by_slug,
    coded,
    group,
    many,
    name,
    one,
    plain,
    texts,
    word,
)
from network.exports.places import city, own_country, participating_countries, place
from network.exports.release import Row
from network.models import Activity
from network.queries.downloads import moment
from network.vocabulary import Role

SLUG = plain(
    "slug",
    lazy_gettext("Identifier"),
    lazy_gettext("A stable name; the address of the record's page ends with it."),
)
NAME = name(
    lazy_gettext("Name"),
    lazy_gettext("In the language of the file, or in the next one that has it; then in each."),
)

TOTAL = lazy_gettext("The total. Empty means that it is not known; it never means zero.")
FOR_ALL = lazy_gettext("Holds for the total and for the groups.")
COUNTED = lazy_gettext(
    "What the row adds to a sum: empty where the activity that it is part of counts them."
)
AMONG = lazy_gettext("Among the participants. Where it is empty, the note may say why.")
NOTE = lazy_gettext(
    "“<5”: fewer than five, the number is not given. “withheld”: not given, because it would "
    "give away a small group. Empty: the number is given or not known."
)
GROUPS = {
    "women": lazy_gettext("Women"),
    "men": lazy_gettext("Men"),
    "youth": lazy_gettext("Youth"),
    "iraqi": lazy_gettext("Iraqi"),
    "international": lazy_gettext("International"),
}


def _role(key: str, role: Role) -> list[Column]:
    """Forums and organizations in a role; codes of forums are marked, as in imported files."""

    def find(activity: Activity) -> list[tuple[str, Any]]:
        forums = [entry.forum for entry in activity.forums if entry.role == role]
        teams = [entry.organization for entry in activity.organizations if entry.role == role]
        marked = sorted((f"forum:{forum.slug}", forum) for forum in forums)
        return [*marked, *sorted(((team.slug, team) for team in teams), key=lambda pair: pair[0])]

    meaning = lazy_gettext("Who had this role; “forum:” stands before the code of a forum.")
    return many(key, role.label, meaning, find)


def _forums_taking_part(activity: Activity) -> list[tuple[str, Any]]:
    found = [entry.forum for entry in activity.forums if entry.role == Role.PARTICIPANT]
    return by_slug(sorted(found, key=lambda forum: forum.slug))


def _people() -> Iterator[Column]:
    yield from plain("participants", lazy_gettext("Participants"), TOTAL, "integer")
    yield from word("qualifier", lazy_gettext("How exact the figures are"), FOR_ALL)
    yield from plain(
        "counted_participants", lazy_gettext("Participants counted"), COUNTED, "integer"
    )
    for key, label in GROUPS.items():
        yield from group(key, label, AMONG, NOTE)


def last(address: Callable[[Row], str] = attrgetter("address")) -> Iterator[Column]:
    """The columns that end every row: sources, change, address, date of the data."""
    label = lazy_gettext("Sources")
    meaning = lazy_gettext("The documents that the record rests on.")
    addresses = lazy_gettext("Addresses of the sources")
    yield Column("sources", coded(label), meaning, lambda row: _of_sources(row, "slug"), "list")
    yield Column("sources_names", label, meaning, lambda row: _of_sources(row, "title"), "list")
    yield Column("sources_urls", addresses, meaning, _source_addresses, "list")
    changed = lazy_gettext("When the record was last changed here, in UTC.")
    yield Column("last_changed", lazy_gettext("Last changed"), changed, _last_changed, "datetime")
    page = lazy_gettext("The address of the record's page.")
    yield Column("page", lazy_gettext("Page"), page, address)
    day = lazy_gettext("The day on which the public data last changed.")
    yield Column("data_as_of", lazy_gettext("Data as of"), day, _data_as_of, "date")


def _of_sources(row: Row, attribute: str) -> Value:
    return [getattr(source, attribute) for source in row.record.sources]


def _data_as_of(row: Row) -> Value:
    return row.release.as_of.date() if row.release.as_of else None


def _last_changed(row: Row) -> Value:
    if not row.version:
        return None
    return moment(row.version.latest).astimezone(UTC).replace(microsecond=0)


def _source_addresses(row: Row) -> Value:
    found = [source.url for source in row.record.sources if source.url]
    return [url.replace(";", "%3B") for url in found]


def counted() -> Column:
    """How many of the asked activities the record is in."""
    return Column(
        "activities",
        lazy_gettext("Activities"),
        lazy_gettext("How many of the activities that the filter asks for."),
        lambda row: row.activities or 0,
        "integer",
    )


def described(**fields: LazyString) -> Iterator[Column]:
    """Longer texts, each in every language."""
    meaning = lazy_gettext("A text in each language that has it.")
    for field, label in fields.items():
        yield from texts(field, label, meaning)


DATE = lazy_gettext("The precision says whether it stands for the day, the month or the year.")
PRECISION = lazy_gettext("How much of the date is known: day, month, year or unknown.")
TOGETHER = lazy_gettext("Several are joined by semicolons.")

ACTIVITIES: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *word("kind", lazy_gettext("Kind of activity"), lazy_gettext("What sort of thing it is.")),
    *word(
        "status",
        lazy_gettext("Status"),
        lazy_gettext("Announced means that no source confirms that it was held."),
    ),
    *word(
        "confidence",
        lazy_gettext("How sure we are"),
        lazy_gettext("How well the sources bear the record out."),
    ),
    *plain("start", lazy_gettext("First day"), DATE, "date"),
    *plain("end", lazy_gettext("Last day"), lazy_gettext("Empty where it is not known."), "date"),
    Column(
        "precision", lazy_gettext("Precision"), PRECISION, lambda row: row.record.precision.value
    ),
    *plain(
        "first_year", lazy_gettext("First year"), lazy_gettext("For counting by year."), "integer"
    ),
    *plain(
        "last_year", lazy_gettext("Last year"), lazy_gettext("For counting by year."), "integer"
    ),
    *city(),
    *place(),
    *own_country(),
    *many("themes", lazy_gettext("Themes"), TOGETHER, lambda record: by_slug(record.themes)),
    *many("forums", lazy_gettext("Forums taking part"), TOGETHER, _forums_taking_part),
    *_role("organizers", Role.ORGANIZER),
    *_role("partners", Role.PARTNER),
    *_role("funders", Role.FUNDER),
    *_role("hosts", Role.HOST),
    *plain("project", lazy_gettext("Project"), lazy_gettext("As the sources name it.")),
    *_people(),
    *participating_countries(),
    *one(
        "part_of",
        lazy_gettext("Part of"),
        lazy_gettext("The activity that holds this one."),
        lambda record: record.part_of,
    ),
    *many("outcomes", lazy_gettext("Led to"), TOGETHER, lambda record: by_slug(record.outcomes)),
    *many(
        "forums_formed",
        lazy_gettext("Led to the forum"),
        TOGETHER,
        lambda record: by_slug(record.forums_formed),
    ),
    *described(
        summary=lazy_gettext("Summary"),
        doubt=lazy_gettext("What is uncertain"),
        audience=lazy_gettext("Who may come"),
        principles=lazy_gettext("On what principles"),
    ),
    *plain(
        "registration_url",
        lazy_gettext("Registration"),
        lazy_gettext("Where to register for an announced activity, and until when."),
    ),
    *plain(
        "registration_deadline",
        lazy_gettext("Registration until"),
        lazy_gettext("Where to register for an announced activity, and until when."),
        "date",
    ),
    *last(),
)

CITIES: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *described(other_names=lazy_gettext("Also known as")),
    *own_country(),
    *place(),
    *plain(
        "river_kilometer",
        lazy_gettext("River kilometer"),
        lazy_gettext("Along the river's line, from its first point on our map."),
        "number",
    ),
    *plain(
        "planned",
        lazy_gettext("Planned"),
        lazy_gettext("Whether the programme set out to reach the city."),
        "boolean",
    ),
    *plain(
        "geonames_id",
        LazyString(lambda: "GeoNames"),
        lazy_gettext("The city's number there."),
        "integer",
    ),
    *many("forums", lazy_gettext("Forums"), TOGETHER, lambda record: by_slug(record.forums)),
    counted(),
    *described(description=lazy_gettext("Description")),
    *last(),
)

FORUMS: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *word("level", lazy_gettext("Level"), lazy_gettext("Of one city, or of a country.")),
    *word("stage", lazy_gettext("Stage"), lazy_gettext("How far the forum has come.")),
    *city(),
    *place(),
    *plain("founded", lazy_gettext("Founded"), DATE, "date"),
    Column(
        "founded_precision",
        lazy_gettext("Precision"),
        PRECISION,
        lambda row: row.record.founded_precision.value,
    ),
    *plain(
        "last_confirmed",
        lazy_gettext("Last confirmed"),
        lazy_gettext("The last day of which a document says that the forum is at work."),
        "date",
    ),
    *many(
        "members", lazy_gettext("Member teams"), TOGETHER, lambda record: by_slug(record.members)
    ),
    counted(),
    *described(description=lazy_gettext("Description"), doubt=lazy_gettext("What is uncertain")),
    *last(),
)

ORGANIZATIONS: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *word("kind", lazy_gettext("Kind of organization"), lazy_gettext("What sort of body it is.")),
    *city(),
    *place(),
    *many("forums", lazy_gettext("Forums"), TOGETHER, lambda record: by_slug(record.forums)),
    counted(),
    *described(aim=lazy_gettext("Aim")),
    *last(),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "activities": ACTIVITIES,
    "cities": CITIES,
    "forums": FORUMS,
    "organizations": ORGANIZATIONS,
}
