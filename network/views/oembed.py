"""oEmbed: a site that is given an address of ours learns how to show the map for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from flask import Blueprint, abort, current_app, g, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from network.extensions import reading
from network.maps.card import HEIGHT as CARD_HEIGHT
from network.maps.card import WIDTH as CARD_WIDTH
from network.models import Activity, Plan
from network.presenters.frames import HEIGHT, Frame, asked_number
from network.presenters.metadata import record_of
from network.presenters.presentation import page_text
from network.queries.filter import Filter, read_filter
from network.web.addresses import absolute
from network.web.caching import current_atlas, tagged

blueprint = Blueprint("oembed", __name__)

WIDTH = 720
MAPS = ("explore.page", "embedding.embed")
# What the map shows for a record, by the folder of its page.
FILTERS: dict[str, Callable[[Any], Filter]] = {
    "cities": lambda city: Filter(city=city.slug),
    "forums": lambda forum: Filter(forum=forum.slug),
    "organizations": lambda organization: Filter(organization=organization.slug),
    "themes": lambda theme: Filter(themes=(theme.slug,)),
    "activities": lambda activity: Filter(city=activity.city.slug if activity.city else None),
    "plans": lambda plan: Filter(year_from=plan.first_year, year_to=plan.last_year),
}


@blueprint.get("/oembed")
@tagged
def document() -> ResponseReturnValue:
    """How to embed the page at `url`, as oEmbed 1.0 has it; 404 for what is not ours."""
    if request.args.get("format", "json") != "json":
        abort(501)
    address = request.args.get("url", "")
    if not _is_ours(address):
        abort(404)
    frame, title, card = _embedded(address)
    widest, highest = asked_number("maxwidth", CARD_WIDTH), asked_number("maxheight", CARD_HEIGHT)
    width = max(min(WIDTH, widest), 1)
    frame = replace(frame, height=max(min(HEIGHT, highest), 1))
    return jsonify(
        version="1.0",
        type="rich",
        provider_name=gettext("Rafidain"),
        provider_url=absolute(url_for("explore.start")),
        title=title,
        html=frame.markup(title, str(width)),
        width=width,
        height=frame.height,
        **(_picture(card) if widest >= CARD_WIDTH and highest >= CARD_HEIGHT else {}),
    )


def _picture(card: str) -> dict[str, str | int]:
    return {
        "thumbnail_url": absolute(card),
        "thumbnail_width": CARD_WIDTH,
        "thumbnail_height": CARD_HEIGHT,
    }


def _is_ours(address: str) -> bool:
    try:
        asked = urlsplit(address)
    except ValueError:
        return False
    own = urlsplit(absolute("/"))
    return asked.scheme in ("http", "https") and asked.netloc.lower() == own.netloc.lower()


def _embedded(address: str) -> tuple[Frame, str, str]:
    """The frame, the title and the picture for an address of this site; aborts with 404."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    try:
        adapter = current_app.url_map.bind(parts.netloc)
        endpoint, values = adapter.match(path, method="GET")
    except HTTPException:
        abort(404)
    g.language = values.get("language", "")
    if endpoint in MAPS:
        asked = MultiDict(parse_qsl(parts.query))
        chosen = read_filter(asked, current_atlas().known)[0]
        title = gettext("Map of the forums")
        query = urlencode(chosen.query())
        card = f"{url_for('cards.network')}?{query}" if query else url_for("cards.network")
        return Frame(g.language, chosen), title, card
    found = record_of(path)
    record = _record(*found) if found else None
    if found is None or record is None:
        abort(404)
    title = str(page_text(record) or record.slug)
    card = url_for("cards.record", kind=found[0], slug=record.slug)
    return Frame(g.language, FILTERS[found[0]](record)), title, card


def _record(kind: str, slug: str) -> Any:
    atlas, session = current_atlas(), reading()
    if kind == "activities":
        return session.scalar(select(Activity).where(Activity.slug == slug))
    if kind == "plans":
        return session.scalar(select(Plan).where(Plan.slug == slug))
    return getattr(atlas, kind).get(slug)
