"""Made-up records for measuring: they go into a database of their own, which says so."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from network.alphabets import sort_key
from network.changes.publish import Proposal, finish, publish
from network.changes.tables import PublishError
from network.config import DATA_FOLDER
from network.folding import fold
from network.forms import FORMS
from network.geography.gazetteer import CAPITALS, Place, load_places
from network.models import (
    Activity,
    ActivityOrganization,
    ActivityText,
    City,
    Edition,
    Organization,
    Theme,
)
from network.models.activity import activity_theme
from network.vocabulary import ActivityKind, Confidence, Origin, Precision, Qualifier, Role, Status

CHUNK = 5_000
THEMES, TEAMS, FUNDERS = 12, 40, 8
FIRST_DAY, DAYS = date(2009, 1, 1), 365 * 16
NAMES = {"en": "Demo activity {}", "ar": "نشاط تجريبي {}", "ckb": "چالاکیی نموونە {}"}
Rows = list[dict[str, Any]]


def make_demo(session: Session, activities: int, tell: Callable[[int], None]) -> None:
    """Fill an empty database with `activities` made-up activities and what they refer to.

    `tell` is told how many more are there. Raises PublishError where there are records already.
    """
    if session.scalar(select(Edition.id)):
        raise PublishError("the database is not empty")
    publish(session, _background(), Origin.SEED, "demo")
    chance = random.Random(activities)  # noqa: S311, made-up data keep no secret
    ids = {
        model: list(session.scalars(select(model.id).order_by(model.id)))
        for model in (City, Theme, Organization)
    }
    for first in range(1, activities + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, activities + 1))
        _add(session, [_activity(number, chance, ids[City]) for number in numbers])
        _join(session, numbers, chance, ids[Theme], ids[Organization])
        tell(len(numbers))
    session.expire_all()
    session.scalars(select(Edition)).one().demo = True
    finish(session, datetime.now(UTC))


def _add(session: Session, rows: Rows) -> None:
    session.execute(insert(Activity), rows)
    texts = [
        {
            "activity_id": row["id"],
            "locale": language,
            "name": (name := pattern.format(row["id"])),
            "folded": fold(name),
            "sort_key": sort_key(name, language),
        }
        for row in rows
        for language, pattern in NAMES.items()
    ]
    session.execute(insert(ActivityText), texts)


def _join(
    session: Session,
    numbers: range,
    chance: random.Random,
    themes: list[int],
    organizations: list[int],
) -> None:
    """Give each activity up to three themes, an organizer, and some a funder."""
    paths = [
        {"activity_id": number, "theme_id": theme}
        for number in numbers
        for theme in chance.sample(themes, chance.randint(0, 3))
    ]
    session.execute(insert(activity_theme), paths)
    funders, teams = organizations[:FUNDERS], organizations[FUNDERS:]
    parties = [
        {"activity_id": number, "organization_id": chance.choice(teams), "role": Role.ORGANIZER}
        for number in numbers
    ]
    parties += [
        {"activity_id": number, "organization_id": chance.choice(funders), "role": Role.FUNDER}
        for number in numbers
        if chance.random() < 0.2
    ]
    session.execute(insert(ActivityOrganization), parties)


def _activity(number: int, chance: random.Random, cities: list[int]) -> dict[str, Any]:
    start = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    people = chance.randint(5, 400) if chance.random() < 0.7 else None
    women = chance.randint(0, people) if people and chance.random() < 0.5 else None
    return {
        "id": number,
        "slug": f"demo-{number:07}",
        "kind": chance.choice([*ActivityKind]),
        "status": Status.HELD,
        "confidence": Confidence.HIGH,
        "start": start,
        "end": None,
        "precision": Precision.DAY,
        "first_year": start.year,
        "last_year": start.year,
        "city_id": chance.choice(cities) if chance.random() < 0.97 else None,
        "country": "IQ",
        "participants": people,
        "women": women,
        "men": None if women is None or people is None else people - women,
        "qualifier": Qualifier.EXACT,
    }


def _background() -> Iterator[Proposal]:
    """A source, themes, cities, forums and organizations, each of a name that says demo."""
    document = {"language": "en", "title_language": "en", "publisher": "Demo"}
    yield _record("source", "demo", title="Made-up records", **document)
    for number in range(1, THEMES + 1):
        names = _names(f"Demo theme {number}", f"مسار تجريبي {number}", f"ڕێڕەوی نموونە {number}")
        yield _record("theme", f"demo-theme-{number}", position=number, **names)
    for place in _places():
        yield from _city(place)
    kinds = ["foundation"] * FUNDERS + ["volunteer-team"] * TEAMS
    for number, kind in enumerate(kinds, 1):
        slug = f"demo-organization-{number:02}"
        names = _names(
            f"Demo organization {number}", f"منظمة تجريبية {number}", f"ڕێکخراوی نموونە {number}"
        )
        yield _record("organization", slug, kind=kind, **names)


def _places() -> list[Place]:
    found = load_places(DATA_FOLDER / "gazetteer")
    return [place for place in found if place.geonames_id in CAPITALS]


def _city(place: Place) -> Iterator[Proposal]:
    slug = f"demo-{place.geonames_id}"
    yield _record(
        "city",
        slug,
        country="IQ",
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        river="none",
        planned="yes",
        **{f"name_{code}": place.name_in(code).value for code in NAMES},
    )
    english, arabic, sorani = (place.name_in(code).value for code in NAMES)
    names = _names(
        f"Demo forum of {english}", f"منتدى {arabic} التجريبي", f"کۆڕبەندی نموونەی {sorani}"
    )
    yield _record("forum", f"{slug}-forum", level="local", stage="active", city=slug, **names)


def _names(*names: str) -> dict[str, str]:
    return {f"name_{code}": name for code, name in zip(NAMES, names, strict=True)}


def _record(kind: str, slug: str, /, **columns: object) -> Proposal:
    row = {"slug": slug, "sources": "demo", **{key: str(value) for key, value in columns.items()}}
    form = FORMS[kind].of_row(row)
    if not form.validate():
        raise PublishError(f"{kind} {slug}: {form.errors}")
    return Proposal(kind, form.snapshot())
