"""Everyone can work at the desk, in any language, by day and by night, on the narrowest screen."""

import pytest
from flask import template_rendered

from network.access.cookies import SESSION
from network.config import TEMPLATE_FOLDER
from tests.browser.test_accessibility import (
    LANGUAGES,
    LEAST_TARGET,
    NARROWEST,
    SIDEWAYS,
    TOO_SMALL,
    violations,
)
from tests.browser.visits import PHONE, Visitor

pytestmark = pytest.mark.browser

HAND_IN = "button[value=propose]"
# Every page of the desk: who opens it, its address, what is pressed to see what is wrong. In braces
# stand numbers of revisions and one-time addresses.
PAGES = {
    "page.html": ("editor", ""),
    "drafts/add.html": ("kut", "add"),
    "drafts/form.html": ("kut", "drafts/{empty}", HAND_IN),
    "drafts/merging.html": ("najaf", "drafts/{clash}/merging"),
    "hiding/page.html": ("editor", "hidden"),
    "hiding/one.html": ("editor", "hidden/{hiding}"),
    "history/bin.html": ("administrator", "bin"),
    "history/page.html": ("editor", "records/forum/najaf-social-forum"),
    "history/comparison.html": (
        "editor",
        "records/forum/najaf-social-forum",
        "#compare > button",
    ),
    "languages/page.html": ("editor", "languages"),
    "languages/gap.html": ("editor", "languages", "main a.button"),
    "places/page.html": ("kut", "cities/new?q=Kut", ".actions-row button"),
    "records/page.html": ("editor", "records?kind=activity"),
    "reports/page.html": ("editor", "reports", "main form button"),
    "review/queue.html": ("editor", "review"),
    "review/page.html": ("editor", "review/{city}?lacking=1"),
    "imports/page.html": ("editor", "imports", "main form button"),
    "imports/dry_run.html": ("administrator", "imports/files/{file}?show=refused"),
    "imports/batch.html": ("editor", "imports/batches/{batch}"),
    "no_preview.html": ("editor", "preview/{of_hidden}"),
    "own/page.html": ("kut", "own?failed=password"),
    "own/factor.html": ("kut", "own/second-factor", "main form button"),
    "sign_in/page.html": (None, "sign-in", "main form button"),
    "sign_in/code.html": ("half", "second-factor"),
    "sign_in/forgotten.html": (None, "forgotten"),
    "tickets/page.html": (None, "tickets"),
    "tickets/accept.html": (None, "tickets#{invitation}", "[action$=use] button"),
    "tickets/reset.html": (None, "tickets#{reset}", "[action$=use] button"),
    "tickets/spent.html": (None, "tickets", "main form button"),
    "accounts/page.html": ("administrator", "accounts"),
    "accounts/account.html": ("administrator", "accounts/{account}"),
    "events/page.html": ("administrator", "events"),
    "accounts/address.html": ("administrator", "accounts", ".panel .desk-form button"),
}
# Pages that come only after a form that these pages show: the codes on paper, the form once more.
AFTERWARDS = {"own/codes.html", "sign_in/again.html"}
NO_CHECKS = 'document.querySelectorAll("form").forEach((form) => { form.noValidate = true; })'
# Of the lists to tick, which are all alike, one.
OPEN_DETAILS = """document.querySelectorAll("main details").forEach((part) => {
    part.open = !part.matches(".several ~ .several");
})"""


@pytest.fixture(scope="module")
def colleagues(browser, busy_desk):
    """Opens pages of the busy desk as one of those who work there."""
    visitor, contexts = Visitor(browser, busy_desk.site), {}
    visitor.expect("cookie desk|422|410|409")

    def open_(who, path):
        if who not in contexts:
            contexts[who] = visitor.open("/en/desk/sign-in", ready=None).context
            token, site = busy_desk.tokens.get(who, ""), busy_desk.site.address
            contexts[who].add_cookies([{"name": SESSION, "value": token, "url": site}])
        page = contexts[who].new_page()
        page.set_viewport_size(PHONE)
        page.goto(path)
        return page

    yield open_
    assert visitor.close() == []


@pytest.fixture(scope="module")
def checked():
    """The templates of the desk that were seen."""
    return set()


def address(busy_desk, language, path):
    numbers = {**busy_desk.numbers, **busy_desk.tickets, "account": busy_desk.accounts["kut"]}
    return f"/{language}/desk/{path.format(**numbers)}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", PAGES)
def test_everyone_can_use_every_page_of_the_desk(
    colleagues, busy_desk, template, language, checked
):
    rendered = []

    def note(_app, template, **_more):
        rendered.append(template.name)

    who, path, *presses = PAGES[template]
    with template_rendered.connected_to(note, busy_desk.app):
        page = colleagues(who, address(busy_desk, language, path))
        page.evaluate(NO_CHECKS)
        for press in presses:
            with page.expect_navigation():
                page.click(press)
    assert f"desk/{template}" in rendered
    page.evaluate(OPEN_DETAILS)
    found = list(violations(page))
    page.set_viewport_size(NARROWEST)
    found += page.evaluate(SIDEWAYS) + page.evaluate(TOO_SMALL, LEAST_TARGET)
    page.close()
    assert found == []
    checked.add(template)


def test_no_page_of_the_desk_is_left_out():
    folder = TEMPLATE_FOLDER / "desk"
    whole = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if "{% extends" in path.read_text(encoding="utf-8")
    }
    assert whole == set(PAGES) | AFTERWARDS | {"base.html"}
