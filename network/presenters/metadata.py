"""What a page tells machines about itself: its one address, its card, its embeddable form."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request, url_for

from network.locales import LANGUAGES
from network.presenters.exploration import Exploration
from network.presenters.presentation import same_page
from network.queries.filter import read_filter
from network.web.addresses import absolute, joined
from network.web.caching import current_atlas
from network.web.past import past_day

RECORDS = ("cities", "forums", "organizations", "activities", "themes", "plans")
# Pages that say the same whatever a filter asks for.
UNFILTERED = ("about", "api", "offline", "plans")
# The keys that hold the number of a page of a list.
PAGED = ("page", "organizations", "activities")


def register(app: Flask) -> None:
    """Give the templates of `app` what stands in the head of a page."""
    app.context_processor(
        lambda: {
            "canonical": canonical,
            "default_page": default_page,
            "card_address": card_address,
            "oembed_address": oembed_address,
            "territory": territory,
            "light_address": light_address,
        }
    )


def record_of(path: str) -> tuple[str, str] | None:
    """The folder and the slug of the record whose page has this path, if it is such a page."""
    parts = path.strip("/").split("/")
    if len(parts) == 3 and parts[0] in LANGUAGES and parts[1] in RECORDS:
        return parts[1], parts[2]
    return None


def canonical() -> str:
    """The one absolute address of this page: its day, its filter in order, its page of a list."""
    address = url_for(request.endpoint or "explore.page", **(request.view_args or {}))
    return absolute(joined(address, _query()))


def default_page() -> str:
    """The absolute address of this page for readers of no language of ours (x-default)."""
    plain_map = request.endpoint == "explore.page" and not request.query_string
    return absolute(url_for("explore.start") if plain_map else same_page("en"))


def card_address() -> str:
    """The absolute address of the picture that stands for this page elsewhere."""
    record = record_of(request.path)
    if record:
        return absolute(url_for("cards.record", kind=record[0], slug=record[1]))
    pairs = _filter_query() if request.endpoint == "explore.page" else []
    return absolute(joined(url_for("cards.network"), pairs))


def oembed_address() -> str | None:
    """Where others learn how to embed this page; None for a page that has no such form."""
    if (request.endpoint != "explore.page" and not record_of(request.path)) or past_day():
        return None
    query = urlencode({"url": canonical(), "format": "json"})
    return absolute(f"{url_for('oembed.document')}?{query}")


def light_address(exploration: Exploration, light: str = "1") -> str:
    """The address of the map in its light version, or with light 0 in its whole one."""
    return joined(url_for("explore.page"), [*exploration.chosen.query(), ("light", light)])


def territory(language: str) -> str:
    """A language as preview cards name it, with its territory: `ar_IQ`."""
    name = LANGUAGES[language].babel
    return name if "_" in name else f"{name}_US"


def _query() -> list[tuple[str, str]]:
    filtered = not record_of(request.path) and _section() not in UNFILTERED
    pages = [
        (key, value)
        for key in PAGED
        if (value := request.args.get(key, "")).isascii() and value.isdigit() and value > "1"
    ]
    return [*(_filter_query() if filtered else []), *pages]


def _section() -> str:
    return [*request.path.strip("/").split("/"), ""][1]


def _filter_query() -> list[tuple[str, Any]]:
    if "edition" not in g:
        return []
    return read_filter(request.args, current_atlas().known)[0].query()
