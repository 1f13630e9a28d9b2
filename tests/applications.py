"""One application for all tests of a process, made new for each but for what takes long."""

from dataclasses import replace

from network.changes.withheld import FILE
from network.database import open_engine
from network.gates import gates_in
from network.web.costs import Kept
from network.web.pasts import Pasts
from network.web.throttling import Limiter


class SharedApplication:
    """An application whose addresses are registered once, and nothing else outlives a test."""

    def __init__(self, app):
        self.app = app
        app.extensions["database"].dispose()
        self.extensions = dict(app.extensions)
        self.config = dict(app.config)
        self.words = dict(app.jinja_env.globals)

    def bind(self, url):
        """The application on the database at `url`, as if it had just been made for it."""
        settings = replace(self.extensions["settings"], database_url=url)
        # It outlives a database on purpose; here every test begins without one.
        (settings.instance_folder / FILE).unlink(missing_ok=True)
        kept = {
            "settings": settings,
            "database": open_engine(url),
            "gates": gates_in(settings.instance_folder / "gates"),
            "kept": Kept(),
            "limiter": Limiter(settings.requests_per_minute),
            "pasts": Pasts(settings.instance_folder / "pasts", url),
        }
        _refill(self.app.extensions, {**self.extensions, **kept})
        _refill(self.app.config, self.config)
        _refill(self.app.jinja_env.globals, self.words)
        return self.app

    def release(self):
        """Let go of the database."""
        self.app.extensions["database"].dispose()


def _refill(mapping, contents):
    mapping.clear()
    mapping.update(contents)
