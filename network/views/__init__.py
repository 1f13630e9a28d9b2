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
    data,
    desk,
    desk_accounts,
    desk_batches,
    desk_drafts,
    desk_factor,
    desk_hiding,
    desk_history,
    desk_imports,
    desk_kept,
    desk_merging,
    desk_overview,
    desk_own,
    desk_passwords,
    desk_places,
    desk_preview,
    desk_records,
    desk_reports,
    desk_review,
    desk_sign_in,
    desk_tickets,
    desk_translations,
    downloads,
    embedding,
    errors,
    explore,
    forums,
    guide,
    headers,
    import_templates,
    language,
    light,
    metadata,
    oembed,
    offline,
    ogc,
    organizations,
    packages,
    pages,
    picking,
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
        picking,
        cards,
        offline,
        site,
        sitemap,
        desk,
        desk_sign_in,
        desk_passwords,
        desk_tickets,
        desk_own,
        desk_factor,
        desk_places,
        desk_drafts,
        desk_merging,
        desk_preview,
        desk_records,
        desk_reports,
        desk_history,
        desk_hiding,
        desk_review,
        desk_translations,
        desk_accounts,
        desk_imports,
        desk_batches,
        import_templates,
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
    desk.register(app)
    desk_overview.register(app)
    desk_kept.register(app)
    desk_own.register(app)
    desk_accounts.register(app)
    desk_imports.register(app)
    desk_reports.register(app)
    caching.register(app)
    headers.register(app)
