"""The pages: HTTP in, HTTP out."""

from types import ModuleType

from flask import Flask

from network.views import (
    activities,
    caching,
    cards,
    cities,
    data,
    downloads,
    embedding,
    errors,
    explore,
    forums,
    headers,
    language,
    light,
    metadata,
    oembed,
    offline,
    organizations,
    packages,
    pages,
    plans,
    presentation,
    printing,
    rivers,
    search,
    site,
    sitemap,
    solidarity,
    structured,
    themes,
)


def register_views(app: Flask) -> None:
    """Give `app` its addresses, its error pages and the headers of every answer."""
    app.url_map.converters["language"] = language.LanguageConverter
    app.url_map.strict_slashes = False
    modules: tuple[ModuleType, ...] = (
        explore,
        rivers,
        cities,
        forums,
        organizations,
        activities,
        themes,
        solidarity,
        plans,
        search,
        data,
        downloads,
        packages,
        pages,
        embedding,
        oembed,
        cards,
        offline,
        site,
        sitemap,
    )
    for module in modules:
        app.register_blueprint(module.blueprint)
    language.register(app)
    presentation.register(app)
    metadata.register(app)
    structured.register(app)
    printing.register(app)
    light.register(app)
    errors.register(app)
    caching.register(app)
    headers.register(app)
