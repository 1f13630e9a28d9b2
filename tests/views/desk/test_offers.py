"""What a page of the desk offers is what the gate allows: every link and form, as every role."""

import io
import sqlite3
from collections import Counter, deque
from contextlib import closing
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from network.access.cookies import SESSION
from network.extensions import database
from network.queries.revisions import standing_of
from network.vocabulary import AccountRole
from tests.cast import make_account, signed_in
from tests.databases import ON_SQLITE
from tests.imports.trying import lines
from tests.pages import Page
from tests.planted import ROLES, Plants
from tests.records import activity, forum
from tests.sight import PREFIX
from tests.views.desk.records import OWN_RECORD, TEAM, begun, handed_in

MEMBERS = [role for role, given in ROLES.items() if given]
# How many of a kind are followed from pages of one kind; what was planted is one kind per fate.
FOLLOWED = 2
REFUSED = {403, 404, 405}
# These end the session that walks, or show what only the one who holds a secret may see.
LEAVING = ("desk_sign_in.", "desk_tickets.")
# What an administrator comes to by no link and no form of the walk, of all views of the desk: what
# scripts ask, what is there before one is signed in, what needs a telephone or a mail at hand.
NOT_OFFERED = {
    "desk_drafts.keep",
    "desk_factor.remove",
    "desk_own.change_email",
    "desk_passwords.mail_link",
    "desk_passwords.page",
    "desk_sign_in.second_factor",
    "desk_sign_in.sign_in",
    "desk_sign_in.sign_out",
    "desk_sign_in.take_second_factor",
    "desk_tickets.page",
    "desk_tickets.show",
    "desk_tickets.use",
    "desk_warning.dismiss",
}
REASON = "There is a reason."


class Offers(Page):
    """A page with its forms: the address, the method and the fields of each way to send one."""

    def __init__(self, response, address):
        self.address, self.forms, self._form, self._controls = address, [], None, []
        super().__init__(response)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        self._note(tag, dict(attrs))

    def handle_startendtag(self, tag, attrs):
        super().handle_startendtag(tag, attrs)
        self._note(tag, dict(attrs))

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        if tag == "form":
            self._form = None

    def _note(self, tag, element):
        if tag == "form":
            self._form = element
            self.forms.append(element)
        elif tag in ("input", "button", "select", "option", "textarea"):
            self._controls.append((element.get("form", self._form), tag, element))

    def links(self):
        """The addresses that the page leads to, on this site."""
        for tag, element in self.elements:
            address = element.get("href")
            if tag == "a" and address and not address.startswith("#"):
                yield urljoin(self.address, address)

    def ways(self):
        """Each way to send a form: method, address, fields."""
        for form in self.forms:
            action = urljoin(self.address, form.get("action") or self.address)
            method = form.get("method", "get").upper()
            own = [rest for owner, *rest in self._controls if owner in (form, form.get("id"))]
            fields, buttons = filled(own)
            for button in buttons:
                sent = {**fields}
                if button.get("name"):
                    sent[button["name"]] = button.get("value", "")
                yield method, urljoin(self.address, button.get("formaction") or action), sent


def filled(controls):
    """What somebody would send who ticks and fills in what they can, and the buttons for it."""
    fields, buttons, name = {}, [], None
    for tag, element in controls:
        kind = element.get("type")
        if tag == "button" or kind == "submit":
            if kind in (None, "submit"):
                buttons.append(element)
            continue
        name = name if tag == "option" else element.get("name")
        if name is None or kind == "file":
            continue
        given = element.get("value", "")
        if tag == "textarea":
            fields[name] = element.get("text") or (REASON if name == "reason" else "")
        elif tag == "option":
            fields[name] = given if "selected" in element else fields.get(name, given)
        elif kind == "radio":
            fields[name] = given if "checked" in element else fields.get(name, given)
        elif tag == "input":
            fields[name] = given
    return fields, buttons


