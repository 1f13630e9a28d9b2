"""Where the files of a filter are, and its pages."""

from flask import Flask, url_for

from network.presenters.files import FORMATS
from network.queries.activities import SORTS
from network.queries.filter import Filter
from network.web.addresses import joined

ENDPOINTS = {"activities": "downloads.activities", "5w": "downloads.presence"}


def register(app: Flask) -> None:
    """Give the templates of `app` these addresses."""
    app.jinja_env.globals.update(
        file_address=file_address,
        data_address=data_address,
        activity_files=activity_files,
        map_address=map_address,
    )


def file_address(word: str, extension: str, chosen: Filter, sort: str = SORTS[0]) -> str:
    """The address of a file under a filter."""
    if word in ENDPOINTS:
        address = url_for(ENDPOINTS[word], extension=extension)
    else:
        address = url_for("downloads.records", extension=extension, word=word)
    return joined(address, _pairs(chosen, sort))


def data_address(chosen: Filter) -> str:
    """The address of the page of all files under a filter."""
    return joined(url_for("data.page"), chosen.query())


def activity_files(chosen: Filter, sort: str) -> list[tuple[str, str]]:
    """The name of each format of the activities, and its address under a filter."""
    return [
        (form.name, file_address("activities", form.extension, chosen, sort))
        for form in FORMATS.values()
    ]


def map_address(chosen: Filter) -> str:
    """The address of the map under a filter."""
    return joined(url_for("explore.page"), chosen.query())


def _pairs(chosen: Filter, sort: str) -> list[tuple[str, str]]:
    return [*chosen.query(), *([] if sort == SORTS[0] else [("sort", sort)])]
