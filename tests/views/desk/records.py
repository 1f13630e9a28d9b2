"""Records at the desk as a person fills their forms in, for the tests of its pages."""

import re

from network.models import Revision

OWN_RECORD = {
    "new_source_own": "yes",
    "new_source_date_day": "5",
    "new_source_date_month": "5",
    "new_source_date_year": "2024",
}
TEAM = {"name_en": "Rowers of Tikrit", "kind": "volunteer-team", "forums": "tikrit-forum"}
FORUM = {"name_en": "Forum of Hit", "level": "local", "stage": "formed", "city": "hit"}


def begun(desk, kind, slug="", language="en"):
    """Begin a draft; its number."""
    answer = desk.send(f"/{language}/desk/drafts", kind=kind, slug=slug)
    assert answer.status_code == 303
    return int(re.search(r"/drafts/(\d+)$", answer.location).group(1))


def handed_in(desk, kind, fields, slug=""):
    """Hand a record in for review; its number."""
    number = begun(desk, kind, slug)
    answer = desk.send(f"/en/desk/drafts/{number}", action="propose", **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert "done=proposed" in answer.location
    return number


def typed_of(page):
    """What a form holds, by name; of several, the last."""
    found = {}
    for tag, element in page.elements:
        name = element.get("name")
        if not name or name in ("token", "version", "action"):
            continue
        if tag == "textarea":
            found[name] = element.get("text", "")
        elif tag == "input" and element.get("type") in ("checkbox", "radio"):
            if "checked" in element:
                found[name] = element["value"]
        elif tag == "input":
            found[name] = element.get("value", "")
    for name, value in _selected(page):
        found[name] = value
    return {name: value for name, value in found.items() if value}


def _selected(page):
    select = ""
    for tag, element in page.elements:
        if tag == "select":
            select = element.get("name", "")
        elif tag == "option" and "selected" in element and select:
            yield select, element["value"]


def revision(session, number):
    """A revision as it stands in the database now."""
    session.rollback()
    session.expire_all()
    return session.get(Revision, number)


def decide(editor, number, action="approve", **fields):
    """Decide on a proposal; where the editor is led."""
    return editor.send(f"/en/desk/review/{number}", action=action, **fields)
