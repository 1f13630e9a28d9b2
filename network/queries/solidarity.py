"""Solidarity: the conferences, and whatever else people of other countries came to."""

from sqlalchemy import Select, or_
from sqlalchemy.orm import joinedload, selectinload

from network.models import Activity
from network.queries.activities import activities
from network.queries.disclosure import told
from network.queries.filter import Filter
from network.vocabulary import ActivityKind

HOME = "IQ"


def gatherings(chosen: Filter) -> Select[Activity]:
    """The conferences of `chosen` and its activities with participating countries, by date."""
    with_countries = Activity.countries.any()
    return (
        activities(chosen)
        .where(or_(Activity.kind == ActivityKind.CONFERENCE, with_countries))
        .order_by(Activity.start.is_(None), Activity.start, Activity.slug)
        .options(joinedload(Activity.city), selectinload(Activity.countries))
    )


def origins(activity: Activity) -> list[str]:
    """The codes of the countries that people came from; Iraq where the public figures say so."""
    listed = {entry.country for entry in activity.countries}
    return sorted(listed | ({HOME} if told(activity).get("iraqi") else set()))