class Walker:
    """Follows what the desk offers to one member, and says what was refused."""

    def __init__(self, app, plants, role):
        self.app, self.plants, self.member = app, plants, plants.members[role]
        self.urls = app.url_map.bind("localhost")
        self.desk = {rule.endpoint for rule in app.url_map.iter_rules() if PREFIX in rule.rule}
        self.fates = {
            str(value): name
            for name, fate in plants.fates.items()
            for value in (*fate.slugs.values(), *fate.numbers)
        }
        self.met, self.seen, self.faults = Counter(), {}, []
        self.forms = {}

    def follow(self, starts=()):
        """Every link, from the first page on; what can be sent is kept for `send`."""
        waiting = deque(("the desk", address) for address in ("/en/desk/", *starts))
        while waiting:
            source, address = waiting.popleft()
            if address in self.seen or not self._is_wanted(source, address):
                continue
            answer = self.member.get(address)
            self.seen[address] = answer.status_code
            if not self._is_fine(answer):
                self.faults.append(f"{source} leads to {address}: {answer.status_code}")
            elif answer.location:
                waiting.append((source, urljoin(address, answer.location)))
            elif answer.mimetype == "text/html" and self.endpoint(address) in self.desk:
                waiting.extend(self._read(Offers(answer, address)))

    def _read(self, page):
        here = self.endpoint(page.address)
        for address in page.links():
            yield here, address
        for method, address, fields in page.ways():
            if method == "GET":
                yield here, urljoin(address, f"?{urlencode(fields)}")
                continue
            kind = self._kind(here, address, fields, method)
            if self.met[kind] < FOLLOWED and not self.endpoint(address, method).startswith(LEAVING):
                self.met[kind] += 1
                self.forms[here, method, address, tuple(sorted(fields.items()))] = fields

    def send(self):
        """Every form as the page gave it; the database is as before after each."""
        path = database.engine(self.app).url.database
        token = self.member.token
        with (
            closing(sqlite3.connect(path)) as live,
            closing(sqlite3.connect(":memory:")) as before,
        ):
            live.backup(before)
            for (here, _method, address, _), fields in self.forms.items():
                self._send(here, address, fields)
                before.backup(live)
                self.member.set_cookie(SESSION, token)

    def _send(self, here, address, fields):
        answer = self.member.post(address, data=fields)
        action = f"{here} offers {address} {fields.get('action', '')}"
        if not self._is_fine(answer, (201, 409, 422)):
            self.faults.append(f"{action}: {answer.status_code}")
            return
        landed = urljoin(address, answer.location) if answer.location else address
        if answer.location:
            answer = self.member.get(landed)
            self.seen.setdefault(landed, answer.status_code)
            if not self._is_fine(answer):
                self.faults.append(f"{action}: leads to {landed}: {answer.status_code}")
        # What is offered only now is followed at once, before the database is as it was.
        if answer.mimetype == "text/html" and self.endpoint(landed) in self.desk:
            for link in Offers(answer, landed).links():
                if link not in self.seen and self._is_wanted(self.endpoint(landed), link):
                    found = self.member.get(link)
                    if not self._is_fine(found):
                        self.faults.append(f"{action}: shows {link}: {found.status_code}")

    def endpoint(self, address, method="GET"):
        """The view behind an address; none where the address does not exist."""
        try:
            return self.urls.match(urlsplit(address).path, method)[0]
        except HTTPException:
            return ""

    def reached(self):
        """The views that were met, by a link or by a form."""
        sent = {self.endpoint(address, method) for _here, method, address, _ in self.forms}
        return sent | {self.endpoint(address) for address in self.seen}

    def _is_fine(self, answer, also=()):
        return answer.status_code in (200, 302, 303, 308, *also)

    def _kind(self, source, address, fields=(), method="GET"):
        """What makes a link or a form like others: views, kinds of record, what became of it."""
        parts = urlsplit(address)
        try:
            endpoint, values = self.urls.match(parts.path, method)
        except HTTPException:
            return source, address
        asked = {**values, **dict(parse_qsl(parts.query)), **dict(fields)}
        asked = {name: value for name, value in asked.items() if name not in ("token", "language")}
        fates = {self.fates.get(str(value)) for value in asked.values()} - {None}
        return (
            source,
            endpoint,
            method,
            asked.get("kind"),
            asked.get("action"),
            tuple(sorted(asked)),
            tuple(sorted(fates)),
        )

    def _is_wanted(self, source, address):
        """Whether to follow: on this site, and not yet enough of its kind."""
        parts = urlsplit(address)
        if parts.netloc not in ("", "localhost") or parts.scheme not in ("", "http"):
            return False
        kind = self._kind(source, address)
        self.met[kind] += 1
        return self.met[kind] <= FOLLOWED


