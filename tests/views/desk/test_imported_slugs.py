"""No slug of an imported record tells what else there is."""

import re

from sqlalchemy import select

from network.changes.tombstones import set_tombstone
from network.extensions import database
from network.models import Revision
from network.slugs import DRAWN
from network.vocabulary import Origin
from tests.databases import ON_SQLITE
from tests.imports.trying import lines
from tests.pages import Page
from tests.planted import Plants
from tests.records import organization
from tests.sight import UNKNOWN, plain
from tests.views.desk.records import OWN_RECORD, TEAM, handed_in
from tests.views.desk.test_imports import digest, send_file

HEADER = ["slug", "name_en", "kind", "sources", "source_title", "source_url"]
OTHER_FATES = ("hidden", "binned-of-nobody", "proposal", "refused", "batch")


def row(slug, url="https://example.org/first"):
    return lines(HEADER, [slug, "In a file", "volunteer-team", "", "A first report", url])


def planned(member, content):
    """The page of a dry run, and its address."""
    path = send_file(member, content, kind="organization").location
    return member.get(path), path


def hand_in(member, content):
    """Import a file; what its dry run said, and the address of the batch."""
    page, path = planned(member, content)
    answer = member.send(path, digest=digest(page), action="import")
    assert answer.status_code == 303, answer.text
    return page, answer.location.partition("?")[0]


def of_files(session):
    """The slugs of what waits from files, sources left out."""
    session.rollback()
    found = select(Revision.record_slug).where(
        Revision.origin == Origin.IMPORT, Revision.record_kind != "source"
    )
    return set(session.scalars(found))


def told(member, slug):
    """What the desk says of an import of one record, and of the record, then and afterwards."""
    page, batch = hand_in(member, row(slug))
    pages = [page, member.get(batch), member.get("/en/desk/")]
    link = next(
        address
        for address in Page(pages[2]).values("href")
        if f"/desk/records/organization/{slug}" in address
    )
    pages += [member.get(link), member.get(f"/en/desk/records/organization/{slug}")]
    said = [(page.status_code, plain(page, slug)) for page in pages]
    assert member.send(batch, action="undo", reason="x").status_code == 303
    return link, said


@ON_SQLITE
def test_a_slug_that_only_others_see_is_as_one_that_nobody_has(app, small, session):
    plants = Plants(app)
    member = plants.members["neighbor"]
    told(member, UNKNOWN)
    _link, expected = told(member, UNKNOWN)
    assert [status for status, _text in expected] == [200, 200, 200, 200, 404]
    for fate in OTHER_FATES:
        slug = plants.fates[fate].slugs["organization"]
        link, said = told(member, slug)
        assert said == expected, fate
        assert re.fullmatch(rf".*/{slug}-{DRAWN}", link)


@ON_SQLITE
def test_a_file_of_a_coordinator_is_known_again(app, small, session):
    member = Plants(app).members["neighbor"]
    before = of_files(session)
    hand_in(member, row("rowers"))
    (added,) = of_files(session) - before
    assert re.fullmatch(rf"rowers-{DRAWN}", added)
    again, _path = planned(member, row("rowers"))
    assert Page(again).counts == {"left": 1}
    assert "In review already" in again.text
    other = lines([*HEADER, "forums"], ["", "Others", "network", "report", "", "", ""])
    for _time in range(2):
        hand_in(member, other.replace(b"Others", b"Others %d" % _time))
    assert len(of_files(session) - before) == 3


@ON_SQLITE
def test_what_a_coordinators_file_refers_to_in_itself_follows(app, small, session):
    member = Plants(app).members["neighbor"]
    header = ["slug", "name_en", "kind", "sources", "part_of"]
    rows = [["season", "A season", "festival", "report", ""]]
    rows.append(["relay", "A relay", "visit", "report", "season"])
    path = send_file(member, lines(header, *rows), kind="activity").location
    member.send(path, digest=digest(member.get(path)), action="import")
    found = select(Revision).where(Revision.record_slug.startswith("relay-"))
    (relay,) = session.scalars(found)
    assert re.fullmatch(rf"season-{DRAWN}", relay.snapshot["part_of"])
    # A later file names what came with an earlier one as that one did.
    later = lines(header, ["swim", "A swim", "visit", "report", "season"])
    path = send_file(member, later, kind="activity").location
    member.send(path, digest=digest(member.get(path)), action="import")
    session.rollback()
    (swim,) = session.scalars(select(Revision).where(Revision.record_slug.startswith("swim-")))
    assert swim.snapshot["part_of"] == relay.snapshot["part_of"]


@ON_SQLITE
def test_what_was_erased_does_not_come_back_from_a_coordinators_file(app, small):
    plants = Plants(app)
    with database.writing(app) as session:
        set_tombstone(session, ("organization", "gone-for-good"))
    _page, batch = hand_in(plants.members["neighbor"], row("gone-for-good"))
    answer = plants.members["editor"].send(batch, action="approve")
    assert answer.status_code == 409
    assert "It was erased for good." in answer.text
    _page, other = hand_in(plants.members["neighbor"], row("rowers"))
    assert plants.members["editor"].send(other, action="approve").status_code == 303


@ON_SQLITE
def test_a_slug_from_a_form_tells_nothing_of_others_either(app, small, session):
    plants = Plants(app)
    member = plants.members["neighbor"]
    fields = {**TEAM, "forums": "national-forum", **OWN_RECORD, "distinct": "yes"}
    found = []
    for _time in range(2):
        number = handed_in(member, "organization", fields)
        session.rollback()
        found.append(session.get_one(Revision, number).record_slug)
        # What somebody else has under the stem itself, hidden perhaps, changes nothing.
        plants.publish(organization("volunteer-team", name_en="Others"))
    assert all(re.fullmatch(rf"volunteer-team-{DRAWN}", slug) for slug in found)
    assert len(set(found)) == 2
