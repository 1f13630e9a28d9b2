"""Walks the desk as every role, with what is another's in every path, query and field.

`walk(app, short=False)` plants records of every fate in an application whose database holds the
small contents, asks everything of everything, and returns what it found; a drill calls it alike.
"""

import io
import re
from dataclasses import dataclass, field
from time import perf_counter

from sqlalchemy import event
from werkzeug.exceptions import HTTPException

from network.extensions import database
from network.forms import FORMS
from network.presenters.desk.layout import COUNTRIES, REFERENCES
from network.slugs import DRAWN
from tests.imports.trying import lines
from tests.planted import KINDS, ROLES, STEM, Plants
from tests.views.desk.records import OWN_RECORD, begun

PREFIX = "/<language:language>/desk"
UNKNOWN = "qanari000zz"
NO_NUMBER = 98_765
COORDINATORS = ("neighbor", "stranger")
PLACES = ({"number"}, {"batch"}, {"slug"}, {"kind", "slug"})
# The forms and the columns of files that are compared for each coordinator: the second one sees no
# more than the first, and files are dear.
FORMS_OF = {"neighbor": ("city", "forum", "organization", "activity"), "stranger": ("activity",)}
COLUMNS_OF = {"neighbor": ("slug", "part_of", "forums")}
# The fates that stand for all: in the short form, and in files.
SOME = ("hidden", "binned-of-nobody", "proposal")
# What is different in any two answers: numbers, moments, digests, stand-ins, endings of slugs.
CHANGING = re.compile(
    rf"(?<=TYPED-){DRAWN}\b|new-[0-9a-f]{{12}}|(?:import|desk)-[0-9a-f]{{16}}|[0-9a-f]{{64}}|\d+"
)


@dataclass
class Findings:
    """What a walk found: how much it asked, of which routes, and every fault in a line."""

    asked: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    routes: set[tuple[str, str, str]] = field(default_factory=set)


