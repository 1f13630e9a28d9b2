"""A site to visit: the application behind a real server, on a database of its own."""

import threading
from contextlib import closing, nullcontext
from functools import partial

from werkzeug.serving import WSGIRequestHandler, make_server

from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from tests.pages import Page


class Quiet(WSGIRequestHandler):
    """Answers over connections that stay, and says nothing of it."""

    protocol_version = "HTTP/1.1"

    def log(self, *_arguments):
        pass


def closed_with_its_reader(app, environ, start_response):
    """The answer of an application, whose file this server would leave open if its reader went."""
    parts = app(environ, start_response)
    # Only a file is to be closed; a short answer is a list.
    with closing(parts) if hasattr(parts, "close") else nullcontext():
        yield from parts


class Site:
    """The application on a free port; `read` gives a page as a visitor without scripts gets it."""

    def __init__(self, instance_folder, database_url):
        environment = {
            "NETWORK_INSTANCE_FOLDER": str(instance_folder),
            "NETWORK_DATABASE_URL": database_url,
        }
        self.app = create_app(read_settings(environment))
        answer = partial(closed_with_its_reader, self.app)
        self.server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=Quiet)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def read(self, address):
        """The page at an address of this site, parsed."""
        return Page(self.app.test_client().get(address))

    def close(self):
        """Stop the server and let go of the database."""
        self.server.shutdown()
        self.thread.join(timeout=10)
        self.server.server_close()
        database.engine(self.app).dispose()