def at_work(app, plants, role):
    """Things of one's own for every role, so that all pages have something to offer.

    Where to begin besides the first page: what no page leads to.
    """
    member, (rank, forums) = plants.members[role], ROLES[role]
    forums = forums or (() if rank == AccountRole.COORDINATOR else ("tikrit-forum",))
    starts = ["/en/desk/cities/new?q=hit"]
    for kind in ("city", "forum", "organization", "activity"):
        begun(member, kind)
    for slug in forums[:1]:
        starts.append(f"/en/desk/drafts/{begun(member, 'forum', slug)}/merging")
        plants.publish(forum(slug, city="hit", name_en="Renamed since"))
    team = {**TEAM, "forums": "".join(forums[:1]), **OWN_RECORD, "distinct": "yes"}
    handed_in(member, "organization", team)
    with database.writing(app) as session:
        (hidden,) = session.scalars(standing_of("forum", ["quiet-forum"]))
        name = hidden.snapshot["texts"]["en"]["name"]
    plants.publish(activity("naming", city="hit", summary_en=f"A day with {name}."))
    number = make_account(app, f"off-for-{role}", active=False)
    if rank == AccountRole.ADMINISTRATOR:
        starts.append(f"/en/desk/accounts/{number}")
    report = {"title": "What was done", "address": "/en/reach", "listed": "yes"}
    plants.members["editor"].send("/en/desk/reports", **report)
    address = uploaded(member, f"of-{role}")
    digest = Page(member.get(address)).markup.partition('name="digest" value="')[2][:64]
    assert "/batches/" in member.send(address, action="import", digest=digest).location
    signed_in(app, member.account_id)
    return [*starts, uploaded(member, f"also-of-{role}")]


def uploaded(member, slug):
    """A file on its way in: the address of its dry run."""
    row = {"slug": slug, "name_en": "In a file", "kind": "visit", "sources": "report"}
    file = (io.BytesIO(lines(list(row), list(row.values()))), "rows.csv")
    sent = {"token": member.form_token, "kind": "activity", "file": file}
    return member.post("/en/desk/imports", data=sent).location


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("role", MEMBERS)
def test_what_the_desk_offers_is_what_the_gate_allows(app, small, role):
    plants = Plants(app)
    walker = Walker(app, plants, role)
    walker.follow(at_work(app, plants, role))
    walker.send()
    assert walker.faults == []
    if role == "administrator":
        assert sorted((walker.desk - walker.reached()) ^ NOT_OFFERED) == []


@pytest.mark.slow
@ON_SQLITE
def test_an_offer_that_the_gate_refuses_is_found(app, small):
    """The control: what only editors are offered, offered to somebody else."""
    plants = Plants(app)
    editors, walker = Walker(app, plants, "editor"), Walker(app, plants, "stranger")
    walker.follow(["/en/desk/review", "/en/desk/records/forum/tikrit-forum"])
    assert walker.faults == [
        "the desk leads to /en/desk/review: 403",
        "the desk leads to /en/desk/records/forum/tikrit-forum: 404",
    ]
    editors.follow()
    walker.faults.clear()
    walker.forms = {
        key: {**fields, "token": walker.member.form_token}
        for key, fields in editors.forms.items()
        if "desk/bin" in key[2] or "/hidden/" in key[2]
    }
    walker.send()
    assert walker.forms
    assert len(walker.faults) == len(walker.forms)
