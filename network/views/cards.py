"""The pictures that stand for our pages elsewhere, drawn by us in the page's language."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy import select

from network.extensions import reading
from network.maps.card import WIDTH, Card, Words, embedded, lines
from network.maps.raster import png
from network.maps.static import bubbles
from network.models import Activity, City, Plan
from network.presenters.exploration import Exploration
from network.presenters.presentation import page_text, when
from network.queries.filter import Filter
from network.web.caching import current_atlas, tagged
from network.web.headers import sends
from network.web.language import page_language, page_writing

blueprint = Blueprint("cards", __name__)

SHOWN_ELSEWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}


@blueprint.get("/<language:language>/card.png")
@sends(SHOWN_ELSEWHERE)
@tagged
def network() -> ResponseReturnValue:
    """The network on its rivers, with the filter of the address."""
    exploration = Exploration.of_request()
    tally, writing = exploration.tally, page_writing()
    activities, cities = writing.number(tally.activities), writing.number(tally.cities)
    counted = (
        ngettext(
            "%(number)s activity", "%(number)s activities", tally.activities, number=activities
        ),
        ngettext("%(number)s city", "%(number)s cities", tally.cities, number=cities),
    )
    title = _own(gettext("Social forums along the Tigris and the Euphrates"))
    rows = [exploration.asked] if exploration.chosen else []
    words = [_own(page_language().comma.join(row)) for row in (*rows, counted)]
    return _picture(_card(gettext("Map of the forums"), title, words, exploration))


@blueprint.get("/<language:language>/card/<kind>/<slug>.png")
@sends(SHOWN_ELSEWHERE)
@tagged
def record(kind: str, slug: str) -> ResponseReturnValue:
    """A record: what it is, its name, when and where, and its bubbles on the rivers."""
    found = _record(kind, slug) if kind in CARDS else None
    if found is None:
        abort(404)
    return _picture(CARDS[kind](found))


def _record(kind: str, slug: str) -> Any:
    if kind == "activities":
        return reading().scalar(select(Activity).where(Activity.slug == slug))
    if kind == "plans":
        return reading().scalar(select(Plan).where(Plan.slug == slug))
    return getattr(current_atlas(), kind).get(slug)


def _city(city: Any) -> Card:
    region = [_name(city.governorate)] if city.governorate else []
    rows = _joined([*region, _own(page_writing().country(city.country))])
    return _card(gettext("City"), _name(city), rows, Filter(city=city.slug), city)


def _forum(forum: Any) -> Card:
    place = [_name(forum.city)] if forum.city else []
    kicker = str(forum.level.label)
    return _card(kicker, _name(forum), place, Filter(forum=forum.slug), forum.city)


def _organization(organization: Any) -> Card:
    cities = current_atlas().cities.values()
    city = next((city for city in cities if city.id == organization.city_id), None)
    place = [_name(city)] if city else []
    chosen = Filter(organization=organization.slug)
    return _card(str(organization.kind.label), _name(organization), place, chosen, city)


def _activity(activity: Any) -> Card:
    place = [_name(activity.city)] if activity.city else []
    rows = _joined([_own(when(activity)), *place])
    return _card(str(activity.kind.label), _name(activity), rows, None, activity.city)


def _theme(theme: Any) -> Card:
    return _card(gettext("Theme"), _name(theme), [], Filter(themes=(theme.slug,)))


def _plan(plan: Any) -> Card:
    years = dict.fromkeys((plan.first_year, plan.last_year))
    rows = [_own(" – ".join(page_writing().year(year) for year in years))]
    chosen = Filter(year_from=plan.first_year, year_to=plan.last_year)
    return _card(gettext("Plan"), _name(plan), rows, chosen)


CARDS: dict[str, Callable[[Any], Card]] = {
    "cities": _city,
    "forums": _forum,
    "organizations": _organization,
    "activities": _activity,
    "themes": _theme,
    "plans": _plan,
}


def _card(
    kicker: str,
    title: Words,
    rows: list[Words],
    shown: Exploration | Filter | None,
    city: City | None = None,
) -> Card:
    """A card with the bubbles that `shown` leaves, or where that is None of `city` alone."""
    found = shown if isinstance(shown, Exploration) else Exploration.of_filter(shown or Filter())
    counts = found.tally.by_city
    if shown is None:
        counts = {city.slug: 1} if city else {}
    return Card(
        direction=page_language().direction,
        kicker=kicker,
        title=title,
        lines=rows,
        foot=gettext("Social forums of the two rivers"),
        bubbles=bubbles(found.places, counts, found.largest),
        focus=city.slug if city else None,
    )


def _joined(parts: list[Words]) -> list[Words]:
    """The parts on one line where they run the same way, else each on a line of its own."""
    if len({part.direction for part in parts}) > 1:
        return parts
    return [Words(page_language().comma.join(part.value for part in parts), parts[0].direction)]


def _own(text: str) -> Words:
    """A text in the page's own language."""
    return Words(text, page_language().direction)


def _name(record: Any) -> Words:
    text = page_text(record)
    return Words(text.value, text.direction) if text else Words(record.slug, "ltr")


def _picture(card: Card) -> Response:
    site = embedded(Words(gettext("Rafidain"), card.direction))
    svg = render_template("card/card.svg", card=card, lines=lines(card), site=site)
    return Response(png(svg, WIDTH), mimetype="image/png")
