"""A new city at the desk: its name, its place, and the draft that begins with both."""

import pytest
from sqlalchemy import select

from network.models import Revision
from tests.cast import enter
from tests.outside import HAMRIN, StubNominatim
from tests.pages import Page, faults
from tests.views.desk.records import OWN_RECORD, handed_in, revision

NEW = "/en/desk/cities/new"


@pytest.fixture
def stub():
    stub = StubNominatim()
    yield stub
    stub.close()


def typed(session):
    """What the only draft says."""
    draft = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    return dict(draft.typed)


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_is_whole_with_and_without_candidates(najaf, language):
    for query in ("", "?q=Hindiya", "?q=qwxz"):
        page = Page(najaf.get(f"/{language}/desk/cities/new{query}"))
        assert (page.status, list(faults(page, language))) == (200, [])


def test_a_chosen_place_begins_the_form_with_all_that_is_known_of_it(small, najaf, session):
    answer = najaf.send(NEW, q="الهنديه", place="gazetteer:91812")
    assert answer.status_code == 303
    form = typed(session)
    assert (form["name_en"], form["name_ar"]) == ("Saddat al-Hindiyah", "سدة الهندية")
    assert (form["latitude"], form["longitude"], form["country"]) == ("32.72", "44.28", "IQ")
    assert (form["river"], form["geonames_id"]) == ("shatt-al-hillah", "91812")
    assert 0 < float(form["river_kilometer"]) < 3000


def test_a_pin_outside_iraq_is_refused_and_what_was_typed_stays(najaf):
    page = Page(najaf.send(NEW, q="Somewhere", place="pin", latitude="10", longitude="59"))
    assert page.status == 422
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (values["latitude"], values["longitude"], values["q"]) == ("10", "59", "Somewhere")
    assert "does not lie in Iraq" in page.markup


def test_a_city_that_is_there_is_shown_before_it_is_added_again(seeded, najaf, session):
    again = {"q": "Kout", "place": "gazetteer:99131"}
    answer = najaf.send(NEW, **again)
    assert answer.status_code == 422
    assert "/en/cities/kut" in Page(answer).values("href")
    assert najaf.send(NEW, **again, distinct="yes").status_code == 303


def test_a_city_that_waits_for_review_is_told_of_to_those_who_may_see_it_alone(
    seeded, najaf, kut, editor, session
):
    city = {"name_en": "Rumaitha", "latitude": "31.53", "longitude": "45.20", "country": "IQ"}
    number = handed_in(kut, "city", {**city, "river": "none", **OWN_RECORD})
    again = {"q": "Rumaitha", "place": "pin", "latitude": "31.53", "longitude": "45.20"}
    address = f"/en/desk/records/city/{revision(session, number).record_slug}"
    for desk in (kut, editor):
        page = Page(desk.send(NEW, **again))
        assert (page.status, address in page.values("href")) == (422, True)
        assert "The name of kut" not in page.text
    assert najaf.send(NEW, **again).status_code == 303
    assert kut.get(address).status_code == editor.get(address).status_code == 200


def test_what_only_the_outside_service_knows_keeps_its_names(stub, make_app, database_url, session):
    settings = {"NETWORK_NOMINATIM_URL": stub.url, "NETWORK_NOMINATIM_CONTACT": "a@b.example"}
    coordinator = enter(make_app(database_url, **settings), "najaf")
    assert "point:34.10,44.97" in coordinator.get(f"{NEW}?q=Hamrin").text
    sent = coordinator.send(NEW, q="Hamrin", place="point:34.10,44.97", beyond="yes")
    assert sent.status_code == 303
    names = HAMRIN["namedetails"]
    form = typed(session)
    assert (form["name_ar"], form["name_ckb"]) == (names["name"], names["name:ckb"])
    assert len(stub.asked) == 1
    assert "beyond=yes" in coordinator.get(f"{NEW}?q=Kut").text
    assert len(stub.asked) == 1
