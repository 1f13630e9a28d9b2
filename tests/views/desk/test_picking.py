"""The place picker as the server renders it: words, escapes, and who is asked."""

import pytest
from flask import render_template

from network.geography.candidates import Candidate, Rank
from network.geography.choosing import ChoiceTrouble
from network.geography.finding import Finding
from network.geography.nominatim import Trouble
from network.presenters.desk.picking import Picker, place_finder, rendered_map

HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}${8}"


def finding(name="Hamrin", **more):
    outside = Candidate(Rank.OUTSIDE, 1.0, {"en": name}, 34.1, 44.97, None)
    return Finding("q", (outside,), **more)


def rendered(app, picker, language="en"):
    with app.test_request_context(f"/{language}/"):
        return render_template("desk/place_picker.html", picker=picker, picker_map=rendered_map())


def test_what_others_call_a_place_is_shown_as_text_and_never_reaches_folium(app):
    page = rendered(app, Picker(finding(HOSTILE)))
    assert "<img" not in page
    assert page.count("</script>") == 1
    assert "{{7*7}}" in page
    with app.test_request_context("/en/"):
        assert "7*7" not in rendered_map().script


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_trouble_has_words_on_the_page(app, language):
    with app.test_request_context(f"/{language}/"):
        outside = {Picker(finding(trouble=trouble)).outside_words for trouble in Trouble}
        own = {Picker(finding(), trouble=trouble).trouble_words for trouble in ChoiceTrouble}
    assert (len(outside), len(own), "" in outside | own) == (len(Trouble), 3, False)
    page = rendered(app, Picker(finding(trouble=Trouble.SLOW)), language)
    assert 'class="notice"' in page


def test_the_service_is_named_where_it_answered_and_only_there(app):
    assert "OpenStreetMap contributors" in rendered(app, Picker(finding(asked_outside=True)))
    assert "OpenStreetMap contributors" not in rendered(app, Picker(finding()))


def test_the_chosen_candidate_is_marked_and_known(app):
    picker = Picker(finding(), "point:34.10,44.97")
    assert 'value="point:34.10,44.97" checked' in rendered(app, picker)
    with app.test_request_context("/en/"):
        assert picker.candidate.names == {"en": "Hamrin"}
        assert Picker(finding(), "pin", "34.1", "44.97").candidate is None


def test_nobody_outside_is_asked_by_default(app, make_app, database_url):
    with app.test_request_context("/en/"):
        assert place_finder().outside is None
        assert place_finder() is place_finder()
    settings = {"NETWORK_NOMINATIM_URL": "http://127.0.0.1:9", "NETWORK_NOMINATIM_CONTACT": "a@b.c"}
    with make_app(database_url, **settings).test_request_context("/en/"):
        assert place_finder().outside.client.headers["User-Agent"] == "Rafidain (a@b.c)"


def test_the_script_of_the_map_is_kept_for_good_under_its_hash(app, client):
    with app.test_request_context("/en/"):
        hash = rendered_map().hash
    assert "immutable" in client.get(f"/map/picker.{hash}.js").headers["Cache-Control"]
    assert client.get("/map/picker.0123456789ab.js").status_code == 404
