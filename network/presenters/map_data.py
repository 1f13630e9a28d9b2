"""What the scripts of the map read: names, places and words, as data beside the page."""

from collections.abc import Mapping
from typing import Any

from flask import g, url_for
from flask_babel import gettext, ngettext

from network.models import City, Forum
from network.presenters.exploration import Exploration
from network.presenters.map_words import moving_words, named, writing_data
from network.queries.atlas import Atlas
from network.queries.filter import KEYS, Key
from network.vocabulary import Level
from network.web.language import page_writing


def map_data(exploration: Exploration, cube: Mapping[str, object]) -> dict[str, Any]:
    """The document that the map's scripts start from; plain data, never markup."""
    return {
        **cube,
        "edition": g.edition,
        "keys": [_key(key) for key in KEYS],
        **writing_data(),
        "largest": exploration.largest,
        "years": [year for year, _count in exploration.years],
        "cities": [_city(exploration.atlas, city) for city in exploration.atlas.mapped_cities],
        "addresses": {
            "page": url_for("explore.page"),
            "fragment": url_for("explore.fragment"),
            "cube": url_for("explore.cube"),
        },
        "words": _words(),
        "plurals": _plurals(),
    }


def _key(key: Key) -> dict[str, Any]:
    return {"name": key.name, "shape": key.shape, "summed": key.summed}


def _city(atlas: Atlas, city: City) -> dict[str, Any]:
    return {
        "slug": city.slug,
        "name": named(city),
        "latitude": city.latitude,
        "longitude": city.longitude,
        "planned": city.planned,
        "address": url_for("cities.city", slug=city.slug),
        "governorate": named(city.governorate) if city.governorate else None,
        "forums": [_forum(forum) for forum in atlas.forums_of(city)],
    }


def _forum(forum: Forum) -> dict[str, Any]:
    return {
        "name": named(forum),
        "stage": str(forum.stage.label),
        "local": forum.level == Level.LOCAL,
        "members": [named(member) for member in forum.members],
    }


def _words() -> dict[str, str]:
    return {
        "close": gettext("Close"),
        "city_page": gettext("Everything about this city"),
        "filter_city": gettext("Show only this city"),
        "members": gettext("Member teams"),
        "by_year": gettext("Matching activities by year"),
        "planned": gettext("Planned city, nothing recorded yet"),
        "no_match": gettext("Nothing here matches the filter"),
        "no_forum": gettext("No local forum recorded yet"),
        "play": gettext("Play through the years"),
        "pause": gettext("Pause"),
        "step": gettext("Next year"),
        "all_years": gettext("All years"),
        "offline": gettext("The list could not be fetched. Check the connection and try again."),
        "retry": gettext("Try again"),
        **moving_words(gettext("Back to the rivers")),
    }


def _plurals() -> dict[str, dict[str, str]]:
    """Sentences with a number, for each plural form; the scripts put the number in."""
    forms = page_writing().plural_forms
    number = "%(number)s"
    return {
        "activities": forms(
            lambda n: ngettext("%(number)s activity", "%(number)s activities", n, number=number)
        ),
        "cities": forms(
            lambda n: ngettext("%(number)s city", "%(number)s cities", n, number=number)
        ),
        "participants": forms(
            lambda n: ngettext(
                "%(number)s participant", "%(number)s participants", n, number=number
            )
        ),
        "figures": forms(
            lambda n: ngettext(
                "%(number)s activity says how many took part",
                "%(number)s activities say how many took part",
                n,
                number=number,
            )
        ),
        "outside": forms(
            lambda n: ngettext(
                "%(number)s result lies outside this view",
                "%(number)s results lie outside this view",
                n,
                number=number,
            )
        ),
        "nowhere": forms(
            lambda n: ngettext(
                "%(number)s result has no single city",
                "%(number)s results have no single city",
                n,
                number=number,
            )
        ),
        "undated": forms(
            lambda n: ngettext(
                "%(number)s activity without a known year is left out",
                "%(number)s activities without a known year are left out",
                n,
                number=number,
            )
        ),
    }
