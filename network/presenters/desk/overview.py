"""What the desk's first page says of one's work, and the sections that records add to the desk."""

from functools import partial
from typing import Any

from flask import Flask
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from sqlalchemy import func, select

from network.access import has_role, visible_to
from network.access.sight import open_records
from network.changes.drafts import UNFINISHED
from network.extensions import reading
from network.locales import LANGUAGES, Text
from network.maps.static import HOME
from network.models import Account, Revision
from network.presenters.desk.choices import name_in_snapshot, title_in
from network.presenters.desk.forums_at_hand import forums_at_hand
from network.presenters.desk.layout import KIND_WORDS, PAGES, REFERENCES
from network.presenters.desk.shell import Panel, Section, add_panel, add_section
from network.presenters.presentation import written
from network.queries.seen import to_review, written_by
from network.vocabulary import AccountRole, RevisionState
from network.web.paging import read_page

SECTIONS = (
    Section(
        "desk_drafts.add",
        lazy_gettext("Add"),
        lazy_gettext("A city, a forum, a team, an activity."),
        20,
    ),
    Section(
        "desk_records.page",
        lazy_gettext("Change"),
        lazy_gettext("Find a record, change it, see its history."),
        25,
        also=(
            "desk_history.page",
            "desk_history.compare",
            "desk_history.remove_record",
            "desk_history.return_version",
        ),
    ),
    Section(
        "desk_review.queue",
        lazy_gettext("Review"),
        lazy_gettext("What others have handed in."),
        30,
        AccountRole.EDITOR,
    ),
    Section(
        "desk_hiding.page",
        lazy_gettext("Hidden"),
        lazy_gettext("Forums that are off every page for now."),
        45,
    ),
    Section(
        "desk_history.bin",
        lazy_gettext("Bin"),
        lazy_gettext("What was removed, to bring it back."),
        47,
        AccountRole.EDITOR,
    ),
    Section(
        "desk_translations.page",
        lazy_gettext("Languages"),
        lazy_gettext("Texts that lack a translation."),
        60,
        AccountRole.EDITOR,
    ),
)


def register(app: Flask) -> None:
    """Give the desk of `app` its sections for records, and its first page what it says."""
    for section in SECTIONS:
        add_section(app, section)
    for page, endpoint in (("overview", "desk.page"), ("own", "desk_own.page")):
        add_panel(app, page, Panel("desk/overview/work.html", partial(_work, endpoint)))
    add_panel(app, "overview", Panel("desk/overview/forums.html", _forums))
    app.jinja_env.globals.update(
        kind_words=KIND_WORDS,
        references=REFERENCES,
        snapshot_name=name_in_snapshot,
        snapshot_title=lambda snapshot: _marked(title_in(snapshot), name_in_snapshot(snapshot)),
        draft_title=draft_title,
        public_pages=PAGES,
        home=HOME,
    )


def draft_title(revision: Revision) -> Markup:
    """What a revision calls its record; a draft, what was typed so far."""
    nameless, typed = gettext("Without a name yet"), _typed_names(revision)
    if typed:
        return _marked(title_in({"texts": typed}), nameless)
    return _marked(title_in(revision.snapshot), name_in_snapshot(revision.snapshot) or nameless)


def _typed_names(revision: Revision) -> dict[str, dict[str, str]] | None:
    typed = dict(pair for pair in reversed(revision.typed or []))
    if revision.state in UNFINISHED and typed:
        return {code: {"name": typed.get(f"name_{code}", "")} for code in LANGUAGES}
    return None


def _marked(title: Text | None, otherwise: str) -> Markup:
    return written(title) if title else Markup("<bdi>%s</bdi>") % otherwise


def _forums(account: Account) -> dict[str, Any]:
    """The forums that the account may confirm; an editor sees only those that are silent."""
    forums = forums_at_hand(account)
    if has_role(account, AccountRole.EDITOR):
        forums = [forum for forum in forums if forum.silent]
    return {"forums": forums}


def _work(endpoint: str, account: Account) -> dict[str, Any]:
    """What the account wrote and what became of it; for an editor also what waits."""
    seen = visible_to(account)
    mine = written_by(seen, account.id).where(Revision.record_kind != "source")
    waits = 0
    if has_role(account, AccountRole.EDITOR):
        waits = reading().scalar(select(func.count()).select_from(to_review(seen).subquery())) or 0
    page = read_page(mine, "work", endpoint)
    return {
        "revisions": page,
        "waits": waits,
        "states": RevisionState,
        "open": open_records(account, page.rows),
    }
