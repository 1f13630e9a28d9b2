"""What is costly is made beside the pages, by a process of its own."""

import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from network.gates import Cost, leave
from network.workshop import ADMITTED, PRIORITY, Workshop, WorkshopError
from tests.databases import ON_SQLITE, statements
from tests.pages import Page
from tests.records import activity
from tests.servers import ended, environment
from tests.views.desk.test_imports import dry_run, tallies

COSTLY = ("/en/activities.xlsx", "/ckb/data-package.zip", "/ar/card.png", "/en/forums.csv")
SECONDS = 30


@pytest.fixture
def workshop(instance_folder, database_url):
    """A workshop on the test's own database."""
    folder = {"NETWORK_INSTANCE_FOLDER": str(instance_folder)}
    made = Workshop({**folder, "NETWORK_DATABASE_URL": database_url})
    yield made
    made.close()


@pytest.fixture
def busy(app, workshop):
    """The application with its workshop, which was idle until now."""
    app.extensions["workshop"] = workshop
    return app


def process_of(workshop):
    return workshop._process


def test_what_it_makes_is_what_the_worker_would_make(app, small, workshop):
    client = app.test_client()
    for path in COSTLY:
        own = client.get(path)
        app.extensions["kept"].turn_to("")
        app.extensions["workshop"] = workshop
        with statements(app) as run:
            other = client.get(path)
        del app.extensions["workshop"]
        assert (other.status_code, other.data) == (200, own.data), path
        assert dict(other.headers) == dict(own.headers), path
        # The edition, before and after; the rest was asked elsewhere.
        assert len(run) == 2, path


@ON_SQLITE
def test_pages_come_first(busy, small, workshop):
    busy.test_client().get(COSTLY[0])
    process = process_of(workshop)
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == PRIORITY
    busy.test_client().get("/en/cities/")
    busy.test_client().get(COSTLY[1])
    assert process_of(workshop) is process


@ON_SQLITE
def test_a_sum_is_made_there_only_when_others_wait_for_one(busy, small, workshop):
    client = busy.test_client()
    assert client.get("/en/reach").status_code == 200
    assert process_of(workshop) is None


@ON_SQLITE
def test_refusals_and_failures_are_told_as_they_are(busy, small):
    client = busy.test_client()
    assert client.get("/en/card/cities/nowhere.png").status_code == 404
    page = client.get("/en/activities.csv?as_of=2001-01-01")
    assert page.status_code == 200
    assert client.head(COSTLY[0]).status_code == 200
    assert client.get(COSTLY[0], headers={"Accept-Encoding": "gzip"}).status_code == 200


@ON_SQLITE
def test_one_that_was_ended_is_replaced(busy, small, workshop):
    client = busy.test_client()
    assert client.get(COSTLY[0]).status_code == 200
    first = process_of(workshop)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert client.get(COSTLY[1]).status_code == 200
    assert process_of(workshop).pid != first.pid


@ON_SQLITE
def test_one_that_ends_in_its_work_is_told_as_busy_and_replaced(busy, small, workshop, caplog):
    client = busy.test_client()
    client.get(COSTLY[0])
    os.kill(process_of(workshop).pid, signal.SIGSTOP)
    stopped = process_of(workshop)
    killer = subprocess.Popen(["sh", "-c", f"sleep 0.5; kill -KILL {stopped.pid}"])
    answer = client.get(COSTLY[1])
    killer.wait()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "has ended" in caplog.text
    assert client.get(COSTLY[1]).status_code == 200


@ON_SQLITE
def test_one_that_is_told_to_stop_with_the_server_ends_what_it_has_begun(busy, small, workshop):
    client = busy.test_client()
    client.get(COSTLY[0])
    process = process_of(workshop)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        process.send_signal(number)
    assert client.get(COSTLY[1]).status_code == 200
    assert process_of(workshop) is process


@ON_SQLITE
def test_what_was_published_while_it_worked_is_in_the_answer(busy, small, workshop, make_public):
    client = busy.test_client()
    published = []

    def answer(*asked):
        made = Workshop.answer(workshop, *asked)
        if not published:
            published.append(make_public(activity("later")))
        return made

    busy.extensions["workshop"] = SimpleNamespace(answer=answer)
    first = client.get("/en/activities.csv")
    assert "later" in first.text
    assert client.get("/en/activities.csv").headers["ETag"] == first.headers["ETag"]


@ON_SQLITE
def test_one_that_is_idle_ends_and_the_next_question_starts_another(busy, small, workshop):
    workshop.idle = 0.2
    client = busy.test_client()
    assert client.get(COSTLY[0]).status_code == 200
    process = process_of(workshop)
    assert process.wait(SECONDS) == 0
    assert client.get(COSTLY[1]).status_code == 200


@ON_SQLITE
def test_one_that_cannot_start_is_told_as_busy(app, small, tmp_path):
    nowhere = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "NETWORK_PROXIES": "none"}
    app.extensions["workshop"] = Workshop(nowhere)
    with app.test_request_context("/en/"), pytest.raises(WorkshopError):
        app.extensions["workshop"].answer({"REQUEST_METHOD": "GET"}, Cost.FILE)
    assert app.test_client().get(COSTLY[0]).status_code == 503


OWNER = """
import sys, time
from network.gates import Cost
from network.workshop import Workshop
workshop = Workshop()
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/en/card.png", "HTTP_HOST": "localhost"}
print(workshop.answer(environ, Cost.CARD)[0], workshop._process.pid, flush=True)
time.sleep(60)
"""


@ON_SQLITE
def test_it_ends_with_the_worker_however_that_ends(small, workshop):
    with subprocess.Popen(
        [sys.executable, "-c", OWNER],
        env=environment(**workshop.settings),
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        status, pid = worker.stdout.readline().split()
        worker.kill()
    assert status == "200"
    assert ended(int(pid))


@ON_SQLITE
def test_a_trial_run_of_an_import_is_made_there_and_kept(busy, small, editor, workshop):
    path = dry_run(editor)
    assert process_of(workshop) is None
    page = editor.get(path)
    assert tallies(page) == {"added": 1, "changed": 1, "refused": 2}
    assert process_of(workshop) is not None
    assert Page(editor.get(path)).text == Page(page).text


@ON_SQLITE
def test_no_header_lets_a_visitor_pass_a_gate(app, small):
    gate = app.extensions["gates"][Cost.FILE]
    gate.patience = 0.0
    place = gate.enter()
    pretended = {ADMITTED: "file", "Network-Admitted": "file"}
    assert app.test_client().get(COSTLY[0], headers=pretended).status_code == 503
    leave(place)
