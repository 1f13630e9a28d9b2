"""The description of the interface for maps in OpenAPI 3.0, as OGC API - Features asks for it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext

from network.exports.openapi import (
    JSON,
    Described,
    Schema,
    answer,
    answers,
    day_parameter,
    description,
    filter_parameters,
    language_parameter,
    limit_parameter,
    path_parameter,
    query_parameter,
    record_schema,
    reference,
)

GEOJSON = "application/geo+json"


def ogc_description(
    kinds: Sequence[Described],
    choices: Mapping[str, Collection[str]],
    *,
    server: str,
    limits: tuple[int, int],
) -> Schema:
    """The whole description; `limits` are the usual and the largest number of features a page."""
    parameters = filter_parameters(kinds, choices) | {
        "bbox": _box(),
        "datetime": _time(),
        "limit": limit_parameter(*limits),
        "after": _after(),
        "as_of": day_parameter(),
        "lang": language_parameter(),
        "featureId": path_parameter("featureId", gettext("The identifier of the record.")),
    }
    paths = _shared_paths()
    for kind in kinds:
        paths |= _paths_of(kind)
    schemas = {kind.word: record_schema(kind.columns, flat=True) for kind in kinds}
    components = {"parameters": parameters, "schemas": schemas}
    return description("3.0.3", server, {}, paths, components)


def _shared_paths() -> dict[str, Any]:
    anything: Schema = {"type": "object"}
    words = {
        "/": ("landing", gettext("Where everything is")),
        "/conformance": ("conformance", gettext("The parts of the standard that are kept")),
        "/collections": ("collections", gettext("The collections of features")),
    }
    return {path: _get(*named, [], JSON, anything, 400) for path, named in words.items()}


def _paths_of(kind: Described) -> dict[str, Any]:
    path = f"/collections/{kind.word}"
    one = gettext("One record: %(title)s", title=kind.title)
    names = [*(key.name for key in kind.keys), "bbox", "datetime", "limit", "after"]
    feature = _feature(kind)
    collection: Schema = {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": feature},
            "links": reference("schemas", "links"),
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    }
    word = kind.word
    return {
        path: _get(f"collection-{word}", kind.title, [], JSON, {"type": "object"}, 400),
        f"{path}/schema": _get(
            f"schema-{word}", kind.title, [], "application/schema+json", {"type": "object"}, 400
        ),
        f"{path}/items": _get(f"items-{word}", kind.title, names, GEOJSON, collection, 400),
        f"{path}/items/{{featureId}}": _get(
            f"item-{word}", one, ["featureId"], GEOJSON, feature, 400, 404
        ),
    }


def _feature(kind: Described) -> Schema:
    point: Schema = {
        "type": "object",
        "nullable": True,
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"type": "string", "enum": ["Point"]},
            "coordinates": {
                "type": "array",
                "items": {"type": "number"},
                "minItems": 2,
                "maxItems": 2,
            },
        },
    }
    return {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": point,
            "properties": reference("schemas", kind.word),
            "links": reference("schemas", "links"),
        },
    }


def _get(
    name: str,
    summary: str,
    parameters: Sequence[str],
    content_type: str,
    schema: Schema,
    *errors: int,
) -> Schema:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [
                reference("parameters", each) for each in (*parameters, "as_of", "lang")
            ],
            "responses": answers(answer(summary, content_type, schema), *errors),
        }
    }


def _box() -> Schema:
    words = gettext("West, south, east and north in degrees: only what lies in this box.")
    numbers = {"type": "number"}
    schema = {"type": "array", "items": numbers, "minItems": 4, "maxItems": 6}
    return {**query_parameter("bbox", words, schema), "explode": False}


def _time() -> Schema:
    words = gettext("A day or two days with a slash between: only what was going on then.")
    return query_parameter("datetime", words, {"type": "string"})


def _after() -> Schema:
    words = gettext("Where the page begins; links to the next page carry it.")
    return query_parameter("after", words, {"type": "string"})
