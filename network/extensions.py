"""The extensions that an application is bound to, each made once."""

from collections.abc import Callable

from flask import current_app
from flask_babel import Babel
from flask_compress import Compress
from sqlalchemy.orm import Session

from network.database import Database

babel = Babel()
compress = Compress()
database = Database()


def reading() -> Session:
    """The session of the current request, for reading."""
    return database.session(current_app)


def in_background(work: Callable[..., None], *arguments: object) -> None:
    """Do `work` beside this request: it gets the application, then `arguments`."""
    # The proxy's type hides how to reach what it stands for.
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    app.extensions["background"](work, app, *arguments)
