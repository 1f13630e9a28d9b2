"""Tells the time: one clock for the whole application."""

from datetime import datetime, timedelta

from flask import current_app

# What was written later than this from now was written by a clock that was wrong: it is as if it
# had never been. Clocks of several machines differ by less.
FARTHEST_AHEAD = timedelta(minutes=5)


def now() -> datetime:
    """The moment it is, in UTC, by the clock that the application was given."""
    moment: datetime = current_app.extensions["clock"]()
    return moment
