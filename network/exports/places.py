"""Where records lie: city, governorate, river and point, and the countries of an activity."""

from typing import Any

from flask_babel import lazy_gettext

from network.exports.column import Column, Value, coded, country, one, word
from network.exports.release import Row
from network.models import City


def city_of(record: Any) -> City | None:
    """The city that a record lies in; a city lies in itself."""
    found: City | None = record if isinstance(record, City) else record.city
    return found


def point_of(record: Any) -> tuple[float, float] | None:
    """Longitude and latitude of the record's city, to the two decimals that are public."""
    city = city_of(record)
    return (round(city.longitude, 2), round(city.latitude, 2)) if city else None


def place() -> list[Column]:
    """Governorate, point and river of the record's city."""

    def of_city(attribute: str) -> Any:
        return lambda record: getattr(city_of(record), attribute, None)

    point = lazy_gettext("Of the city, in degrees (WGS 84). No finer location is public.")
    where = lazy_gettext("The governorate that the city lies in.")
    water = lazy_gettext("The water that the city lies on.")
    return [
        *one("governorate", lazy_gettext("Governorate"), where, of_city("governorate")),
        Column(
            "governorate_pcode",
            lazy_gettext("P-code of the governorate"),
            lazy_gettext("OCHA's code, for joining with other humanitarian data."),
            lambda row: getattr(of_city("governorate")(row.record), "pcode", None),
        ),
        Column("latitude", lazy_gettext("Latitude"), point, lambda row: _axis(row, 1), "number"),
        Column("longitude", lazy_gettext("Longitude"), point, lambda row: _axis(row, 0), "number"),
        *word("river", lazy_gettext("River"), water, of_city("river")),
    ]


def _axis(row: Row, axis: int) -> Value:
    point = point_of(row.record)
    return point[axis] if point else None


def city() -> list[Column]:
    """The city of a record."""
    empty = lazy_gettext("Empty where there is no single city.")
    return one("city", lazy_gettext("City"), empty, lambda record: record.city)


def participating_countries() -> list[Column]:
    """The countries that the participants of an activity came from."""
    label = lazy_gettext("Participating countries")
    meaning = lazy_gettext("Where participants came from, as ISO 3166 codes and as names.")

    def names(row: Row) -> Value:
        return [row.release.writing.country(entry.country) for entry in row.record.countries]

    return [
        Column(
            "countries",
            coded(label),
            meaning,
            lambda row: [entry.country for entry in row.record.countries],
            "list",
        ),
        Column("countries_names", label, meaning, names, "list"),
    ]


def own_country() -> list[Column]:
    """The country of an activity or a city."""
    meaning = lazy_gettext("An ISO 3166 code and its name; empty where it was online.")
    return country("country", lazy_gettext("Country"), meaning, lambda record: record.country)
