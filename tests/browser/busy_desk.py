"""A desk in full swing: drafts, proposals, a conflict, versions, a bin, a hidden forum."""

from datetime import UTC, datetime

from network.changes.tickets import invite, reset_ticket
from network.extensions import database
from network.models import Account, Revision
from network.vocabulary import AccountRole
from tests.cast import KUT, NAJAF, make_account, signed_in
from tests.imports.trying import lines
from tests.views.desk.test_imports import digest, send_file

# Pseudonyms: things of the rivers.
PEOPLE = {
    "administrator": ("Lighthouse", AccountRole.ADMINISTRATOR, ()),
    "editor": ("Date palm", AccountRole.EDITOR, ()),
    "najaf": ("Kingfisher", AccountRole.COORDINATOR, (NAJAF, "babylon-social-forum")),
    "kut": ("Reed boat", AccountRole.COORDINATOR, (KUT,)),
    "visitor": ("", None, ()),
}
OWN_SOURCE = {
    "new_source_own": "yes",
    "new_source_date_year": "2026",
    "new_source_date_month": "3",
    "new_source_date_day": "14",
}
SEASON = {
    "name_en": "Spring of the river: clean-up, music and a regatta of reed boats",
    "name_ar": "ربيع النهر: حملة تنظيف وموسيقى وسباق قوارب القصب",
    "kind": "festival",
    "status": "held",
    "themes": ["environment-and-water", "sport-and-arts-of-peace"],
    "summary_ar": "ثلاثة أيام على ضفة النهر مع فرق المدينة وضيوف من النجف وبغداد.",
    "start_day": "12",
    "start_month": "3",
    "start_year": "2026",
    "end_day": "14",
    "end_month": "3",
    "end_year": "2026",
    "city": "kut",
    "country": "IQ",
    "forums": [KUT],
    "participants": "240",
    "qualifier": "about",
    "women": "90",
    "men": "150",
}
PLACE = {
    "name_en": "Al-Suwaira",
    "name_ar": "الصويرة",
    "latitude": "32.92",
    "longitude": "44.78",
    "country": "IQ",
    "river": "tigris",
}
# A new one, a change, one that was misspelled, and a column that is not ours.
TABLE = lines(
    ["slug", "name_en", "kind", "city", "sources", "weather"],
    ["regatta", "Regatta", "sport-event", "kut", "ics-837", "fair"],
    ["nonviolence-forum-2009-shaqlawa", "In Shaqlawa", "conference", "shaqlawa", "ics-837", ""],
    ["evening", "Evening", "visit", "Najef", "ics-837", ""],
)
REASON = "Please say which report this rests on, and in which month it was."


