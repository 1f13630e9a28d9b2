"""The extensions that an application is bound to, each made once."""

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
