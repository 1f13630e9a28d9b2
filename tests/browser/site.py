"""A site to visit: the application behind a real server, on a database of its own."""

import threading

from waitress import wasyncore
from waitress.server import create_server

from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from tests.pages import Page

THREADS = 8


class Site:
    """The application on a free port; `read` gives a page as a visitor without scripts gets it."""

    def __init__(self, instance_folder, database_url):
        environment = {
            "NETWORK_INSTANCE_FOLDER": str(instance_folder),
            "NETWORK_DATABASE_URL": database_url,
        }
        self.app = create_app(read_settings(environment))
        self.server = create_server(self.app, host="127.0.0.1", port=0, threads=THREADS)
        self.address = f"http://127.0.0.1:{self.server.effective_port}"
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def read(self, address):
        """The page at an address of this site, parsed."""
        return Page(self.app.test_client().get(address))

    def close(self):
        """Stop the server and let go of the database."""
        self.server.trigger.pull_trigger(lambda: wasyncore.close_all(self.server._map))
        self.thread.join(timeout=10)
        self.server.task_dispatcher.shutdown()
        database.engine(self.app).dispose()
