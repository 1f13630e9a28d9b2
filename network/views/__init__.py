"""The pages: HTTP in, HTTP out."""

from flask import Flask

from network.views import (
    activities,
    caching,
    cities,
    errors,
    explore,
    headers,
    language,
    presentation,
)


def register_views(app: Flask) -> None:
    """Give `app` its addresses, its error pages and the headers of every answer."""
    app.url_map.converters["language"] = language.LanguageConverter
    app.url_map.strict_slashes = False
    for module in (explore, cities, activities):
        app.register_blueprint(module.blueprint)
    language.register(app)
    presentation.register(app)
    errors.register(app)
    caching.register(app)
    headers.register(app)
