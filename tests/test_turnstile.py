"""The turnstile: whole bodies first, few requests at a time, whole answers."""

import io
import threading
import time
from http import HTTPStatus

import pytest
from flask import request
from werkzeug import Request
from werkzeug.exceptions import ClientDisconnected

from network.turnstile import (
    LONGEST_IN_MEMORY,
    MOST_BODIES,
    MOST_OF_ONE,
    PLACES,
    Turnstile,
    lent,
)
from network.visitors import network_of
from network.web.arrival import plainly

LONGEST = 1_000
SECONDS = 10


class Started:
    """A start_response that keeps what it was told."""

    def __call__(self, status, headers, exc_info=None):
        self.status, self.headers = status, dict(headers)


class Held(io.BytesIO):
    """A body that comes when it is let go; `asked` counts those who wait for it."""

    def __init__(self):
        super().__init__(b"12345")
        self.asked, self.gate = threading.Semaphore(0), threading.Event()

    def read(self, *_size):
        self.asked.release()
        assert self.gate.wait(SECONDS)
        return b"12345"


def busy(start_response):
    return plainly(HTTPStatus.SERVICE_UNAVAILABLE, start_response)


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read(), b"|", environ.get("CONTENT_LENGTH", "").encode()]


def ask(turnstile, body=None, **environ):
    started = Started()
    stream = io.BytesIO(body or b"") if isinstance(body, bytes | None) else body
    answer = turnstile({"wsgi.input": stream, **environ}, started)
    whole = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return started, whole


def test_the_application_gets_the_body_as_it_was_sent():
    turnstile = Turnstile(echo, LONGEST, busy)
    assert ask(turnstile, b"12345", CONTENT_LENGTH="5")[1] == b"12345|5"
    assert ask(turnstile, b"12345", HTTP_TRANSFER_ENCODING="chunked")[1] == b"12345|5"
    assert ask(turnstile)[1] == b"|"


def test_a_chunked_body_is_read_no_further_than_what_tells_that_it_is_too_long():
    turnstile = Turnstile(echo, LONGEST, busy)
    body = b"x" * 5 * LONGEST
    whole = ask(turnstile, body, HTTP_TRANSFER_ENCODING="chunked")[1]
    assert whole == b"x" * (LONGEST + 1) + b"|1001"


def test_a_body_that_was_cut_off_is_noticed():
    def reading(environ, start_response):
        start_response("200 OK", [])
        return [Request(environ).get_data()]

    turnstile = Turnstile(reading, LONGEST, busy)
    assert ask(turnstile, b"12345", CONTENT_LENGTH="5")[1] == b"12345"
    with pytest.raises(ClientDisconnected):
        ask(turnstile, b"12345", CONTENT_LENGTH="6", **{"wsgi.input_terminated": True})


