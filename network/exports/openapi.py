"""The parts of OpenAPI descriptions, made from the columns and from the keys of the filter."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from network.exports.column import Column
from network.locales import DEFAULT_LANGUAGE, LANGUAGES
from network.queries.filter import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, Key, Shape

Schema = dict[str, Any]
TYPES: Mapping[str, Schema] = {
    "string": {"type": "string"},
    "list": {"type": "array", "items": {"type": "string"}},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}
PROBLEM = "application/problem+json"
JSON = "application/json"
LICENSE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Described:
    """A kind of record in a description: its address's last word, what it says and takes."""

    word: str
    title: str
    columns: Sequence[Column]
    keys: Sequence[Key]
    sorts: Sequence[str] = ()


def record_schema(columns: Iterable[Column], *, flat: bool = False) -> Schema:
    """A record as an object with a property for each column.

    `flat` is as map programs get it: lists are joined, and what may be null is written as
    OpenAPI 3.0 did, as such programs know one type for each property.
    """
    properties = {column.key: _property(column, flat) for column in columns}
    return {"type": "object", "required": list(properties), "properties": properties}


def key_parameter(key: Key, choices: Mapping[str, Collection[str]]) -> Schema:
    """A key of the filter as a parameter; `choices` are the values of keys that have few."""
    value: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
    if key.name in choices:
        value = {"type": "string", "enum": list(choices[key.name])}
    if key.shape is Shape.YEAR:
        value = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    if key.shape is Shape.SEVERAL:
        value = {"type": "array", "items": value}
    return query_parameter(key.name, str(key.label), value)


def query_parameter(name: str, description: str, schema: Schema) -> Schema:
    """A parameter of the query string that may be left out; lists repeat their name."""
    parameter = {"name": name, "in": "query", "required": False, "description": description}
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": True}
    return {**parameter, "schema": schema}


def path_parameter(name: str, description: str) -> Schema:
    """A part of the path."""
    schema = {"type": "string"}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
    }


def language_parameter() -> Schema:
    """The language of names and words."""
    schema = {"type": "string", "enum": list(LANGUAGES), "default": DEFAULT_LANGUAGE}
    return query_parameter("lang", gettext("The language of names and words."), schema)


def day_parameter() -> Schema:
    """The past day of which the answer is."""
    words = gettext(
        "A past day: the answer is what was public at its end, but for records that are hidden "
        "now. Today and days still ahead give the present."
    )
    return query_parameter("as_of", words, {"type": "string", "format": "date"})


def limit_parameter(usual: int, most: int) -> Schema:
    """The most records in one answer."""
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return query_parameter("limit", gettext("The most records in one answer."), schema)


def description(
    version: str, server: str, information: Schema, paths: Schema, components: Schema
) -> Schema:
    """A whole description in a version of OpenAPI, with the answers and parts that all share."""
    return {
        "openapi": version,
        "info": {"title": "Rafidain", "version": "1", **information, "license": LICENSE},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "responses": error_responses(),
            **components,
            "schemas": shared_schemas() | components["schemas"],
        },
    }


def filter_parameters(kinds: Iterable[Described], choices: Mapping[str, Collection[str]]) -> Schema:
    """The keys of the filter that any of `kinds` takes, each as a parameter."""
    keys = {key.name: key for kind in kinds for key in kind.keys}
    return {name: key_parameter(key, choices) for name, key in keys.items()}


def answer(description: str, content_type: str, schema: Schema) -> Schema:
    """A good answer."""
    header = {"description": gettext("Changes when the data do."), "schema": {"type": "string"}}
    return {
        "description": description,
        "headers": {"ETag": header},
        "content": {content_type: {"schema": schema}},
    }


def reference(kind: str, name: str) -> Schema:
    """A pointer to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def answers(good: Schema, *errors: int) -> Schema:
    """The answers of one address: the good one, not modified, and errors."""
    unchanged = {"description": gettext("Nothing has changed since.")}
    also = {str(status): reference("responses", f"error{status}") for status in (*errors, 429)}
    return {"200": good, "304": unchanged, **also}


def error_responses() -> Schema:
    """The error answers that addresses refer to."""
    words = {
        400: gettext("A parameter is unknown or cannot be read"),
        404: gettext("There is nothing at this address."),
        429: gettext("Too many requests in one minute. Please wait, then go on more slowly."),
    }
    content = {PROBLEM: {"schema": reference("schemas", "problem")}}
    return {
        f"error{status}": {"description": description, "content": content}
        for status, description in words.items()
    }


def shared_schemas() -> Schema:
    """Links and problems, which all answers have alike."""
    text = {"type": "string"}
    fault = _object(parameter=text, value=text, detail=text)
    link = _object(href=text, rel=text, type=text, title=text, hreflang=text)
    problem = _object(
        type=text,
        title=text,
        status={"type": "integer"},
        detail=text,
        errors={"type": "array", "items": fault},
    )
    return {
        "link": {**link, "required": ["href", "rel"]},
        "problem": {**problem, "required": ["type", "title", "status", "detail"]},
        "links": {"type": "array", "items": reference("schemas", "link")},
    }


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def _property(column: Column, flat: bool) -> Schema:
    words = {"title": str(column.label), "description": str(column.meaning)}
    if flat:
        type = "string" if column.type == "list" else column.type
        return {**TYPES[type], **words, "nullable": True}
    schema = {**TYPES[column.type], **words}
    return schema if column.type == "list" else {**schema, "type": [schema["type"], "null"]}
