"""The pages: HTTP in, HTTP out."""

from types import ModuleType

from flask import Flask

from network import access
from network.presenters import file_addresses, metadata, presentation, structured
from network.views import (
    activities,
    api,
    cards,
    cities,
    data,
    downloads,
    embedding,
    explore,
    forums,
    guide,
    oembed,
    offline,
    ogc,
    organizations,
    packages,
    pages,
    plans,
    reach,
    reports,
    rivers,
    search,
    site,
    sitemap,
    solidarity,
    themes,
)
from network.views.desk import register_desk
from network.web import (
    caching,
    costs,
    errors,
    headers,
    language,
    light,
    past,
    printing,
    throttling,
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
    file_addresses.register(app)
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
