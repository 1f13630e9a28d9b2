"""The coordinators' desk: every page that needs an account, or leads to one."""

from types import ModuleType

from flask import Flask

from network.presenters.desk import overview, shell, unsent
from network.views.desk import (
    accounts,
    batches,
    drafts,
    events,
    factor,
    hiding,
    history,
    import_templates,
    imports,
    merging,
    own,
    page,
    passwords,
    picking,
    places,
    preview,
    records,
    reports,
    review,
    sign_in,
    tickets,
    translations,
    warning,
)
from network.web import kept


def register_desk(app: Flask) -> None:
    """Give `app` the addresses of the desk and its navigation."""
    modules: tuple[ModuleType, ...] = (
        page,
        sign_in,
        passwords,
        tickets,
        own,
        factor,
        places,
        picking,
        drafts,
        merging,
        preview,
        records,
        reports,
        history,
        hiding,
        review,
        translations,
        accounts,
        events,
        warning,
        imports,
        batches,
        import_templates,
    )
    for module in modules:
        app.register_blueprint(module.blueprint)
    for part in (shell, unsent, warning, overview, kept, own, accounts, events, imports, reports):
        part.register(app)
