"""The desk's shell: its navigation and the pieces of its first page, which other modules add to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import LazyString, lazy_gettext

from network.access import current_account
from network.access.gate import has_role
from network.days import TIME_ZONE
from network.locales import LANGUAGES
from network.models import Account
from network.queries.downloads import moment as aware
from network.vocabulary import AccountRole
from network.web.language import page_writing

# What the desk says after something was done, by the word that the address carries.
DONE = {
    "signed-out": lazy_gettext("You are signed out."),
    "signed-out-unsent": lazy_gettext(
        "You are signed out. Something that you typed was not sent yet: it stays in this browser"
        " for a week, encrypted, and is back when you sign in again."
    ),
    "new-password": lazy_gettext("The new password is in force. Please sign in with it."),
}


@dataclass(frozen=True)
class Section:
    """A part of the desk: where it is, what it is called, what it is for, who sees it.

    `place` orders the sections: overview 10, add 20, review 30, history 40, import 50,
    languages 60, accounts 70, events 75, one's own page 80. `also` are pages of other modules.
    """

    endpoint: str
    words: LazyString
    purpose: LazyString
    place: int
    role: AccountRole = AccountRole.COORDINATOR
    also: tuple[str, ...] = ()

    def holds(self, endpoint: str) -> bool:
        """Whether a page is in this section: by its module, unless a section names it."""
        if endpoint in self.also or endpoint == self.endpoint:
            return True
        named = {name for entry in current_app.extensions["desk_sections"] for name in entry.also}
        return endpoint not in named and _module(endpoint) == _module(self.endpoint)


@dataclass(frozen=True)
class Panel:
    """A piece of the first page or of one's own: a template, and what it is given to say."""

    template: str
    content: Callable[[Account], dict[str, Any]]


def add_section(app: Flask, section: Section) -> None:
    """Give the desk of `app` a section."""
    sections = app.extensions.setdefault("desk_sections", [])
    sections.append(section)
    sections.sort(key=lambda entry: entry.place)


def add_panel(app: Flask, page: str, panel: Panel) -> None:
    """Give a page of the desk, `overview` or `own`, a piece more."""
    app.extensions.setdefault(f"desk_panels_{page}", []).append(panel)


def add_words(words: dict[str, LazyString]) -> None:
    """Let `?done=WORD` on an address of the desk say something."""
    DONE.update(words)


def panels(page: str, account: Account) -> list[tuple[str, dict[str, Any]]]:
    """The pieces of a page, each as its template and what it says."""
    found: list[Panel] = current_app.extensions.get(f"desk_panels_{page}", [])
    return [(panel.template, panel.content(account)) for panel in found]


def sections() -> list[tuple[str, Section, bool]]:
    """The sections that the account may see: address, section, whether this page is in it."""
    account = current_account()
    return [
        (url_for(section.endpoint), section, section.holds(request.endpoint or ""))
        for section in current_app.extensions["desk_sections"]
        if account and has_role(account, section.role)
    ]


def moment_words(moment: datetime) -> str:
    """A moment by the clock of Baghdad, in the page's language."""
    return page_writing().moment(aware(moment).astimezone(TIME_ZONE))


def language_choices() -> list[tuple[str, str]]:
    """The languages of the desk: code and own name."""
    return [(language.code, language.own_name) for language in LANGUAGES.values()]


def register(app: Flask) -> None:
    """Give the templates of `app` the desk's navigation."""
    app.jinja_env.globals.update(
        desk_sections=sections,
        desk_done=_done,
        moment_words=moment_words,
        language_choices=language_choices,
    )
    add_section(
        app,
        Section("desk.page", lazy_gettext("Overview"), lazy_gettext("What waits for you."), 10),
    )


def _module(endpoint: str) -> str:
    return endpoint.partition(".")[0]


def _done() -> str | None:
    word = request.args.get("done", "")
    return str(DONE[word]) if word in DONE else None
