"""OGC API - Features: cities, forums and activities as collections for maps."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy import Select

from network.clock import now
from network.exports.geojson import feature
from network.exports.ogc import GEOJSON, ogc_description
from network.exports.openapi import record_schema
from network.exports.release import Row
from network.extensions import reading
from network.presenters.releases import count
from network.presenters.resources import MODELS, RESOURCES, choices, described
from network.queries.activities import SORTS
from network.queries.features import Box, Interval, after, at_time, box_of, first_day, in_box
from network.queries.filter import Filter
from network.web.addresses import absolute
from network.web.caching import tagged
from network.web.links import HTML, JSON, Link, document, here, link, machine_address
from network.web.parameters import MOST_ROWS, USUAL_ROWS, Parameters
from network.web.spans import read_box, read_interval, read_slug

blueprint = Blueprint("ogc", __name__, url_prefix="/ogc")

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
COLLECTION = "any(cities, forums, activities):word"
# What clients look for is the first edition of the standard, which its revision keeps to.
CONFORMANCE = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}"
    for part in ("core", "oas30", "geojson")
]
WGS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
MEANINGS: Mapping[str, LazyString] = {
    "cities": lazy_gettext("The places that the network knows, with their number of activities."),
    "forums": lazy_gettext("Local and national forums, at the point of their city."),
    "activities": lazy_gettext(
        "What happened or is announced, at the point of its city; without a point where there "
        "is no single city."
    ),
}


@blueprint.get("/")
@tagged
def landing() -> ResponseReturnValue:
    """Where everything is."""
    Parameters().check()
    links = [
        link("self", here(), JSON),
        link("service-desc", _address("description"), OPENAPI),
        link("service-doc", absolute(f"{url_for('guide.page')}#ogc"), HTML),
        link("conformance", _address("conformance"), JSON),
        link("data", _address("collections"), JSON),
    ]
    description = gettext("The map of a network of social forums on the Tigris and the Euphrates.")
    return document({"title": "Rafidain", "description": description, "links": links}, links)


@blueprint.get("/conformance")
@tagged
def conformance() -> ResponseReturnValue:
    """The parts of the standard that are kept."""
    Parameters().check()
    return document({"conformsTo": CONFORMANCE}, [link("self", here(), JSON)])


@blueprint.get("/api")
@tagged
def description() -> ResponseReturnValue:
    """The interface described in OpenAPI."""
    Parameters().check()
    content = ogc_description(
        [described(RESOURCES[word]) for word in MODELS],
        choices(),
        server=_address("landing").rstrip("/"),
        limits=(USUAL_ROWS, MOST_ROWS),
    )
    return document(content, [link("self", here(), OPENAPI)], OPENAPI)


@blueprint.get("/collections")
@tagged
def collections() -> ResponseReturnValue:
    """All collections."""
    Parameters().check()
    links = [link("self", here(), JSON)]
    return document({"links": links, "collections": [_collection(word) for word in MODELS]}, links)


@blueprint.get(f"/collections/<{COLLECTION}>")
@tagged
def collection(word: str) -> ResponseReturnValue:
    """One collection."""
    Parameters().check()
    content = _collection(word)
    return document(content, content["links"])


@blueprint.get(f"/collections/<{COLLECTION}>/schema")
@tagged
def schema(word: str) -> ResponseReturnValue:
    """What features of a collection say, so that a map program need not guess it from a few."""
    Parameters().check()
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": here(),
        "title": str(RESOURCES[word].kind.title),
        "type": "object",
        "properties": {"properties": record_schema(RESOURCES[word].columns, flat=True)},
    }
    return document(content, [link("self", here(), SCHEMA)], SCHEMA)


@blueprint.get(f"/collections/<{COLLECTION}>/items")
@tagged
def items(word: str) -> ResponseReturnValue:
    """A page of the features that filter, box and time ask for."""
    resource = RESOURCES[word]
    asked = Parameters(*resource.keys, "bbox", "datetime", "limit", "after")
    chosen, limit = asked.filter(), asked.limit(clamped=True)
    box = asked.one("bbox", read_box, None)
    interval = asked.one("datetime", read_interval, None)
    begin = asked.one("after", read_slug, "")
    asked.check()
    rows = _narrowed(word, chosen, box, interval)
    matched = count(rows)
    # One more than is shown tells whether there is a next page.
    part = after(rows, MODELS[word], begin, limit + 1)
    _release, found = resource.read(part, chosen, total=matched, address=here())
    shown = found[:limit]
    links = [link("self", here(), GEOJSON), link("collection", _address("collection", word), JSON)]
    if len(found) > limit:
        links.append(link("next", here(after=shown[-1].record.slug), GEOJSON))
    content = {
        "type": "FeatureCollection",
        "timeStamp": now().replace(microsecond=0).isoformat().replace("+00:00", "Z"),
        "numberMatched": matched,
        "numberReturned": len(shown),
        "links": links,
        "features": [feature(row, resource.columns, flat=True) for row in shown],
    }
    return document(content, links, GEOJSON)


@blueprint.get(f"/collections/<{COLLECTION}>/items/<slug>")
@tagged
def item(word: str, slug: str) -> ResponseReturnValue:
    """One feature."""
    Parameters().check()
    resource = RESOURCES[word]
    _release, found = resource.read(resource.one(slug), Filter(), total=1, address=here())
    if not found:
        abort(404)
    links = _links_of(word, found[0])
    return document(
        {**feature(found[0], resource.columns, flat=True), "links": links}, links, GEOJSON
    )


def _narrowed(word: str, chosen: Filter, box: Box | None, interval: Interval | None) -> Select[Any]:
    rows, model = RESOURCES[word].kind.rows(chosen, SORTS[0]), MODELS[word]
    if box:
        rows = rows.where(in_box(model, box))
    return rows.where(at_time(model, interval)) if interval else rows


def _links_of(word: str, row: Row) -> list[Link]:
    return [
        link("self", here(), GEOJSON),
        link("alternate", row.address, HTML),
        link("collection", _address("collection", word), JSON),
    ]


def _collection(word: str) -> dict[str, Any]:
    model = MODELS[word]
    corners = reading().execute(box_of(model)).one()
    first = reading().scalar(first_day(model))
    begins = f"{first.isoformat()}T00:00:00Z" if first else None
    extent: dict[str, Any] = {"temporal": {"interval": [[begins, None]], "trs": GREGORIAN}}
    if None not in corners:
        extent["spatial"] = {"bbox": [list(corners)], "crs": WGS84}
    title = str(RESOURCES[word].kind.title)
    return {
        "id": word,
        "title": title,
        "description": str(MEANINGS[word]),
        "itemType": "feature",
        "crs": [WGS84],
        "extent": extent,
        "links": [
            link("self", _address("collection", word), JSON, title),
            link("items", _address("items", word), GEOJSON, title),
            # Registered in small letters; GDAL looks for the other way of writing it.
            *(
                link(name, _address("schema", word), SCHEMA)
                for name in ("describedby", "describedBy")
            ),
            link("alternate", absolute(url_for(f"{word}.index")), HTML),
        ],
    }


def _address(name: str, word: str | None = None) -> str:
    return machine_address(f"ogc.{name}", word=word)
