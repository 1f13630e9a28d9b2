"""Cities: the select of one city with everything that its page says."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from network.models import City, Forum, Organization


def city(slug: str) -> Select[City]:
    """One city with its governorate, forums, organizations and sources."""
    return (
        select(City)
        .where(City.slug == slug)
        .options(
            joinedload(City.governorate),
            selectinload(City.forums).selectinload(Forum.members),
            selectinload(City.forums).selectinload(Forum.sources),
            selectinload(City.sources),
        )
    )


def organizations_of(city_id: int) -> Select[Organization]:
    """The organizations that sit in a city, by slug."""
    return select(Organization).where(Organization.city_id == city_id).order_by(Organization.slug)
