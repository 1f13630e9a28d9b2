"""How much one address may ask of what is for programs, counted without keeping the address."""

import hashlib
import math
import secrets
import threading
import time

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from network.visitors import network_of
from network.web.machines import is_for_programs

WINDOW = 60.0
# Beyond so many clients in one minute new ones pass uncounted, so that memory stays bounded.
MOST_CLIENTS = 100_000


class Limiter:
    """Counts the requests of each client in this process, for a minute at a time.

    A client is known by a hash of its address with a salt; after the minute salt, hashes and
    counts are thrown away together, and nothing can tell who asked. `most` is the number of
    requests that one client has in a minute of `window` seconds; 0 counts nothing.
    """

    def __init__(self, most: int, window: float = WINDOW) -> None:
        self.most = most
        self.window = window
        self.ends = 0.0
        self.salt = b""
        self.counts: dict[bytes, int] = {}
        self.lock = threading.Lock()

    def wait(self, address: str, now: float) -> int:
        """Count a request at `now`, in seconds of a steady clock.

        Returns how many seconds the client must wait before it may ask this; mostly none.
        """
        if not self.most:
            return 0
        with self.lock:
            if now >= self.ends:
                self._begin(now)
            client = _client(address, self.salt)
            count = self.counts.get(client, 0) + 1
            if count > 1 or len(self.counts) < MOST_CLIENTS:
                self.counts[client] = count
            return math.ceil(self.ends - now) if count > self.most else 0

    def _begin(self, now: float) -> None:
        self.salt, self.counts, self.ends = secrets.token_bytes(16), {}, now + self.window
        # The minute ends by itself, even where nobody asks any more.
        timer = threading.Timer(self.window, self._forget, (self.salt,))
        timer.daemon = True
        timer.start()

    def _forget(self, salt: bytes) -> None:
        with self.lock:
            if salt == self.salt:
                self.salt, self.counts, self.ends = b"", {}, 0.0


def register(app: Flask) -> None:
    """Answer 429 to those who ask too much of the addresses for programs."""
    app.extensions["limiter"] = Limiter(app.extensions["settings"].requests_per_minute)

    @app.before_request
    def refuse_too_many() -> None:
        if is_for_programs():
            limiter: Limiter = app.extensions["limiter"]
            seconds = limiter.wait(request.remote_addr or "", time.monotonic())
            if seconds:
                raise TooManyRequests(retry_after=seconds)


def requests_per_minute() -> int:
    """How many requests one client has in a minute; 0 where they are not counted."""
    most: int = current_app.extensions["settings"].requests_per_minute
    return most


def _client(address: str, salt: bytes) -> bytes:
    return hashlib.blake2b(network_of(address), key=salt, digest_size=16).digest()
