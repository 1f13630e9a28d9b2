"""The description of the JSON interface in OpenAPI 3.1."""

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


def api_description(
    kinds: Sequence[Described],
    choices: Mapping[str, Collection[str]],
    *,
    server: str,
    limits: tuple[int, int],
) -> Schema:
    """The whole description; `limits` are the usual and the largest number of records a page."""
    parameters = filter_parameters(kinds, choices) | {
        "sort": _sort(kinds),
        "page": query_parameter(
            "page",
            gettext("The number of the page, from 1."),
            {"type": "integer", "minimum": 1, "default": 1},
        ),
        "limit": limit_parameter(*limits),
        "as_of": day_parameter(),
        "lang": language_parameter(),
        "slug": path_parameter("slug", gettext("The identifier of the record.")),
    }
    paths: dict[str, Any] = {"/": _landing()}
    for kind in kinds:
        paths[f"/{kind.word}"] = _list(kind)
        paths[f"/{kind.word}/{{slug}}"] = _single(kind)
    schemas = {kind.word: record_schema(kind.columns) for kind in kinds}
    components = {"parameters": parameters, "schemas": schemas}
    return description("3.1.0", server, _information(), paths, components)


def _information() -> Schema:
    return {
        "description": gettext(
            "Cities, forums, organizations and activities of a network of social forums on the "
            "Tigris and the Euphrates, with the same filter and the same columns as the site and "
            "its files. Only reading; no key is needed."
        ),
    }


def _sort(kinds: Sequence[Described]) -> Schema:
    sorts = next(kind.sorts for kind in kinds if kind.sorts)
    schema = {"type": "string", "enum": list(sorts), "default": sorts[0]}
    return query_parameter("sort", gettext("The order of activities."), schema)


def _landing() -> Schema:
    schema = {"type": "object", "properties": {"links": reference("schemas", "links")}}
    good = answer(gettext("Where everything is"), JSON, schema)
    return {
        "get": {
            "operationId": "start",
            "summary": gettext("Where everything is"),
            "parameters": [reference("parameters", name) for name in ("as_of", "lang")],
            "responses": answers(good, 400),
        }
    }


def _list(kind: Described) -> Schema:
    names = [key.name for key in kind.keys]
    names += [*(["sort"] if kind.sorts else []), "page", "limit", "as_of", "lang"]
    items = {"type": "array", "items": reference("schemas", kind.word)}
    return {
        "get": {
            "operationId": f"list-{kind.word}",
            "summary": kind.title,
            "parameters": [reference("parameters", name) for name in names],
            "responses": answers(answer(kind.title, JSON, _envelope(items=items)), 400),
        }
    }


def _single(kind: Described) -> Schema:
    title = gettext("One record: %(title)s", title=kind.title)
    good = answer(title, JSON, _envelope(item=reference("schemas", kind.word)))
    return {
        "get": {
            "operationId": f"get-{kind.word}",
            "summary": title,
            "parameters": [reference("parameters", name) for name in ("slug", "as_of", "lang")],
            "responses": answers(good, 400, 404),
        }
    }


def _envelope(**content: Schema) -> Schema:
    """An answer: what it says of itself, links, and its records."""
    text: Schema = {"type": "string"}
    properties = {
        "title": text,
        "language": text,
        "data_as_of": {"type": ["string", "null"], "format": "date"},
        "filter": text,
        "filter_words": text,
        "license": text,
        "page": text,
        "count": {"type": "integer"},
        "links": reference("schemas", "links"),
        **content,
    }
    return {"type": "object", "required": list(properties), "properties": properties}
