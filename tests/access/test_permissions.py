"""Who may do what with which record: by role, by forum, and never by what a proposal claims."""

import itertools

import pytest
from werkzeug.exceptions import Forbidden, NotFound

from network.access import Verb, authorize_new, load_record, load_revision, may
from network.extensions import database
from network.models import Account, HiddenRecord, Hiding, Revision
from network.vocabulary import Origin, RevisionState
from tests.cast import KUT, NAJAF
from tests.records import activity, city, forum, organization, source

RECORDS = {
    "najaf": [
        ("city", "najaf"),
        ("forum", NAJAF),
        ("organization", "najaf-team"),
        ("activity", "najaf-training"),
        ("activity", "race-of-the-team"),
    ],
    "kut": [
        ("city", "kut"),
        ("forum", KUT),
        ("organization", "kut-team"),
        ("activity", "kut-training"),
    ],
}
NOBODYS = [("source", "report"), ("activity", "season"), ("organization", "fund")]


@pytest.fixture
def two_forums(make_public):
    """The forums of Najaf and Kut, each with its city, a team and an activity."""
    records = [source("report"), organization("fund"), activity("season")]
    for slug, name in ((NAJAF, "najaf"), (KUT, "kut")):
        records += [
            city(name, "tigris"),
            forum(slug, city=name),
            organization(f"{name}-team", forums=slug),
            activity(f"{name}-training", forums=slug, city=name),
        ]
    make_public(*records, activity("race-of-the-team", partners="najaf-team"))


@pytest.fixture
def as_one(app):
    """A request of one of the cast."""

    def enter(member):
        headers = {"Cookie": f"desk={member.token}"}
        return app.test_request_context("/en/desk/", headers=headers)

    return enter


@pytest.fixture
def write(app):
    """Writes a version of a record that is not public."""

    def make(member, state, kind="forum", slug="new-forum", **columns):
        values = {"snapshot": {}, "origin": Origin.DESK, "created_at": app.extensions["clock"]()}
        with database.writing(app) as session:
            revision = Revision(
                record_kind=kind,
                record_slug=slug,
                state=state,
                account_id=member.account_id,
                **values,
                **columns,
            )
            session.add(revision)
            session.flush()
            return revision.id

    return make


def permitted(app, member, verb, *record):
    with app.test_request_context("/en/desk/"), database.writing(app) as session:
        return may(session.get_one(Account, member.account_id), verb, *record)


def test_a_coordinator_proposes_for_their_forums_and_for_no_other(app, two_forums, najaf, kut):
    members = {"najaf": najaf, "kut": kut}
    for name, owner in itertools.product(members, RECORDS):
        for record in RECORDS[owner]:
            expected = name == owner
            assert permitted(app, members[name], Verb.PROPOSE, *record) == expected, record
    for record in NOBODYS:
        assert not permitted(app, najaf, Verb.PROPOSE, *record)


def test_editors_and_administrators_propose_for_all(app, two_forums, editor, administrator):
    for record in [*RECORDS["najaf"], *RECORDS["kut"], *NOBODYS]:
        assert permitted(app, editor, Verb.PROPOSE, *record)
        assert permitted(app, administrator, Verb.PROPOSE, *record)


def test_nobody_makes_a_record_theirs_by_saying_so(app, two_forums, najaf):
    snapshot = organization("kut-team", forums=NAJAF).snapshot
    assert not permitted(app, najaf, Verb.PROPOSE, "organization", snapshot)
    assert permitted(app, najaf, Verb.PROPOSE, "organization", {**snapshot, "slug": "new-team"})


@pytest.mark.parametrize("kind", ["city", "forum", "organization", "activity", "source"])
def test_a_coordinator_may_propose_something_new(app, two_forums, najaf, kind):
    assert permitted(app, najaf, Verb.PROPOSE, kind)
    assert permitted(app, najaf, Verb.PROPOSE, kind, "something-new")


@pytest.mark.parametrize("kind", ["theme", "plan", "objective", "governorate"])
def test_themes_and_plans_are_for_editors(app, two_forums, najaf, editor, kind):
    assert not permitted(app, najaf, Verb.PROPOSE, kind)
    assert permitted(app, editor, Verb.PROPOSE, kind)


def test_what_else_may_be_done_follows_the_role(app, two_forums, cast):
    expected = {
        Verb.CONFIRM: "najaf editor administrator",
        Verb.HIDE: "najaf editor administrator",
        Verb.UNHIDE: "editor administrator",
        Verb.REVIEW: "editor administrator",
        Verb.REMOVE: "editor administrator",
        Verb.EMPTY_BIN: "administrator",
    }
    for verb, names in expected.items():
        found = {name for name, one in cast.items() if permitted(app, one, verb, "forum", NAJAF)}
        assert found == set(names.split()), verb


def test_what_one_may_not_touch_is_answered_as_what_never_was(two_forums, as_one, najaf):
    with as_one(najaf):
        assert load_record(Verb.PROPOSE, "forum", NAJAF).record_slug == NAJAF
        with pytest.raises(NotFound):
            load_record(Verb.PROPOSE, "forum", KUT)
        with pytest.raises(NotFound):
            load_record(Verb.PROPOSE, "forum", "nowhere")
        with pytest.raises(Forbidden):
            authorize_new("theme")
        authorize_new("activity")


def test_a_hidden_record_exists_for_its_own_coordinator_and_for_editors(
    app, two_forums, as_one, cast
):
    with database.writing(app) as session:
        hidden = HiddenRecord(record_kind="forum", record_slug=KUT)
        at = app.extensions["clock"]()
        session.add(Hiding(forum=KUT, reason="danger", at=at, records=[hidden]))
    with as_one(cast["najaf"]), pytest.raises(NotFound):
        load_record(Verb.PROPOSE, "forum", KUT)
    for name in ("kut", "editor"):
        with as_one(cast[name]):
            assert load_record(Verb.PROPOSE, "forum", KUT).record_slug == KUT


def test_the_draft_of_another_does_not_exist(write, as_one, cast):
    draft = write(cast["najaf"], RevisionState.DRAFT)
    with as_one(cast["najaf"]):
        assert load_revision(draft).id == draft
        assert load_record(Verb.PROPOSE, "forum", "new-forum") is None
    for name in ("kut", "editor", "administrator"):
        with as_one(cast[name]):
            with pytest.raises(NotFound):
                load_revision(draft)
            with pytest.raises(NotFound):
                load_record(Verb.PROPOSE, "forum", "new-forum")


@pytest.mark.parametrize("state", [RevisionState.PROPOSED, RevisionState.REFUSED])
def test_what_was_handed_in_is_for_its_author_and_editors(write, as_one, cast, state):
    number = write(cast["najaf"], state)
    for name in ("najaf", "editor"):
        with as_one(cast[name]):
            assert load_revision(number, Verb.PROPOSE).id == number
    with as_one(cast["najaf"]), pytest.raises(NotFound):
        load_revision(number, Verb.REVIEW)
    with as_one(cast["kut"]), pytest.raises(NotFound):
        load_revision(number)
    with as_one(cast["kut"]), pytest.raises(NotFound):
        load_record(Verb.PROPOSE, "forum", "new-forum")
