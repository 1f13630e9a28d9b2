"""The server under bad luck: slow and idle connections, a reload, a worker that dies."""

import os
import signal
import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from network.serving import is_handed_over
from tests.desk import at_once
from tests.servers import (
    PATIENCE,
    PRODUCTION,
    ask,
    begun,
    ended,
    environment,
    free_port,
    run,
    serving,
    wait_until_it_answers,
)
from tests.servers import status_of as status_of_path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]
HALF_SENT, SLOW_BODIES, QUICK = 800, 200, 2.0
SIGN_IN = b"POST /en/desk/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n"


@pytest.fixture
def settings(database_url, instance_folder):
    return {"NETWORK_DATABASE_URL": database_url, "NETWORK_INSTANCE_FOLDER": str(instance_folder)}


@contextmanager
def held(port, count, begin):
    """So many connections that send `begin` and nothing more."""
    with ExitStack() as stack:
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", port), timeout=20)
            stack.enter_context(connection)
            connection.sendall(begin)
        yield


def workers_of(port):
    """The process ids of the workers of the server on a port, found by its command."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
            children = (path.parent / "task" / path.parent.name / "children").read_text().split()
        except OSError:
            continue
        if b"network.server" in words and str(port).encode() in words and children:
            return int(path.parent.name), [int(child) for child in children]
    raise AssertionError("there is no such server")


def read_until(port, path, done, found):
    """Ask for an address again and again; `found` gets the status of each, or what went wrong."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    while not done.is_set():
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            found.append(answer.status)
        except (OSError, HTTPException) as error:
            found.append(repr(error))
        connection.close()


def test_slow_and_idle_connections_keep_nobody_waiting(small, settings):
    with (
        serving(*PRODUCTION, **settings) as port,
        held(port, HALF_SENT, b"GET /en/ HTTP/1.1\r\nHost: loc"),
        held(port, SLOW_BODIES, SIGN_IN + b"\r\nlogin=a"),
        held(port, 120, b""),
    ):
        ask(port, "/en/")
        for _ in range(10):
            begun = time.monotonic()
            assert ask(port, "/en/")[0].status == 200
            assert time.monotonic() - begun < QUICK


def test_a_request_that_is_half_sent_is_given_up(small, settings):
    with (
        serving(*PRODUCTION, **settings) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as connection,
    ):
        connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: loc")
        begun = time.monotonic()
        connection.recv(1000)
        assert 5 < time.monotonic() - begun < 20


def test_a_reload_loses_no_request(small, settings):
    with serving(*PRODUCTION, **settings) as port:
        server, before = workers_of(port)
        done, found = threading.Event(), []
        # Short answers connect the most often, so that some have just done so when a worker stops.
        paths = ["/en/about"] * 4 + ["/robots.txt"] * 12
        readers = [
            threading.Thread(target=read_until, args=(port, path, done, found)) for path in paths
        ]
        for reader in readers:
            reader.start()
        os.kill(server, signal.SIGHUP)
        until = time.monotonic() + 60
        while set(before) & set(workers_of(port)[1]) and time.monotonic() < until:
            time.sleep(0.2)
        time.sleep(1)
        done.set()
        for reader in readers:
            reader.join()
        assert not set(before) & set(workers_of(port)[1])
        assert len(workers_of(port)[1]) == len(before)
    assert len(found) > 20
    # Else the kernel cuts what waits at a worker in the moment in which it stops.
    cut = set() if is_handed_over() else {repr(ConnectionResetError(104, os.strerror(104)))}
    assert set(found) - cut == {200}


def test_a_server_that_is_stopped_while_its_workers_load_is_gone_at_once(small, settings):
    port = free_port()
    server = begun(*PRODUCTION, **settings, PORT=str(port))
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    until = time.monotonic() + 60
    while not children.read_text() and time.monotonic() < until:
        time.sleep(0.01)
    server.terminate()
    try:
        assert server.wait(20) == 0
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_has_answered_is_gone_at_once_when_all_of_it_is_told(small, settings, number):
    for _ in range(3):
        port = free_port()
        server = begun(*PRODUCTION, **settings, PORT=str(port))
        try:
            wait_until_it_answers(server, port)
            at_once(8, lambda _number, port=port: ask(port, "/en/about"))
            os.killpg(server.pid, number)
            assert server.wait(20) == 0
        finally:
            server.kill()
            server.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_was_begun_is_answered_whatever_the_server_is_told(small, settings, number):
    port, answers = free_port(), []

    def ask_for_card():
        # The first one takes seconds, as the process that makes it has to start.
        answers.append(ask(port, "/en/card.png")[0].status)

    server = begun(*PRODUCTION, **settings, PORT=str(port))
    try:
        wait_until_it_answers(server, port)
        asking = threading.Thread(target=ask_for_card)
        asking.start()
        time.sleep(1)
        # Ctrl-C reaches all of it, and so does what stops a service.
        (os.kill if number == signal.SIGHUP else os.killpg)(server.pid, number)
        asking.join(PATIENCE)
        assert answers == [200]
        if number != signal.SIGHUP:
            assert server.wait(30) == 0
    finally:
        server.terminate()
        assert server.wait(60) == 0


def test_a_worker_that_dies_is_replaced(small, settings):
    with serving(*PRODUCTION, **settings) as port:
        _server, before = workers_of(port)
        os.kill(before[0], signal.SIGKILL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            now = workers_of(port)[1]
            if before[0] not in now and len(now) == len(before):
                break
            time.sleep(0.2)
        assert before[0] not in now
        assert len(now) == len(before)
        time.sleep(3)
        assert {ask(port, "/en/about")[0].status for _ in range(10)} == {200}


def test_what_is_costly_is_made_in_a_process_that_ends_with_the_server(small, settings):
    with serving(*PRODUCTION, **settings) as port:
        answer, _body = ask(port, "/en/activities.xlsx")
        assert answer.status == 200
        made = [
            int(child)
            for worker in workers_of(port)[1]
            for children in Path(f"/proc/{worker}/task").glob("*/children")
            for child in children.read_text().split()
        ]
        assert len(made) == 1
    assert ended(made[0])


def test_neither_an_address_nor_a_path_is_written_down(small, settings, tmp_path):
    said = tmp_path / "said"
    with said.open("w") as output, serving(*PRODUCTION, output=output, **settings) as port:
        ask(port, "/en/cities/hit")
        ask(port, "/nowhere")
    assert "hit" not in said.read_text()
    assert "nowhere" not in said.read_text()


def test_bad_requests_are_refused_with_a_status(small, settings):
    with serving(*PRODUCTION, **settings) as port:
        for path in (b"/" + b"a" * 70_000, b"/en/?q=" + b"a" * 200_000):
            assert status_of_path(port, path) in (400, 404, 414, 431)
        answer, _body = ask(port, "/en/")
        assert not any(character.isdigit() for character in answer.headers["Server"])


def test_outside_this_machine_the_public_address_is_asked_for_in_one_line(settings):
    result = run(*PRODUCTION, **settings, HOST="0.0.0.0", PORT=str(free_port()))
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "NETWORK_PUBLIC_URL" in result.stderr


def test_a_crash_would_say_where(small, settings):
    with serving(*PRODUCTION, **settings) as port:
        pid = workers_of(port)[1][0]
        assert b"PYTHONFAULTHANDLER=1" in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    assert "PYTHONFAULTHANDLER" not in environment()