class Walk:
    """One walk of one application; a short one asks a part of it as one coordinator alone."""

    def __init__(self, app, short=False):
        self.app, self.findings, self.plants = app, Findings(), Plants(app)
        self.short, self.roles = short, ("neighbor", "editor") if short else tuple(ROLES)
        self.forms = {"neighbor": ("organization",)} if short else FORMS_OF
        self.columns = {"neighbor": ("slug",)} if short else COLUMNS_OF
        self.fates = SOME if short else tuple(self.plants.fates)
        self.adapter = app.url_map.bind("localhost")
        self.statements = 0

    def _count(self, *_arguments):
        self.statements += 1

    def run(self):
        """Everything as every role."""
        event.listen(database.engine(self.app), "before_cursor_execute", self._count)
        for role in self.roles[:1] if self.short else self.roles:
            self.look(role)
        for role in self.roles:
            self.compare_addresses(role)
        for role in set(self.roles) & set(COORDINATORS):
            self.compare_beginnings(role)
            self.compare_fields(role)
            self.compare_files(role)
        for role in self.roles:
            self.send_nothing(role)
        event.remove(database.engine(self.app), "before_cursor_execute", self._count)
        return self.findings

    def look(self, role):
        """Read every page as one role; what was found so far."""
        for address, method in self.addresses(role):
            self.ask(role, method, address)
        return self.findings

    def ask(self, role, method, address, /, own="", **fields):
        """One question; no canary that the role may not see is in the answer, but what it typed.

        `own` is what it typed before, which its own pages show.
        """
        member, before, begun_at = self.plants.members[role], self.statements, perf_counter()
        if method == "POST":
            answer = member.send(address, **fields)
        else:
            answer = member.open(address, method=method)
        self.findings.asked += 1
        self.findings.seconds.setdefault(role, []).append(perf_counter() - begun_at)
        cost = self.statements - before
        text = f"{answer.get_data(as_text=True)}{list(answer.headers)}".lower()
        typed = f"{address}{fields}{own}".lower()
        self.findings.routes.add((role, method, self.endpoint(address, method)))
        for name in self.plants.forbidden(role):
            if name in text and name not in typed:
                self.fault(
                    role, method, address, f"tells {name} of {self.plants.fate_of(name)}", fields
                )
        if answer.status_code >= 500:
            self.fault(role, method, address, f"answers {answer.status_code}", fields)
        return answer, cost

    def endpoint(self, address, method):
        try:
            return self.adapter.match(address.partition("?")[0], method)[0]
        except HTTPException:
            return ""

    def fault(self, role, method, address, words, fields=()):
        typed = {name: value for name, value in dict(fields).items() if STEM in str(value)}
        self.findings.faults.append(f"{role} {method} {address} {typed or ''}: {words}")

    def addresses(self, role):
        """Every page of the desk with what was planted in its place; for reading."""
        for rule in self.app.url_map.iter_rules():
            if rule.rule.startswith(PREFIX) and "GET" in rule.methods and not _leaves(rule):
                for _fate, values in self.values(rule):
                    yield self.address(rule, values), "GET"
        for kind in (*KINDS, "city", "theme", "plan"):
            for query in ("", f"&q={STEM}", "&q=quiet", f"&q={UNKNOWN}"):
                yield f"/ar/desk/records?kind={kind}{query}", "GET"
        for wanted in ("ar", "ckb", "en"):
            yield f"/en/desk/languages?wanted={wanted}", "GET"
        yield f"/en/desk/cities/new?q={STEM}", "GET"
        if role != "visitor":
            for kind in ("activity", "organization", "forum"):
                number = begun(self.plants.members[role], kind)
                yield f"/en/desk/drafts/{number}", "GET"

    def values(self, rule):
        """What is put into the places of a rule, by its fate: all that was planted, what never was.

        None is the fate of what never was, and of a rule without places.
        """
        places, plants = set(rule.arguments) - {"language"}, self.plants
        if not places:
            return [(None, {})]
        if places == {"number"}:
            return [(None, {"number": NO_NUMBER}), *self._numbers(rule)]
        if places == {"batch"}:
            return [(None, {"batch": UNKNOWN}), ("batch", {"batch": plants.batch})]
        slugs = [(None, kind, UNKNOWN) for kind in KINDS]
        slugs += [
            (name, kind, slug)
            for name, fate in plants.fates.items()
            for kind, slug in fate.slugs.items()
        ]
        if places == {"slug"}:
            return [(fate, {"slug": slug}) for fate, kind, slug in slugs if kind == "forum"]
        if places == {"kind", "slug"}:
            return [(fate, {"kind": kind, "slug": slug}) for fate, kind, slug in slugs]
        return [(None, dict.fromkeys(places, "nothing"))]

    def _numbers(self, rule):
        """The numbers of what a rule leads to, by fate: versions, but for some."""
        if "/hidden/" in rule.rule:
            return [("hidden", {"number": self.plants.hiding})]
        if "/files/" in rule.rule:
            return [("upload", {"number": self.plants.upload})]
        return [
            (name, {"number": number})
            for name, fate in self.plants.fates.items()
            for number in fate.numbers
        ]

    def address(self, rule, values):
        with self.app.test_request_context():
            return self.app.url_for(rule.endpoint, language="en", _external=False, **values)

    def compare_addresses(self, role):
        """What is not one's own is answered as what never was, at the same cost."""
        for rule in self.app.url_map.iter_rules():
            places = set(rule.arguments) - {"language"}
            if not rule.rule.startswith(PREFIX) or places not in PLACES or _leaves(rule):
                continue
            # Sessions and accounts have numbers of their own.
            if rule.endpoint.startswith(("desk_own.", "desk_accounts.")):
                continue
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                known = {}
                values = [one for fate, one in self.values(rule) if self.is_compared(role, fate)]
                # What never was is asked first, and once more before, as caches fill.
                for one in (values[0], *values):
                    self._compare(role, method, rule, one, known)

    def is_compared(self, role, fate):
        """Whether a role must not know of what has this fate; the short form leaves out some."""
        known = fate is not None and fate not in self.plants.unseen(role)
        return not known and (fate in (None, "upload", *self.fates) or role == "editor")

    def send_nothing(self, role):
        """Every form of the desk, empty: nobody is told anything, and nothing breaks."""
        for rule in self.app.url_map.iter_rules():
            places = set(rule.arguments) - {"language"}
            if rule.rule.startswith(PREFIX) and "POST" in rule.methods and not _leaves(rule):
                one = dict.fromkeys(places, NO_NUMBER if "number" in places else UNKNOWN)
                self.ask(role, "POST", self.address(rule, one))

    def compare_beginnings(self, role):
        """To change what one may not see is to change what never was."""
        for kind in KINDS:
            fates = [self.plants.fates[name] for name in sorted(self.plants.unseen(role))]
            slugs = [fate.slugs[kind] for fate in fates if kind in fate.slugs]
            expected = None
            for slug in (UNKNOWN, UNKNOWN, *slugs):
                answer, cost = self.ask(role, "POST", "/en/desk/drafts", kind=kind, slug=slug)
                said = (answer.status_code, plain(answer, slug), cost)
                if slug == UNKNOWN:
                    expected = said
                elif said != expected:
                    words = f"is not as unknown {[said[0], expected[0], said[2], expected[2]]}"
                    self.fault(role, "POST", f"/en/desk/drafts of {kind} {slug}", words)

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
        for kind in self.forms.get(role, ()):
            for name in sorted(REFERENCES):
                targets = [one for one in REFERENCES[name].kinds if one != COUNTRIES]
                if name not in FORMS[kind]() or not targets:
                    continue
                for place, target in enumerate(targets):
                    mark = f"{target}:" if place else ""
                    self._compare_field(role, kind, name, mark, target)

    def slugs_of(self, kind, fates):
        """The slugs of a kind that were planted, of these fates."""
        found = [self.plants.fates[name] for name in fates]
        return [fate.slugs[kind] for fate in found if kind in fate.slugs]

    def _compare_field(self, role, kind, name, mark, target):
        expected = None
        slugs = self.slugs_of(target, SOME if role == "stranger" else self.fates)
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
            self.ask(role, "GET", address, own=slug),
            self.ask(role, "POST", f"{address}/typed", **filled),
            self.ask(role, "GET", f"/en/desk/preview/{number}", own=slug),
            self.ask(role, "POST", address, action="preview", **filled),
            self.ask(role, "POST", address, action="propose", **filled),
            self.ask(role, "GET", "/en/desk/", own=slug),
            self.ask(role, "POST", address, action="discard", own=slug),
        ]
        return [plain(answer, slug) for answer, _cost in answers], [cost for _a, cost in answers]

    def compare_files(self, role):
        """Rows that are about what one may not see, or name it, are as those of what never was."""
        for column in self.columns.get(role, ()):
            target = {"part_of": "activity", "partners": "organization", "forums": "forum"}
            kind, expected = target.get(column, "activity"), None
            for slug in (UNKNOWN, UNKNOWN, *self.slugs_of(kind, SOME[:1] if self.short else SOME)):
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
        shown, cost = self.ask(role, "GET", address, own=slug)
        found = re.search(r'name="digest" value="([0-9a-f]+)"', shown.text)
        fields = {"action": "import", "digest": found.group(1) if found else ""}
        done, _cost = self.ask(role, "POST", address, own=slug, **fields)
        told = [plain(shown, slug), plain(done, slug), cost]
        if "/batches/" in (done.location or ""):
            batch = done.location.partition("?")[0]
            told.append(plain(self.ask(role, "GET", batch, own=slug)[0], slug))
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


def routes(app):
    """Every route of the desk by its endpoint and method, but those that end a session."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX) and not _leaves(rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def walk(app, short=False):
    """Plant, walk, and say what was found: `Findings`."""
    return Walk(app, short).run()
