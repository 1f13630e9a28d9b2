"""Importing at the desk: choose, look, hand in, review and undo, each as a whole."""

from io import BytesIO

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from network.changes.uploads import keep_outcome
from network.extensions import database
from network.gates import Cost, leave
from network.models import Activity, Revision, Upload, UploadOutcome
from network.vocabulary import Origin, RevisionState
from tests.cast import signed_in
from tests.databases import ON_SQLITE, statements
from tests.exports.files import fetch, table
from tests.imports.trying import lines
from tests.imports.workbooks import workbook
from tests.pages import Page
from tests.views.desk.records import begun

IMPORTS = "/en/desk/imports"
HEADER = ["slug", "name_en", "kind", "city", "sources"]
ROWS = lines(
    HEADER,
    ["one", "One", "training", "tikrit", "report"],
    ["two", "Two", "visit", "Tikrt", "report"],
    ["undated", "Undated", "visit", "tikrit", "report"],
    ["online", "", "", "", ""],
)


def send_file(member, content=ROWS, name="rows.csv", language="en", **fields):
    data = {"token": member.form_token, "file": FileStorage(BytesIO(content), name), **fields}
    # Encoded here, because the client would leave the file of a large request open.
    boundary, body = encode_multipart(data)
    content_type = f"multipart/form-data; boundary={boundary}"
    return member.post(f"/{language}/desk/imports", data=body, content_type=content_type)


def dry_run(member, content=ROWS, name="rows.csv"):
    answer = send_file(member, content, name)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]
    return answer.location


def tallies(answer):
    return Page(answer).counts


def digest(answer):
    fields = Page(answer).all("input")
    return next(field["value"] for field in fields if field.get("name") == "digest")


