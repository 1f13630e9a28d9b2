"""Records of every fate, each with canaries in all that can be told of it."""

from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import select

from network.changes.import_rows import import_rows
from network.changes.publish import publish
from network.changes.tickets import invite
from network.changes.uploads import Arrival, keep_upload
from network.extensions import database
from network.models import Account, Hiding, Revision
from network.vocabulary import AccountRole, Origin
from tests.cast import Desk, make_account, signed_in
from tests.imports.trying import lines
from tests.records import activity, forum, organization, source
from tests.views.desk.records import begun, decide

STEM = "qanari"
# The roles that are walked: role, forums. The owner has what the others must not see; the visitor
# has no account.
ROLES = {
    "administrator": (AccountRole.ADMINISTRATOR, ()),
    "editor": (AccountRole.EDITOR, ()),
    "owner": (AccountRole.COORDINATOR, ("tikrit-forum", "quiet-forum")),
    "neighbor": (AccountRole.COORDINATOR, ("national-forum",)),
    "stranger": (AccountRole.COORDINATOR, ()),
    "visitor": None,
}
# What those with a role above a coordinator's do not see either.
FOR_NOBODY_ELSE = ("draft", "upload")
KINDS = ("forum", "organization", "activity", "source")


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
            name: signed_in(app, make_account(app, f"walk-{name}", *given))
            for name, given in ROLES.items()
            if given
        }
        self.members["visitor"] = Desk(app, app.response_class)
        self.members["visitor"].token = ""
        self._lost = {}
        for plant in (self._hidden, self._binned, self._versions, self._imports, self._people):
            plant()

    def new(self, fate):
        """A string that is nowhere else, in what has this fate."""
        name = f"{STEM}{next(self._numbers):03}zz"
        self.fates.setdefault(fate, Fate()).canaries.add(name)
        return name

    def lose_sight_of(self, fate, role):
        """Forbid a role what it may see: a control for whoever looks for canaries."""
        self._lost.setdefault(role, set()).add(fate)

    def unseen(self, role):
        """The fates of what a role may not see."""
        fates = set(self.fates)
        if role == "owner":
            fates = {"account", "binned-of-nobody"}
        elif role in ("administrator", "editor"):
            fates = {*FOR_NOBODY_ELSE, *(("account",) if role == "editor" else ())}
        return (fates | self._lost.get(role, set())) & set(self.fates)

    def forbidden(self, role):
        """The canaries that a role may not see."""
        return set().union(*(self.fates[name].canaries for name in self.unseen(role)))

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
