"""Walks the desk as every role, with what is another's in every path, query and field.

`walk(app)` plants records of every fate in an application whose database holds the small
contents, asks everything of everything, and returns what it found; a drill may call it alike.
"""

import io
import re
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter

from sqlalchemy import event, select

from network.changes.import_rows import import_rows
from network.changes.publish import publish
from network.changes.tickets import invite
from network.changes.uploads import Arrival, keep_upload
from network.extensions import database
from network.forms import FORMS
from network.models import Account, Hiding, Revision
from network.views.desk.layout import COUNTRIES, REFERENCES
from network.vocabulary import AccountRole, Origin
from tests.cast import make_account, signed_in
from tests.imports.trying import lines
from tests.records import activity, forum, organization, source
from tests.views.desk.records import OWN_RECORD, begun, decide

PREFIX = "/<language:language>/desk"
STEM = "qanari"
UNKNOWN = "qanari000zz"
NO_NUMBER = 98_765
# The roles that are walked: role, forums. The owner has what the others must not see.
ROLES = {
    "administrator": (AccountRole.ADMINISTRATOR, ()),
    "editor": (AccountRole.EDITOR, ()),
    "owner": (AccountRole.COORDINATOR, ("tikrit-forum", "quiet-forum")),
    "neighbor": (AccountRole.COORDINATOR, ("national-forum",)),
    "stranger": (AccountRole.COORDINATOR, ()),
}
COORDINATORS = ("neighbor", "stranger")
# What those with a role above a coordinator's do not see either.
FOR_NOBODY_ELSE = ("draft", "upload")
KINDS = ("forum", "organization", "activity", "source")
# What is different in any two answers: numbers, moments, digests, stand-ins.
CHANGING = re.compile(r"new-[0-9a-f]{12}|(?:import|desk)-[0-9a-f]{16}|[0-9a-f]{64}|\d+")


