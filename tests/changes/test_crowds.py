"""Many at once: nothing fails, nothing is locked for good, nobody overwrites anybody unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from network.extensions import database
from network.models import Account, Forum, Revision
from network.vocabulary import RevisionState
from tests.cast import make_account, signed_in
from tests.desk import at_once
from tests.pages import Page
from tests.views.desk.records import OWN_RECORD, TEAM, begun, typed_of

CROWD, WRITERS, THREADS = 100, 10, 16


@pytest.fixture
def writers(app, small):
    """Coordinators of one forum, each with a browser."""
    numbers = [make_account(app, f"writer-{n}", forums=("tikrit-forum",)) for n in range(WRITERS)]
    return [signed_in(app, number) for number in numbers]


def change_of(writer, stage="formed", **fields):
    """The status of a hand-in of a change of the same forum, and its number."""
    number = begun(writer, "forum", "tikrit-forum")
    typed = typed_of(Page(writer.get(f"/en/desk/drafts/{number}")))
    sent = {**typed, "stage": stage, **fields}
    answer = writer.send(f"/en/desk/drafts/{number}", action="propose", **sent)
    return number, answer.status_code, answer.location


def test_a_hundred_proposals_at_once_and_one_of_the_approvals_wins(app, writers, editor, session):
    def work(number):
        # Ten browsers of each of ten people.
        desk = signed_in(app, writers[number % WRITERS].account_id)
        return change_of(desk, name_en=f"Forum {number}")

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(work, range(CROWD)))
    assert {status for _number, status, _location in answers} == {303}
    # A second window of one person meets the draft of the first: it goes in once.
    waits = select(func.count()).where(Revision.state == RevisionState.PROPOSED)
    handed_in = sum("done=proposed" in location for _number, _status, location in answers)
    assert WRITERS <= session.scalar(waits) <= handed_in

    rivals = session.scalars(
        select(Revision.id).where(Revision.state == RevisionState.PROPOSED).limit(10)
    ).all()
    session.rollback()
    editors = [signed_in(app, editor.account_id) for _rival in rivals]
    decided = at_once(
        len(rivals),
        lambda n: editors[n].send(f"/en/desk/review/{rivals[n]}", action="approve").status_code,
    )
    assert sorted(decided) == [303] + [409] * (len(rivals) - 1)
    published = session.scalars(
        select(Revision).where(Revision.id.in_(rivals), Revision.state == RevisionState.PUBLISHED)
    ).one()
    shown = session.scalars(select(Forum).where(Forum.slug == "tikrit-forum")).one()
    assert shown.texts["en"].name == published.snapshot["texts"]["en"]["name"]


def test_one_proposal_is_approved_or_sent_back_or_taken_back_once(app, writers, editor, session):
    number, _status, _location = change_of(writers[0])
    desks = [signed_in(app, editor.account_id) for _ in range(8)]
    author = signed_in(app, writers[0].account_id)

    def decide(n):
        if n == 8:
            return author.send(f"/en/desk/drafts/{number}/withdrawal").location
        action = "approve" if n % 2 else "send-back"
        answer = desks[n].send(f"/en/desk/review/{number}", action=action, reason="Why?")
        return answer.location

    told = at_once(9, decide)
    done = {"approved": 0, "sent-back": 0, "taken-back": 0}
    for location in told:
        for word in done:
            done[word] += f"done={word}" in location
    assert sum(done.values()) == 1
    state = session.scalars(select(Revision.state).where(Revision.id == number)).one()
    expected = {"published": "approved", "refused": "sent-back", "draft": "taken-back"}
    assert done[expected[state]] == 1


def test_new_records_that_are_alike_get_slugs_of_their_own(app, writers, session):
    def work(n):
        number = begun(writers[n], "organization")
        fields = {**TEAM, "city": "tikrit", "distinct": "yes", **OWN_RECORD}
        fields["name_en"] = f"Team number {n}"
        return writers[n].send(f"/en/desk/drafts/{number}", action="propose", **fields).status_code

    assert at_once(WRITERS, work) == [303] * WRITERS
    slugs = session.scalars(
        select(Revision.record_slug).where(
            Revision.state == RevisionState.PROPOSED, Revision.record_kind == "organization"
        )
    ).all()
    assert len(slugs) == len(set(slugs)) == WRITERS


def test_a_button_that_is_tapped_ten_times_hands_in_once(app, writers, session):
    number = begun(writers[0], "organization")
    desks = [signed_in(app, writers[0].account_id) for _ in range(10)]
    fields = {**TEAM, **OWN_RECORD, "action": "propose"}
    answers = at_once(10, lambda n: desks[n].send(f"/en/desk/drafts/{number}", **fields).location)
    assert all("done=proposed" in location for location in answers)
    with database.writing(app) as writer:
        author = writer.get_one(Account, writers[0].account_id)
        mine = select(Revision.record_kind).where(Revision.account_id == author.id)
        assert sorted(writer.scalars(mine)) == ["organization", "source"]
