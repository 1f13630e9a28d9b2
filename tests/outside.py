"""A Nominatim of our own on this machine, which answers well, badly or not at all."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

AL_SHINAFIYAH = {
    "lat": "31.5833",
    "lon": "44.65",
    "display_name": "Ash Shinafiyah, Al-Qadisiyyah, Iraq",
    "namedetails": {"name": "الشنافية", "name:en": "Ash Shinafiyah"},
}
HAMRIN = {
    "lat": "34.10",
    "lon": "44.97",
    "display_name": "Hamrin, Diyala, Iraq",
    "namedetails": {"name": "حمرين", "name:ckb": "حەمرین"},
}
OSLO = {"lat": "59.91", "lon": "10.75", "display_name": "Oslo, Norway"}


class StubNominatim:
    """A server on a free port; ``says`` is what it answers: status, headers, body, delays."""

    def __init__(self):
        self.asked = []
        self.well()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                moment = time.monotonic()
                query = {
                    key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()
                }
                stub.asked.append((moment, query, self.headers["User-Agent"]))
                stub.answer(self)

            def log_message(self, *_arguments):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def well(self, *places):
        """Answer with these places, with one that the gazetteer lacks if none are given."""
        self.badly(body=json.dumps(places or [HAMRIN]).encode())

    def badly(self, status=200, body=b"", wait=0.0, **headers):
        """Answer so, each piece of 10 bytes after ``wait`` seconds."""
        self.says = (status, headers, body, wait)

    def answer(self, handler):
        """Send what this server says."""
        status, headers, body, wait = self.says
        try:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            size = 10 if wait else max(len(body), 1)
            for start in range(0, len(body), size):
                time.sleep(wait)
                handler.wfile.write(body[start : start + size])
        except OSError:
            # Whoever asked has gone.
            return

    @property
    def gaps(self):
        """The seconds between one question and the next."""
        moments = sorted(moment for moment, _query, _agent in self.asked)
        return [later - earlier for earlier, later in pairwise(moments)]

    def close(self):
        """Stop."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=10)
