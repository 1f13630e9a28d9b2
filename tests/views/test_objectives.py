"""Objectives: what is counted of them, how far it has come, and that most count nothing."""

from sqlalchemy import select

from network.forms import FORMS
from network.models import Progress
from tests.pages import Page
from tests.records import record

PLAN = record("plan", "plan", first_year=2014, last_year=2016, name_en="The plan")
COUNTED = {"indicator_en": "Seasons held", "baseline": 1, "baseline_year": 2013, "target": 4}


def aim(slug, **columns):
    given = {"plan": "plan", "theme": "peace", "position": 1, "text_en": f"Aim {slug}"}
    return record("objective", slug, **{**given, **columns})


def progress(slug, day, value):
    return record("progress", slug, objective="seasons", day=day, value=value, note_en="Counted.")


def test_an_objective_shows_its_indicator_and_its_entries_by_date(client, small, make_public):
    make_public(PLAN, aim("seasons", **COUNTED), aim("peace"))
    make_public(progress("late", "2016-05-01", 3), progress("early", "2014-10-05", 2))
    for path in ("plans/plan", "reach"):
        page = Page(client.get(f"/en/{path}"))
        assert page.values("data-progress") == ["2014-10-05", "2016-05-01"]
        assert "Seasons held" in page.text
        assert page.text.count("No indicator: the plan does not say what is counted.") == 1
    assert (page.counts["with-indicator"], page.counts["without-indicator"]) == (1, 1)


def test_a_number_without_an_indicator_is_refused(app):
    row = {"slug": "aim", "plan": "plan", "theme": "peace", "position": "1", "text_en": "Aim"}
    with app.test_request_context("/en/"):
        form = FORMS["objective"].of_row({**row, "target": "4", "sources": "report"})
        assert not form.validate()
        assert set(form.errors) == {"target"}


def test_an_editor_adds_an_entry_as_a_revision(client, editor, session, small, make_public):
    make_public(PLAN, aim("seasons", **COUNTED))
    draft = editor.send("/en/desk/drafts", kind="progress").headers["Location"]
    fields = {"objective": "seasons", "day_day": "5", "day_month": "10", "day_year": "2014"}
    page = Page(editor.get(draft))
    assert {"objective", "day_day", "value"} <= set(page.values("name"))
    sent = editor.send(draft, action="propose", value="2", sources="report", **fields)
    assert sent.status_code == 303
    assert session.scalars(select(Progress)).all() == []


def test_a_coordinator_is_not_offered_to_add_one(editor, najaf, small):
    assert 'value="progress"' in editor.get("/en/desk/add").text
    assert 'value="progress"' not in najaf.get("/en/desk/add").text
