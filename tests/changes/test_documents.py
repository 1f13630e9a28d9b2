"""Documents that only hidden records rest on are hidden with them, and come back with them."""

from sqlalchemy import select

from network.changes.hide import hidden_along, hide, hide_also, show_again, unhide
from network.changes.publish import publish
from network.changes.remove import publish_removal
from network.models import HiddenRecord, Organization, Revision, Source
from network.vocabulary import Origin, RevisionState
from tests.people import NOON, editor
from tests.records import activity, forum, organization, source


def documents(session):
    return set(session.scalars(select(Source.slug)))


def hidden(session):
    return set(session.scalars(select(HiddenRecord.record_slug)))


def bring(session, *proposals):
    publish(session, proposals, Origin.DESK, now=NOON)


def conceal(session, slug="tikrit-forum"):
    return hide(session, slug, None, "Threats", NOON)


def test_a_document_goes_and_comes_with_the_records_that_cite_it(desk):
    hiding = conceal(desk)
    assert documents(desk) == {"report"}
    assert "letter" in hidden(desk)
    unhide(desk, hiding, editor(desk), NOON)
    assert documents(desk) == {"report", "letter"}
    cited = desk.scalars(select(Source).where(Source.slug == "letter")).one()
    assert cited.title == "The title of letter"


def test_a_document_that_a_public_record_cites_stays(desk):
    bring(desk, organization("swimmers", sources="letter"))
    conceal(desk)
    assert "letter" in documents(desk)


def test_a_document_that_an_earlier_version_cited_goes_too(desk):
    bring(
        desk, source("minutes"), organization("runners", forums="tikrit-forum", sources="minutes")
    )
    bring(desk, organization("runners", forums="tikrit-forum"))
    conceal(desk)
    assert "minutes" not in documents(desk)


def test_a_new_document_of_a_new_hidden_record_never_becomes_public(desk):
    hiding = conceal(desk)
    bring(
        desk,
        source("minutes"),
        organization("swimmers", forums="tikrit-forum", sources="minutes;report"),
    )
    assert documents(desk) == {"report"}
    unhide(desk, hiding, editor(desk), NOON)
    assert "minutes" in documents(desk)


def test_a_document_goes_when_the_last_public_record_lets_go_of_it(desk):
    bring(desk, organization("swimmers", sources="letter"))
    conceal(desk)
    bring(desk, organization("swimmers"))
    assert "letter" not in documents(desk)


def test_a_document_goes_when_the_last_public_record_is_removed(desk):
    bring(desk, organization("swimmers", sources="letter"))
    conceal(desk)
    removal = Revision(
        record_kind="organization",
        record_slug="swimmers",
        snapshot=organization("swimmers", sources="letter").snapshot,
        removal=True,
        origin=Origin.DESK,
        state=RevisionState.PROPOSED,
        created_at=NOON,
    )
    desk.add(removal)
    publish_removal(desk, removal, NOON)
    assert "letter" not in documents(desk)


def test_a_document_of_two_hidden_forums_comes_back_with_the_first_that_does(desk):
    for which in ("one", "two"):
        bring(desk, forum(f"forum-{which}", city="tikrit", sources="report;letter"))
    hidings = [conceal(desk, slug) for slug in ("tikrit-forum", "forum-one", "forum-two")]
    account = editor(desk)
    assert "letter" not in documents(desk)
    unhide(desk, hidings.pop(1), account, NOON)
    assert "letter" in documents(desk)
    hidings.append(conceal(desk, "forum-one"))
    assert "letter" not in documents(desk)
    for hiding in hidings:
        unhide(desk, hiding, account, NOON)
    assert "letter" in documents(desk)


def test_a_document_whose_title_names_a_forum_stays_hidden_with_it(desk):
    bring(desk, source("minutes", title="Minutes of Forum tikrit-forum"))
    bring(desk, forum("forum-two", city="tikrit", sources="minutes"))
    bring(desk, organization("runners", forums="tikrit-forum", sources="report;minutes"))
    second = conceal(desk, "forum-two")
    hiding = conceal(desk)
    assert "minutes" not in documents(desk)
    assert hidden_along(desk, hiding) == set()
    unhide(desk, second, editor(desk), NOON)
    assert "minutes" not in documents(desk)
    assert hidden_along(desk, hiding) == {("source", "minutes")}
    show_again(desk, hiding, {("source", "minutes")}, NOON)
    assert "minutes" in documents(desk)
    assert hide_also(desk, hiding, {("source", "minutes")}, NOON)
    assert "minutes" not in documents(desk)


def test_what_names_a_forum_takes_its_own_documents_along_and_back(desk):
    bring(
        desk,
        source("minutes"),
        organization("friends", aim_en="Stands by Forum tikrit-forum.", sources="minutes"),
    )
    hiding = conceal(desk)
    assert hide_also(desk, hiding, {("organization", "friends")}, NOON)
    assert "minutes" not in documents(desk)
    assert hidden_along(desk, hiding) == {("organization", "friends")}
    show_again(desk, hiding, {("organization", "friends")}, NOON)
    assert "minutes" in documents(desk)
    friends = desk.scalars(select(Organization).where(Organization.slug == "friends")).one()
    assert [entry.slug for entry in friends.sources] == ["minutes"]


def test_only_what_names_the_forum_is_hidden_too_and_shown_again(desk):
    bring(desk, activity("talk", "seminar", summary_en="With Forum tikrit-forum."))
    hiding = conceal(desk)
    chosen = {("activity", "talk"), ("activity", "festival-basra"), ("theme", "peace")}
    assert hide_also(desk, hiding, chosen, NOON) == {("activity", "talk")}
    kept = hidden(desk)
    assert "festival-basra" not in kept
    assert show_again(desk, hiding, {("forum", "tikrit-forum"), ("activity", "talk")}, NOON) == {
        ("activity", "talk")
    }
    assert hidden(desk) == kept - {"talk"}