@pytest.mark.parametrize("says", [{"Content-Length": "1000001"}, {"Transfer-Encoding": "chunked"}])
def test_a_body_beyond_the_limit_is_refused_however_it_says_its_length(
    make_app, database_url, says
):
    app = make_app(database_url)

    @app.post("/sent")
    def sent():
        return str(len(request.get_data()))

    for size, status in ((1_000_000, 200), (1_000_001, 413)):
        headers = {name: value.replace("1000001", str(size)) for name, value in says.items()}
        answer = app.test_client().post(
            "/sent",
            input_stream=io.BytesIO(b"x" * size),
            headers=headers,
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert answer.status_code == status


def test_slow_bodies_take_no_place_and_too_many_of_them_are_sent_away():
    turnstile, body = Turnstile(echo, LONGEST, busy), Held()
    slow = [
        threading.Thread(target=ask, args=(turnstile, body), kwargs={"CONTENT_LENGTH": "5"})
        for _ in range(MOST_BODIES)
    ]
    for thread in slow:
        thread.start()
    for _ in slow:
        assert body.asked.acquire(timeout=SECONDS)
    assert ask(turnstile)[0].status == "200 OK"
    assert ask(turnstile, b"12345", CONTENT_LENGTH="5")[0].status == "503 Service Unavailable"
    body.gate.set()
    for thread in slow:
        thread.join(SECONDS)
    assert ask(turnstile, b"12345", CONTENT_LENGTH="5")[0].status == "200 OK"


def test_no_more_than_the_places_compute_at_once():
    computing, most, lock, barrier = 0, 0, threading.Lock(), threading.Barrier(PLACES)

    def compute(_environ, start_response):
        nonlocal computing, most
        with lock:
            computing += 1
            most = max(most, computing)
        # All places are taken before one of them is free again.
        barrier.wait(SECONDS)
        with lock:
            computing -= 1
        start_response("200 OK", [])
        return [b""]

    turnstile = Turnstile(compute, LONGEST, busy)
    threads = [threading.Thread(target=ask, args=(turnstile,)) for _ in range(PLACES * 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert most == PLACES


def test_a_visitor_gets_one_page_at_a_time_and_others_go_on():
    inside, leave = threading.Semaphore(0), threading.Event()

    def slow(environ, start_response):
        if environ["PATH_INFO"] == "/slow":
            inside.release()
            assert leave.wait(SECONDS)
        start_response("200 OK", [])
        return [b""]

    turnstile = Turnstile(slow, LONGEST, busy)
    one = {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "2001:db8::1", "PATH_INFO": "/slow"}
    # Another address of the same network.
    same = {**one, "REMOTE_ADDR": "2001:db8::ffff"}
    waiting = [threading.Thread(target=ask, args=(turnstile,), kwargs=one) for _ in range(5)]
    waiting += [threading.Thread(target=ask, args=(turnstile,), kwargs=same)]
    for thread in waiting:
        thread.start()
    assert inside.acquire(timeout=SECONDS)
    assert not inside.acquire(timeout=0.2)
    other = {**one, "REMOTE_ADDR": "192.0.2.1", "PATH_INFO": "/"}
    assert ask(turnstile, **other)[0].status == "200 OK"
    # What this visitor writes waits for no page.
    assert (
        ask(turnstile, **{**one, "REQUEST_METHOD": "POST", "PATH_INFO": "/"})[0].status == "200 OK"
    )
    leave.set()
    for thread in waiting:
        thread.join(SECONDS)
    assert turnstile.places.turns == {}


def test_who_asks_for_too_many_pages_at_once_is_told_to_come_again():
    inside, leave = threading.Semaphore(0), threading.Event()

    def slow(_environ, start_response):
        inside.release()
        assert leave.wait(SECONDS)
        start_response("200 OK", [])
        return [b""]

    turnstile = Turnstile(slow, LONGEST, busy)
    one = {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "192.0.2.1"}
    key = network_of(one["REMOTE_ADDR"])
    waiting = [
        threading.Thread(target=ask, args=(turnstile,), kwargs=one) for _ in range(MOST_OF_ONE)
    ]
    for thread in waiting:
        thread.start()
    assert inside.acquire(timeout=SECONDS)
    until = time.monotonic() + SECONDS
    while turnstile.places.turns[key].count < MOST_OF_ONE:
        assert time.monotonic() < until
    assert ask(turnstile, **one)[0].status == "503 Service Unavailable"
    leave.set()
    for thread in waiting:
        thread.join(SECONDS)
    assert ask(turnstile, **one)[0].status == "200 OK"


def test_who_only_waits_lends_the_place_to_others_of_the_same_visitor():
    met = threading.Barrier(2)

    def waiting(environ, start_response):
        with lent(environ):
            met.wait(SECONDS)
        start_response("200 OK", [])
        return [b""]

    turnstile = Turnstile(waiting, LONGEST, busy)
    one = {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "192.0.2.1"}
    threads = [threading.Thread(target=ask, args=(turnstile,), kwargs=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not met.broken
    assert turnstile.places.free._value == PLACES


@pytest.mark.parametrize("size", [0, 10, LONGEST_IN_MEMORY, LONGEST_IN_MEMORY + 1, 3_000_000])
def test_an_answer_is_whole_and_closed_before_it_is_sent(size):
    closed = []

    class Parts:
        def __iter__(self):
            yield from (b"x" * min(1_000, size - start) for start in range(0, size, 1_000))

        def close(self):
            closed.append(True)

    def application(_environ, start_response):
        start_response("200 OK", [])
        return Parts()

    turnstile = Turnstile(application, LONGEST, busy)
    answer = turnstile({"wsgi.input": io.BytesIO()}, Started())
    assert closed == [True]
    assert b"".join(answer) == b"x" * size
    if size > LONGEST_IN_MEMORY:
        answer.close()
    assert turnstile.places.free._value == PLACES


def test_an_application_that_fails_gives_its_place_back():
    def failing(_environ, start_response):
        start_response("200 OK", [])
        yield b"begun"
        raise ZeroDivisionError

    turnstile = Turnstile(failing, LONGEST, busy)
    for _ in range(PLACES + 1):
        with pytest.raises(ZeroDivisionError):
            ask(turnstile)
