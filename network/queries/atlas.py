"""The atlas: names, places and the cube, read once for each edition of the public data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from network.models import City, Edition, Forum, Organization, Theme
from network.queries.cube import Cube, Tally, build_cube
from network.queries.filter import Filter, Known
from network.vocabulary import Level

# Of a network of which nothing has been published yet.
NO_MARK = "none"


@dataclass(frozen=True)
class Atlas:
    """What every page knows of the network, by slug; detached from the database."""

    mark: str
    published_at: datetime | None
    document: Mapping[str, object]
    themes: Mapping[str, Theme]
    cities: Mapping[str, City]
    forums: Mapping[str, Forum]
    organizations: Mapping[str, Organization]
    demo: bool = False

    @cached_property
    def cube(self) -> Cube:
        """The cube of all activities."""
        return Cube.of(self.document)

    @cached_property
    def whole(self) -> Tally:
        """What the cube holds when nothing is filtered."""
        return self.cube.tally(Filter())

    @cached_property
    def known(self) -> Known:
        """What a filter may name."""
        return Known(self.themes, self.cities, self.forums, self.organizations)

    @cached_property
    def mapped_cities(self) -> list[City]:
        """The cities that the map shows: planned ones and those with a forum or an activity."""
        with_forum = {
            forum.city.slug
            for forum in self.forums.values()
            if forum.city and forum.level == Level.LOCAL
        }
        shown = with_forum | set(self.cube.cities)
        return [city for slug, city in self.cities.items() if city.planned or slug in shown]

    def forums_of(self, city: City) -> list[Forum]:
        """The forums that sit in a city, local ones first."""
        forums = [forum for forum in self.forums.values() if forum.city_id == city.id]
        return sorted(forums, key=lambda forum: (forum.level != Level.LOCAL, forum.slug))


def edition_mark() -> Select[str]:
    """The mark of the current edition; no row where nothing has been published yet."""
    return select(Edition.mark)


def read_atlas(session: Session) -> Atlas:
    """Read the atlas of the current edition; an empty database has none."""
    edition = session.scalars(select(Edition)).one_or_none()
    themes = session.scalars(select(Theme).order_by(Theme.position, Theme.slug))
    cities = session.scalars(
        select(City).options(joinedload(City.governorate)).order_by(City.slug)
    ).unique()
    forums = session.scalars(
        select(Forum)
        .options(joinedload(Forum.city), selectinload(Forum.members))
        .order_by(Forum.slug)
    ).unique()
    organizations = session.scalars(select(Organization).order_by(Organization.slug))
    atlas = Atlas(
        mark=edition.mark if edition else NO_MARK,
        published_at=edition.published_at if edition else None,
        document=edition.cube if edition else build_cube(session, Filter()),
        themes={theme.slug: theme for theme in themes},
        cities={city.slug: city for city in cities},
        forums={forum.slug: forum for forum in forums},
        organizations={organization.slug: organization for organization in organizations},
        demo=bool(edition and edition.demo),
    )
    session.expunge_all()
    return atlas
