"""The JSON interface: every kind of record, paged and filtered; figures may come beside them."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from network.exports.api import api_description
from network.exports.documents import facts, properties
from network.exports.release import Release
from network.presenters.resources import RESOURCES, choices, described
from network.queries.filter import Filter
from network.web.addresses import absolute
from network.web.caching import tagged
from network.web.links import HTML, JSON, Link, document, here, link, machine_address
from network.web.parameters import MOST_ROWS, USUAL_ROWS, Parameters

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

WORDS = "any(activities, cities, forums, organizations, themes, plans, objectives)"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


@blueprint.get("/")
@tagged
def start() -> ResponseReturnValue:
    """Where everything is."""
    Parameters().check()
    links = [link("self", here(), JSON), *_descriptions()]
    links += [
        link("item", machine_address("api.records", word=word), JSON, str(resource.kind.title))
        for word, resource in RESOURCES.items()
    ]
    return document({"title": "Rafidain", "links": links}, links)


@blueprint.get("/openapi.json")
@tagged
def description() -> ResponseReturnValue:
    """The interface described in OpenAPI."""
    Parameters().check()
    content = api_description(
        [described(resource) for resource in RESOURCES.values()],
        choices(),
        server=absolute(url_for("api.start")).rstrip("/"),
        limits=(USUAL_ROWS, MOST_ROWS),
    )
    return document(content, [link("self", here(), OPENAPI)], OPENAPI)


@blueprint.get(f"/<{WORDS}:word>")
@tagged
def records(word: str) -> ResponseReturnValue:
    """A page of the records that the filter asks for."""
    resource = RESOURCES[word]
    sorting = ["sort"] if resource.sorts else []
    asked = Parameters(*resource.keys, *sorting, "page", "limit")
    chosen, sort, number = asked.filter(), asked.sort(), asked.page()
    limit = asked.limit(clamped=False)
    asked.check()
    total = resource.total(chosen)
    rows = resource.kind.rows(chosen, sort).limit(limit).offset((number - 1) * limit)
    release, found = resource.read(rows, chosen, total=total, address=here())
    links = [link("self", here(), JSON), *_pages(number, -(-total // limit)), *_beside(release)]
    content = {
        **facts(release),
        "links": links,
        "items": [properties(row, resource.columns) for row in found],
    }
    response = document(content, links)
    response.headers["X-Total-Count"] = str(total)
    return response


@blueprint.get(f"/<{WORDS}:word>/<slug>")
@tagged
def record(word: str, slug: str) -> ResponseReturnValue:
    """One record."""
    Parameters().check()
    resource = RESOURCES[word]
    release, found = resource.read(resource.one(slug), Filter(), total=1, address=here())
    if not found:
        abort(404)
    item = properties(found[0], resource.columns)
    collection = machine_address("api.records", word=word)
    links = [
        link("self", here(), JSON),
        link("collection", collection, JSON),
        link("alternate", str(item["page"]), HTML),
        *_descriptions(),
    ]
    return document({**facts(release), "links": links, "item": item}, links)


def _pages(number: int, pages: int) -> list[Link]:
    links: list[tuple[str, Any]] = [("first", None), ("last", max(pages, 1))]
    if number > 1:
        links.append(("prev", min(number - 1, max(pages, 1))))
    if number < pages:
        links.append(("next", number + 1))
    return [link(relation, here(page=page), JSON) for relation, page in links]


def _beside(release: Release) -> list[Link]:
    return [link("alternate", release.page, HTML), *_descriptions()]


def _descriptions() -> list[Link]:
    return [
        link(
            "service-desc",
            machine_address("api.description"),
            OPENAPI,
            gettext("The interface described for programs"),
        ),
        link(
            "service-doc",
            absolute(url_for("guide.page")),
            HTML,
            gettext("The interface described for people"),
        ),
    ]