@dataclass
class Findings:
    """What a walk found: how much it asked, and every fault in a line."""

    asked: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Fate:
    """What became of a record: its slug by kind, the numbers of its versions, its canaries."""

    slugs: dict[str, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    canaries: set[str] = field(default_factory=set)


class Plants:
    """Records of every fate, each with canaries in its names, texts, reasons and slugs."""

    def __init__(self, app):
        self.app, self._numbers = app, count(1)
        self.fates = {}
        self.batch, self.upload, self.hiding = "", 0, 0
        self.members = {
            name: signed_in(app, make_account(app, f"walk-{name}", role, forums))
            for name, (role, forums) in ROLES.items()
        }
        for plant in (self._hidden, self._binned, self._versions, self._imports, self._people):
            plant()

    def new(self, fate):
        """A string that is nowhere else, in what has this fate."""
        name = f"{STEM}{next(self._numbers):03}zz"
        self.fates.setdefault(fate, Fate()).canaries.add(name)
        return name

    def forbidden(self, role):
        """The canaries that a role may not see."""
        fates = set(self.fates)
        if role == "owner":
            fates = {"account", "binned-of-nobody"}
        elif role in ("administrator", "editor"):
            fates = {*FOR_NOBODY_ELSE, *(("account",) if role == "editor" else ())}
        return set().union(*(self.fates[name].canaries for name in fates if name in self.fates))

    def fate_of(self, name):
        """What a canary belongs to."""
        return next(fate for fate, planted in self.fates.items() if name in planted.canaries)

    def publish(self, *proposals):
        with database.writing(self.app) as session:
            publish(session, proposals, Origin.DESK, now=self.app.extensions["clock"]())

    def _four(self, fate, **columns):
        """A forum, a team, an activity and a source with canaries, as proposals."""
        slugs = self.fates.setdefault(fate, Fate()).slugs
        slugs |= {kind: self.new(fate) for kind in KINDS if kind not in slugs}
        new = lambda: self.new(fate)  # noqa: E731
        cited = {"sources": slugs["source"]}
        return (
            source(slugs["source"], title=new(), publisher=new()),
            forum(
                slugs["forum"],
                city="hit",
                name_en=new(),
                name_ar=new(),
                description_en=new(),
                **cited,
            ),
            organization(
                slugs["organization"],
                name_en=new(),
                aim_en=new(),
                forums=slugs["forum"],
                **cited,
            ),
            activity(
                slugs["activity"],
                name_en=new(),
                name_ckb=new(),
                summary_ckb=new(),
                forums=slugs["forum"],
                partners=slugs["organization"],
                **columns,
                **cited,
            ),
        )

    def _hidden(self):
        fate = self.fates.setdefault("hidden", Fate(slugs={"forum": "quiet-forum"}))
        self.publish(*self._four("hidden", start="2024-02-02"))
        editor = self.members["editor"]
        editor.send("/en/desk/forums/quiet-forum/hiding", reason=self.new("hidden"))
        with database.writing(self.app) as session:
            self.hiding = session.scalars(select(Hiding.id)).one()
            fate.numbers = list(session.scalars(self._numbers_of(fate)))

    def _binned(self):
        self.publish(*self._four("binned-of-nobody"))
        fate, editor = self.fates["binned-of-nobody"], self.members["editor"]
        for kind in ("activity", "organization", "forum", "source"):
            reason = self.new("binned-of-nobody")
            address = f"/en/desk/records/{kind}/{fate.slugs[kind]}/removal"
            assert editor.send(address, reason=reason).status_code == 303
        with database.writing(self.app) as session:
            fate.numbers = list(session.scalars(self._numbers_of(fate)))

    def _numbers_of(self, fate):
        return select(Revision.id).where(Revision.record_slug.in_(fate.slugs.values()))

    def _versions(self):
        owner, editor = self.members["owner"], self.members["editor"]
        for fate in ("draft", "proposal", "refused"):
            for kind in ("forum", "organization", "activity"):
                number = begun(owner, kind)
                fields = self._typed(fate, kind)
                if fate == "draft":
                    owner.send(f"/en/desk/drafts/{number}/typed", **fields)
                else:
                    address = f"/en/desk/drafts/{number}"
                    answer = owner.send(address, action="propose", distinct="yes", **fields)
                    assert answer.status_code == 303, answer.text
                if fate == "refused":
                    decide(editor, number, "send-back", reason=self.new(fate))
                self._note(fate, kind, number)
            change = begun(owner, "organization", "runners")
            owner.send(f"/en/desk/drafts/{change}/typed", aim_en=self.new("draft"))

    def _note(self, fate, kind, number):
        with database.writing(self.app) as session:
            found = session.get_one(Revision, number)
            if fate != "draft":
                # A slug that stands in no word of any page.
                found.record_slug = self.new(fate)
                found.snapshot = {**found.snapshot, "slug": found.record_slug}
            self.fates[fate].slugs[kind] = found.record_slug
            self.fates[fate].numbers.append(number)

    def _typed(self, fate, kind):
        given = {
            "forum": {"level": "local", "stage": "formed", "city": "hit"},
            "organization": {"kind": "volunteer-team", "forums": "tikrit-forum"},
            "activity": {"kind": "visit", "forums": "tikrit-forum", "project": self.new(fate)},
        }[kind]
        names = {"name_en": self.new(fate), "name_ar": self.new(fate)}
        documents = {"new_source_title": self.new(fate), "new_source_language": "en"}
        documents["new_source_url"] = f"https://{self.new(fate)}.org/"
        return {**given, **names, **documents}

    def _imports(self):
        clock, owner = self.app.extensions["clock"], self.members["owner"]
        slug = self.new("batch")
        row = organization(slug, name_en=self.new("batch"), forums="tikrit-forum")
        content = lines(["slug", "kind"], [self.new("upload"), "visit"])
        with database.writing(self.app) as session:
            account = session.get_one(Account, owner.account_id)
            entries = [("organization", row.snapshot, None)]
            self.batch = import_rows(session, account, entries, clock())
            name = f"{self.new('upload')}.csv"
            self.upload = keep_upload(session, account, Arrival(name, content, "activity"), clock())
        self.fates["batch"].slugs["organization"] = slug

    def _people(self):
        make_account(self.app, self.new("account"), email=f"{self.new('account')}@example.org")
        with database.writing(self.app) as session, self.app.app_context():
            note = self.new("account")
            invite(session, AccountRole.COORDINATOR, [], note, self.app.extensions["clock"]())


class Walk:
    """One walk of one application; a short one asks a part of it as one coordinator alone."""

    def __init__(self, app, short=False):
        self.app, self.findings, self.plants = app, Findings(), Plants(app)
        self.roles = ("neighbor", "editor") if short else tuple(ROLES)
        self.forms = ("organization",) if short else ("city", "forum", "organization", "activity")
        self.columns = ("slug",) if short else ("slug", "part_of", "partners", "forums")
        self.statements = 0
        event.listen(database.engine(app), "before_cursor_execute", self._count)

    def _count(self, *_arguments):
        self.statements += 1

    def run(self):
        """Everything as every role."""
        for role in self.roles:
            for address, method in self.addresses(role):
                self.ask(role, method, address)
        for role in set(self.roles) & set(COORDINATORS):
            self.compare_addresses(role)
            self.compare_fields(role)
            self.compare_files(role)
        event.remove(database.engine(self.app), "before_cursor_execute", self._count)
        return self.findings

    def ask(self, role, method, address, **fields):
        """One question; no canary that the role may not see is in the answer, but what it typed."""
        member, before, begun_at = self.plants.members[role], self.statements, perf_counter()
        if method == "POST":
            answer = member.send(address, **fields)
        else:
            answer = member.open(address, method=method)
        self.findings.asked += 1
        self.findings.seconds.setdefault(role, []).append(perf_counter() - begun_at)
        cost = self.statements - before
        text = f"{answer.get_data(as_text=True)}{list(answer.headers)}".lower()
        typed = f"{address}{fields}".lower()
        for name in self.plants.forbidden(role):
            if name in text and name not in typed:
                self.fault(
                    role, method, address, f"tells {name} of {self.plants.fate_of(name)}", fields
                )
        if answer.status_code >= 500:
            self.fault(role, method, address, f"answers {answer.status_code}", fields)
        return answer, cost

    def fault(self, role, method, address, words, fields=()):
        typed = {name: value for name, value in dict(fields).items() if STEM in str(value)}
        self.findings.faults.append(f"{role} {method} {address} {typed or ''}: {words}")

    def addresses(self, role):
        """Every page of the desk with what was planted in its place; for reading."""
        for rule in self.app.url_map.iter_rules():
            if rule.rule.startswith(PREFIX) and "GET" in rule.methods and not _leaves(rule):
                for values in self.values(rule):
                    yield self.address(rule, values), "GET"
        for kind in (*KINDS, "city", "theme", "plan"):
            for query in ("", f"&q={STEM}", "&q=quiet", f"&q={UNKNOWN}"):
                yield f"/ar/desk/records?kind={kind}{query}", "GET"
        for wanted in ("ar", "ckb", "en"):
            yield f"/en/desk/languages?wanted={wanted}", "GET"
        yield f"/en/desk/cities/new?q={STEM}", "GET"
        if role in COORDINATORS:
            for kind in ("activity", "organization", "forum"):
                number = begun(self.plants.members[role], kind)
                yield f"/en/desk/drafts/{number}", "GET"

    def values(self, rule):
        """What is put into the places of a rule: all that was planted, and what never was."""
        places, plants = set(rule.arguments) - {"language"}, self.plants
        if not places:
            return [{}]
        if places == {"number"}:
            numbers = [number for fate in plants.fates.values() for number in fate.numbers]
            return [{"number": n} for n in (*numbers, plants.upload, plants.hiding, NO_NUMBER)]
        if places == {"batch"}:
            return [{"batch": plants.batch}, {"batch": UNKNOWN}]
        slugs = [
            (kind, slug) for fate in plants.fates.values() for kind, slug in fate.slugs.items()
        ]
        slugs += [(kind, UNKNOWN) for kind in KINDS]
        if places == {"slug"}:
            return [{"slug": slug} for kind, slug in slugs if kind == "forum"]
        if places == {"kind", "slug"}:
            return [{"kind": kind, "slug": slug} for kind, slug in slugs]
        return [dict.fromkeys(places, "nothing")]

    def address(self, rule, values):
        with self.app.test_request_context():
            return self.app.url_for(rule.endpoint, language="en", _external=False, **values)

    def compare_addresses(self, role):
        """What is not one's own is answered as what never was, at the same cost."""
        for rule in self.app.url_map.iter_rules():
            places = set(rule.arguments) - {"language"}
            if not rule.rule.startswith(PREFIX) or not places or _leaves(rule):
                continue
            if places not in ({"number"}, {"batch"}, {"slug"}, {"kind", "slug"}):
                continue
            if rule.endpoint.startswith(("desk_own.", "desk_accounts.")):
                continue
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                known = {}
                # What never was is asked first, and once more before, as caches fill.
                ordered = sorted(self.values(rule), key=lambda one: not _unknown(one))
                for values in (ordered[0], *ordered):
                    self._compare(role, method, rule, values, known)

    def _compare(self, role, method, rule, values, known):
        fields = {"reason": "x", "action": "undo", "revision": "1"} if method == "POST" else {}
        answer, cost = self.ask(role, method, self.address(rule, values), **fields)
        said = (answer.status_code, plain(answer, *values.values()), cost)
        kind = values.get("kind", "")
        if _unknown(values):
            known[kind] = said
        elif said != known[kind]:
            told = [said[0], known[kind][0], said[2], known[kind][2]]
            self.fault(role, method, self.address(rule, values), f"is not as unknown {told}")

    def compare_fields(self, role):
        """Each reference of each form: begin, look, hand in, preview."""
        for kind in self.forms:
            for name in sorted(REFERENCES):
                targets = [one for one in REFERENCES[name].kinds if one != COUNTRIES]
                if name not in FORMS[kind]() or not targets:
                    continue
                for place, target in enumerate(targets):
                    mark = f"{target}:" if place else ""
                    self._compare_field(role, kind, name, mark, target)

    def _compare_field(self, role, kind, name, mark, target):
        expected = None
        slugs = [fate.slugs[target] for fate in self.plants.fates.values() if target in fate.slugs]
        for slug in (UNKNOWN, UNKNOWN, *slugs):
            told, costs = self._one_draft(role, kind, name, f"{mark}{slug}", slug)
            if slug == UNKNOWN:
                expected = (told, costs)
            elif (told, costs) != expected:
                steps = [a == b for a, b in zip(told, expected[0], strict=True)]
                words = f"is not as unknown {steps} {costs} {expected[1]}"
                self.fault(role, "POST", f"{kind}.{name}={mark}{slug}", words)

    def _one_draft(self, role, kind, name, value, slug):
        """What is said of a new draft with one reference, step by step, and what each costs."""
        given = {"name_en": "Something else", **OWN_RECORD, **_needed(kind)}
        answers = [self.ask(role, "POST", "/en/desk/drafts", kind=kind, **{name: value})]
        number = int(answers[0][0].location.rpartition("/")[2])
        address = f"/en/desk/drafts/{number}"
        filled = {**given, name: value, "distinct": "yes"}
        answers += [
            self.ask(role, "GET", address),
            self.ask(role, "POST", f"{address}/typed", **filled),
            self.ask(role, "GET", f"/en/desk/preview/{number}"),
            self.ask(role, "POST", address, action="preview", **filled),
            self.ask(role, "POST", address, action="propose", **filled),
            self.ask(role, "GET", "/en/desk/"),
            self.ask(role, "POST", address, action="discard"),
        ]
        return [plain(answer, slug) for answer, _cost in answers], [cost for _a, cost in answers]

    def compare_files(self, role):
        """Rows that are about what one may not see, or name it, are as those of what never was."""
        for column in self.columns:
            target = {"part_of": "activity", "partners": "organization", "forums": "forum"}
            kind, expected = target.get(column, "activity"), None
            fates = self.plants.fates.values()
            slugs = [fate.slugs[kind] for fate in fates if kind in fate.slugs]
            for slug in (UNKNOWN, UNKNOWN, *slugs):
                told = self._one_file(role, column, slug)
                if slug == UNKNOWN:
                    expected = told
                elif told != expected:
                    steps = [a == b for a, b in zip(told, expected, strict=False)]
                    self.fault(
                        role, "POST", f"import {column}={slug}", f"is not as unknown {steps}"
                    )

    def _one_file(self, role, column, slug):
        member = self.plants.members[role]
        row = {"name_en": "In a file", "kind": "visit", "sources": "report", column: slug}
        content = io.BytesIO(lines(list(row), list(row.values())))
        sent = {"token": member.form_token, "kind": "activity", "file": (content, "rows.csv")}
        answer = member.post("/en/desk/imports", data=sent)
        address = answer.location
        shown, cost = self.ask(role, "GET", address)
        found = re.search(r'name="digest" value="([0-9a-f]+)"', shown.text)
        fields = {"action": "import", "digest": found.group(1) if found else ""}
        done, _cost = self.ask(role, "POST", address, **fields)
        told = [plain(shown, slug), plain(done, slug), cost]
        if "/batches/" in (done.location or ""):
            batch = done.location.partition("?")[0]
            told.append(plain(self.ask(role, "GET", batch)[0], slug))
            self.ask(role, "POST", batch, action="undo", reason="x")
        return told


def plain(answer, *typed):
    """What an answer says, but for what was typed, and for what no two answers share."""
    text = f"{answer.status_code} {answer.location} {answer.get_data(as_text=True)}"
    for value in sorted(map(str, typed), key=len, reverse=True):
        text = text.replace(value, "TYPED") if not value.isdecimal() else text
    return CHANGING.sub("#", text)


def _unknown(values):
    return UNKNOWN in values.values() or values.get("number") == NO_NUMBER


def _leaves(rule):
    """Addresses that end the session, or belong to whoever has their token."""
    return rule.endpoint.startswith(("desk_tickets.", "desk_sign_in.", "desk_factor.")) or (
        "sign-out" in rule.rule
    )


def _needed(kind):
    return {
        "city": {"country": "IQ", "latitude": "33.1", "longitude": "44.1", "river": "none"},
        "forum": {"level": "local", "stage": "formed", "city": "hit"},
        "organization": {"kind": "volunteer-team"},
        "activity": {"kind": "visit", "status": "held"},
    }[kind]


def walk(app, short=False):
    """Plant, walk, and say what was found: `Findings`."""
    return Walk(app, short).run()