class BusyDesk:
    """Everything that the pages of the desk of a site can show.

    `tokens` are the sessions by name (`half` has given no code yet), `numbers` the revisions and
    `tickets` the one-time addresses.
    """

    def __init__(self, site):
        self.site, self.app = site, site.app
        app = site.app
        accounts = {
            name: make_account(app, name, role, forums, name=shown)
            for name, (shown, role, forums) in PEOPLE.items()
            if role
        }
        self.browsers = {name: signed_in(app, number) for name, number in accounts.items()}
        self.tokens = {name: browser.token for name, browser in self.browsers.items()}
        half = signed_in(app, accounts["editor"], complete=False)
        self.tokens["half"] = half.token
        self.accounts = accounts
        self.numbers = {}
        self._write()
        self._publish()
        self._clash()
        self._put_away()
        self._import()
        self.tickets = self._issue()

    def begin(self, who, kind, slug="", /, **fields):
        """A draft of a record, with what was typed into it."""
        answer = self.browsers[who].send("/en/desk/drafts", kind=kind, slug=slug)
        number = int(answer.location.rpartition("/")[2].partition("?")[0])
        if fields:
            self.press(who, number, "keep", **fields)
        return number

    def press(self, who, number, action, **fields):
        """Send a draft's form by one of its buttons."""
        answer = self.browsers[who].send(
            f"/en/desk/drafts/{number}", action=action, distinct="yes", **fields
        )
        assert answer.status_code == 303, (action, answer.get_data(as_text=True))

    def propose(self, who, kind, /, **fields):
        """A proposal in review."""
        number = self.begin(who, kind)
        self.press(who, number, "propose", **fields, **OWN_SOURCE)
        return number

    def decide(self, number, action, **fields):
        """What the editor makes of a proposal."""
        path = f"/en/desk/review/{number}"
        answer = self.browsers["editor"].send(path, action=action, **fields)
        assert answer.status_code == 303, answer.get_data(as_text=True)

    def _write(self):
        self.numbers["draft"] = self.begin("kut", "activity", **SEASON)
        self.numbers["empty"] = self.begin("kut", "activity")
        self.numbers["city"] = self.propose("kut", "city", **PLACE)
        self.numbers["team"] = self.propose(
            "kut", "organization", name_ar="قوارب القصب", kind="volunteer-team", forums=[KUT]
        )
        refused = self.propose("kut", "activity", **{**SEASON, "name_en": "Evening on the dam"})
        self.decide(refused, "send-back", reason=REASON)
        self.numbers["refused"] = refused

    def _publish(self):
        for stage in ("dormant", "active"):
            number = self._restaged(stage)
            self.decide(number, "approve")
        self.numbers["change"] = self._restaged("formed")

    def _restaged(self, stage):
        number = self.begin("najaf", "forum", NAJAF)
        fields = {**self.typed(number), "stage": stage, "description_en": f"A forum, {stage}."}
        self.press("najaf", number, "propose", **fields)
        return number

    def _clash(self):
        slug = "babylon-social-forum"
        mine = self.begin("najaf", "forum", slug)
        theirs = self.begin("administrator", "forum", slug)
        fields = {**self.typed(theirs), "name_en": "Social Forum of Babylon", "stage": "formed"}
        self.press("administrator", theirs, "propose", **fields)
        self.decide(theirs, "approve")
        fields = {**self.typed(mine), "name_en": "Babylon and Hilla Social Forum"}
        self.press("najaf", mine, "propose", **fields)
        self.numbers["clash"] = mine

    def _put_away(self):
        editor, reason = self.browsers["editor"], "Threats against its members."
        hiding = editor.send("/en/desk/forums/falluja-peace-forum/hiding", reason=reason)
        self.numbers["hiding"] = self._hide_one_of_two_that_name_it(hiding.location)
        team = {"name_en": "Bridges", "kind": "campaign", "forums": ["falluja-peace-forum"]}
        self.numbers["of_hidden"] = self.begin("editor", "organization", **team, **OWN_SOURCE)
        spare = self.propose("najaf", "organization", name_en="Twice", kind="campaign")
        self.decide(spare, "approve")
        removal = f"/en/desk/records/organization/{self.slug(spare)}/removal"
        removed = editor.send(removal, reason="It is in the list twice.")
        assert (hiding.status_code, removed.status_code) == (303, 303)

    def _hide_one_of_two_that_name_it(self, address):
        aim = "Stands beside the Falluja Peace Forum."
        slugs = []
        for name in ("Reeds", "Willows"):
            team = {"name_en": name, "kind": "campaign", "aim_en": aim}
            number = self.propose("najaf", "organization", **team)
            self.decide(number, "approve")
            slugs.append(self.slug(number))
        page = address.partition("?")[0]
        record = f"organization:{slugs[0]}"
        hidden = self.browsers["editor"].send(f"{page}/mentions", record=record)
        assert hidden.status_code == 303
        return page.rpartition("/")[2]

    def _import(self):
        editor = self.browsers["editor"]
        dry_run = send_file(self.browsers["administrator"], TABLE).location
        batch = send_file(editor, TABLE).location
        handed = editor.send(batch, digest=digest(editor.get(batch)), action="import")
        self.numbers["file"] = dry_run.rpartition("/")[2]
        self.numbers["batch"] = handed.location.rpartition("/")[2].partition("?")[0]

    def slug(self, number):
        """The slug that a revision has by now."""
        with database.writing(self.app) as session:
            return session.get_one(Revision, number).record_slug

    def typed(self, number):
        """What a draft holds, as the fields of a form."""
        found = {}
        with database.writing(self.app) as session:
            for name, value in session.get_one(Revision, number).typed:
                found.setdefault(name, []).append(value)
        return found

    def _issue(self):
        moment = datetime.now(UTC)
        with database.writing(self.app) as session:
            author = self.accounts["administrator"]
            account = session.get_one(Account, self.accounts["kut"])
            return {
                "invitation": invite(
                    session, AccountRole.COORDINATOR, [NAJAF], "the new one", moment, by=author
                ),
                "reset": reset_ticket(session, account, moment, by=author),
            }
