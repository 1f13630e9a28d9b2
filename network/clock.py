"""Tells the time: one clock for the whole application."""

from datetime import datetime

from flask import current_app


def now() -> datetime:
    """The moment it is, in UTC, by the clock that the application was given."""
    moment: datetime = current_app.extensions["clock"]()
    return moment