def hand_in(member, content=ROWS, query="", **fields):
    """Import a file; the address of the batch."""
    path = dry_run(member, content)
    page = member.get(f"{path}{query}")
    answer = member.send(path, digest=digest(page), action="import", **fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return answer.location.partition("?")[0]


def imported(session):
    session.rollback()
    rows = session.scalars(select(Revision).where(Revision.origin == Origin.IMPORT))
    return {(row.record_slug, row.state.value) for row in rows}


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(app, session, small, editor):
    page = editor.get(dry_run(editor))
    assert tallies(page) == {"added": 1, "changed": 1, "refused": 2}
    text = page.get_data(as_text=True)
    assert "Is “Tikrit” meant?" in text
    assert imported(session) == set()


def test_a_dry_run_tells_dates_as_far_as_they_are_known(app, small, editor):
    rows = lines(
        ["slug", "start"], ["undated", "2019-03"], ["festival-basra", ""], ["online", "2020"]
    )
    page = Page(editor.get(dry_run(editor, rows)))
    told = [[line["text"] for line in page.all(tag)] for tag in ("del", "ins")]
    assert told == [
        ["Date not known", "2020", "March 2021"],
        ["March 2019", "Date not known", "2020"],
    ]


def test_a_dry_run_speaks_of_records_and_words_by_their_names(app, small, editor):
    rows = lines(
        ["slug", "kind", "city", "themes", "organizers", "countries"],
        ["online", "visit", "tikrit", "peace;women", "runners;forum:tikrit-forum", "NO"],
    )
    page = Page(editor.get(dry_run(editor, rows).replace("/en/", "/ar/", 1)))
    told = [line["text"] for line in page.all("ins")]
    assert told == [
        "زيارة",
        "تكريت",
        "مسار peace، مسار women",
        "Team runners، Forum tikrit-forum",
        "النرويج",
    ]


def runs(app, call):
    """What a call answers, and whether it read all records for a dry run."""
    with statements(app) as run:
        answer = call()
    return answer, any("revision.snapshot" in statement for statement in run)


def test_what_a_dry_run_found_is_shown_again_by_any_worker(
    make_app, app, database_url, small, editor
):
    path = dry_run(editor)
    first, ran = runs(app, lambda: editor.get(path))
    assert ran
    again, ran = runs(app, lambda: editor.get(path))
    assert not ran
    assert Page(again).text == Page(first).text
    other = make_app(database_url)
    colleague = signed_in(other, editor.account_id)
    elsewhere, ran = runs(other, lambda: colleague.get(path))
    assert not ran
    assert tallies(elsewhere) == tallies(first)
    assert digest(elsewhere) == digest(first)


def test_what_a_dry_run_found_is_found_anew_when_anything_has_changed(
    app, small, editor, najaf, make_public
):
    path = dry_run(editor)
    editor.get(path)
    changes = (
        lambda: make_public(next(entry for entry in small if entry.slug == "undated")),
        lambda: begun(najaf, "organization"),
        lambda: hand_in(najaf, lines(HEADER, ["", "Mine", "visit", "", "report"])),
    )
    for change in changes:
        change()
        assert runs(app, lambda: editor.get(path))[1]
        assert not runs(app, lambda: editor.get(path))[1]
    assert runs(app, lambda: editor.get(path.replace("/en/", "/ar/", 1)))[1]
    assert runs(app, lambda: editor.get(f"{path}?matches=yes"))[1]


def test_what_a_dry_run_found_goes_with_its_file(app, session, small, editor):
    path = dry_run(editor)
    editor.get(path)
    assert session.scalar(select(func.count()).select_from(UploadOutcome)) == 1
    editor.send(path, action="drop")
    session.rollback()
    assert session.scalar(select(func.count()).select_from(UploadOutcome)) == 0


@ON_SQLITE
def test_a_dry_run_is_not_kept_for_a_file_that_has_got_the_number_of_another(
    app, session, small, editor, administrator
):
    number = int(dry_run(editor).rpartition("/")[2])
    dropped = session.get(Upload, number)
    session.expunge(dropped)
    session.rollback()
    editor.send(f"{IMPORTS}/files/{number}", action="drop")
    path = dry_run(administrator, lines(HEADER, ["three", "Three", "training", "tikrit", "report"]))
    assert path.rpartition("/")[2] == str(number)
    outcome = {"language": "en", "guessing": False, "stamp": "", "content": b""}
    with database.writing(app) as writer:
        keep_outcome(writer, dropped, UploadOutcome(upload_id=number, **outcome))
    assert session.scalar(select(func.count()).select_from(UploadOutcome)) == 0
    assert tallies(administrator.get(path)) == {"added": 1}


def test_one_dry_run_at_a_time(app, small, editor):
    path = dry_run(editor)
    gate = app.extensions["gates"][Cost.IMPORT]
    gate.patience = 0.0
    place = gate.enter()
    assert editor.get(path).status_code == 503
    assert send_file(editor).status_code == 503
    leave(place)
    assert editor.get(path).status_code == 200
    place = gate.enter()
    assert editor.get(path).status_code == 200
    leave(place)


def test_a_file_that_nobody_would_read_now_is_refused_before_its_account_is_looked_up(app, editor):
    gate = app.extensions["gates"][Cost.IMPORT]
    gate.places = gate.places[:1]
    place = gate.enter()
    with statements(app) as seen:
        assert send_file(editor).status_code == 503
    assert seen == []
    leave(place)
    assert send_file(editor).status_code == 303


def test_likely_matches_are_taken_as_a_whole(app, session, small, editor):
    hand_in(editor, query="?matches=yes", matches="yes")
    assert imported(session) == {
        ("one", "proposed"),
        ("two", "proposed"),
        ("undated", "proposed"),
    }


def test_an_import_is_published_and_undone_as_one(app, session, small, editor, administrator):
    before = table(fetch(editor, "activities.csv"))
    batch = hand_in(editor)
    assert "/desk/imports/batches/import-" in batch
    assert administrator.send(batch, action="approve").status_code == 303
    assert imported(session) == {("one", "published"), ("undated", "published")}
    assert session.scalar(select(func.count()).where(Activity.slug == "one")) == 1
    assert administrator.send(batch, action="undo").status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).where(Activity.slug == "one")) == 0
    after = table(fetch(editor, "activities.csv"))
    for key in ("kind", "city", "name_en", "sources"):
        assert [row[key] for row in before] == [row[key] for row in after]


def test_what_waits_is_undone_by_its_author(app, session, small, editor):
    batch = hand_in(editor)
    assert editor.send(batch, action="undo").status_code == 303
    assert imported(session) == set()
    assert editor.get(batch).status_code == 404


def test_a_published_import_comes_back_unchanged(app, small, editor, administrator):
    batch = hand_in(editor)
    again = editor.get(dry_run(editor))
    assert tallies(again) == {"left": 2, "refused": 2}
    administrator.send(batch, action="approve")
    assert tallies(editor.get(dry_run(editor))) == {"left": 2, "refused": 2}


