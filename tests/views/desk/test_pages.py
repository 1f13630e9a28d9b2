"""What the pages of the desk say: no word is chosen for one, nothing reads like a file."""

from tests.pages import Page

ACTIVITY = {
    "name_en": "Reading by the river",
    "kind": "seminar",
    "status": "held",
    "start_year": "2024",
    "city": "tikrit",
    "new_source_own": "yes",
    "new_source_date_year": "2024",
}


def begin(member, kind):
    return member.send("/en/desk/drafts", kind=kind).location.partition("?")[0]


def propose(member, **fields):
    draft = begin(member, "activity")
    assert member.send(draft, action="propose", **ACTIVITY, **fields).status_code == 303
    return draft.rpartition("/")[2]


def current(answer):
    links = [link for link in Page(answer).all("a") if link.get("aria-current") == "page"]
    return [link["text"] for link in links]


def test_a_new_activity_has_no_kind_until_one_is_chosen(app, small, editor):
    page = editor.get(begin(editor, "activity")).get_data(as_text=True)
    kinds = page.partition('id="kind"')[2].partition("</select>")[0]
    assert '<option value="">' in kinds
    assert "selected" not in kinds


def test_what_is_wrong_leads_to_where_it_is_put_right(app, small, editor):
    draft = begin(editor, "activity")
    page = Page(editor.send(draft, action="propose"))
    ids = set(page.values("id"))
    goals = {link["href"][1:] for link in page.all("a") if link.get("href", "")[:1] == "#"}
    assert {"name_en", "kind", "field-sources"} <= goals & ids


def test_a_review_names_the_source_and_how_much_of_the_date_is_known(app, small, editor, kut):
    number = propose(editor)
    answer = editor.get(f"/en/desk/review/{number}")
    page = answer.get_data(as_text=True)
    assert "Own record of the network" in page
    assert "2024" in [entry.get("text") for entry in Page(answer).all("div")]
    assert f"desk-{number}-1" not in page


def test_a_new_source_waits_with_its_record_and_not_beside_it(app, small, editor, administrator):
    propose(administrator)
    queue = Page(editor.get("/en/desk/review"))
    boxes = [field for field in queue.all("input") if field.get("name") == "revision"]
    assert len(boxes) == 1


def test_the_navigation_tells_where_one_is(app, small, editor):
    assert current(editor.get("/en/desk/records/forum/tikrit-forum")) == ["Change"]
    assert current(editor.get("/en/desk/bin")) == ["Bin"]
    assert current(editor.get("/en/desk/add")) == ["Add"]
