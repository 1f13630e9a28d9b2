"""The pages: HTTP in, HTTP out."""

from types import ModuleType

from flask import Flask

from network import access
from network.views import (
    activities,
    api,
    caching,
    cards,
    cities,
    costs,
    data,
    downloads,
    embedding,
    errors,
    explore,
    forums,
    guide,
    headers,
    language,
    light,
    metadata,
    oembed,
    offline,
    ogc,
    organizations,
    packages,
    pages,
    past,
    plans,
    presentation,
    printing,
    reach,
    reports,
    rivers,
    search,
    site,
    sitemap,
    solidarity,
    structured,
    themes,
    throttling,
)
from network.views.desk import register_desk


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
        reach,
        reports,
        search,
        data,
        downloads,
        packages,
        api,
        ogc,
        guide,
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
    throttling.register(app)
    language.register(app)
    presentation.register(app)
    metadata.register(app)
    structured.register(app)
    printing.register(app)
    light.register(app)
    errors.register(app)
    access.register(app)
    register_desk(app)
    caching.register(app)
    past.register(app)
    headers.register(app)
    costs.register(app)