def test_an_import_is_sent_back_only_with_a_reason(app, session, small, editor, administrator):
    batch = hand_in(editor)
    assert administrator.send(batch, action="send-back").status_code == 422
    assert administrator.send(batch, action="send-back", reason="No").status_code == 303
    assert {state for _slug, state in imported(session)} == {"refused"}


def test_an_import_waits_in_the_queue_as_one(app, small, editor, administrator):
    batch = hand_in(editor)
    page = Page(administrator.get("/en/desk/review"))
    assert [link["href"] for link in page.all("a") if "batches" in link["href"]] == [batch]
    assert page.counts["waiting"] == 0


def test_nobody_approves_their_own_import(app, session, small, editor, administrator):
    batch = hand_in(editor)
    assert editor.send(batch, action="approve").status_code == 403
    assert {state for _slug, state in imported(session)} == {"proposed"}


def test_what_was_changed_since_is_shown_once_more(app, session, small, editor, make_public):
    path = dry_run(editor)
    seen = digest(editor.get(path))
    make_public(next(entry for entry in small if entry.slug == "undated"))
    answer = editor.send(path, digest=seen, action="import")
    assert answer.status_code == 409
    assert imported(session) == set()


def test_a_file_is_there_for_its_account_alone_and_for_an_hour(app, clock, small, editor, najaf):
    path = dry_run(editor)
    assert najaf.get(path).status_code == 404
    clock.advance(minutes=20)
    assert editor.get(path).status_code == 200
    clock.advance(minutes=20)
    assert editor.get(path).status_code == 200
    clock.advance(minutes=21)
    assert editor.get(path).status_code == 404


def test_a_file_is_forgotten_when_asked_to_and_when_another_comes(app, session, small, editor):
    path = dry_run(editor)
    dry_run(editor)
    assert session.scalar(select(func.count()).select_from(Upload)) == 1
    path = dry_run(editor)
    assert editor.send(path, action="drop").status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Upload)) == 0


def test_a_coordinator_imports_for_their_own_forums(app, session, small, najaf):
    content = lines(
        HEADER, ["undated", "X", "visit", "", "report"], ["", "Y", "visit", "", "report"]
    )
    page = najaf.get(dry_run(najaf, content))
    assert tallies(page) == {"added": 1, "refused": 1}


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_refused_file_is_answered_with_its_reason(app, session, small, editor, language):
    said = set()
    for content, name, status in (
        (b"slug\xff", "rows.csv", 422),
        (b"slug\n" * 1_000_001, "rows.csv", 413),
        (b"slug,name_en\n", "rows.csv", 422),
        (workbook(["nothing", "known"], ["a", "b"]), "rows.xlsx", 422),
        (b"x", "rows.pdf", 422),
    ):
        answer = send_file(editor, content, name, language)
        assert answer.status_code == status
        said.add(next(p["text"] for p in Page(answer).all("p") if p.get("role") == "alert"))
    assert len(said) == 5
    assert session.scalar(select(func.count()).select_from(Upload)) == 0
    assert send_file(editor, b"x" * 11_000_000).status_code == 413


def test_nothing_chosen_is_told(app, small, editor):
    assert editor.send(IMPORTS).status_code == 422


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("word", ["activities", "cities", "forums", "organizations"])
def test_a_template_is_recognized_by_its_own_headings(app, small, editor, word, extension):
    from network.imports.child import read_table
    from network.imports.headings import recognized
    from network.imports.reading import SheetRow
    from network.presenters.desk.importing import column_labels

    for language in ("en", "ar", "ckb"):
        path = f"/{language}/desk/imports/templates/{word}.{extension}"
        table = read_table(f".{extension}", editor.get(path).get_data())
        table.rows.append(SheetRow(2, ["x"]))
        with app.test_request_context(f"/{language}/"):
            headings = recognized(table, column_labels(), None, language)
        assert headings.kind.word == word
        assert headings.unknown == headings.left_out == ()
        assert {"slug", "name_ar", "source_title"} <= set(headings.places)


def test_a_stranger_sees_no_batch(app, small, editor, najaf):
    batch = hand_in(editor)
    assert najaf.get(batch).status_code == 404
    assert editor.get(f"{IMPORTS}/batches/import-none").status_code == 404
    assert RevisionState.PROPOSED.value in editor.get(batch).get_data(as_text=True)
    with database.writing(app) as session:
        assert session.scalar(select(func.count()).where(Revision.batch.is_not(None)))
