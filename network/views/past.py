"""A past day: asked `as_of` one, every page and file answers from what was public at its end."""

import re
from datetime import date, datetime, time, timedelta
from threading import Lock

from flask import Flask, Response, current_app, g, request, url_for
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from network.changes.past import rebuild
from network.days import TIME_ZONE, today
from network.extensions import reading
from network.locales import latin_digits
from network.queries.atlas import NO_MARK, Atlas, read_atlas
from network.queries.filter import Dropped
from network.queries.revisions import last_publication
from network.views.addresses import joined
from network.views.caching import DAY, TAGGED, current_atlas

# What does not speak of records, and reports, which stay as they were frozen.
TIMELESS = ("guide", "oembed", "offline", "pages", "reports", "site", "sitemap")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Each takes some megabytes of memory; a rebuilding costs about as much as ten pages.
MOST_KEPT = 8


class Pasts:
    """The pasts that were asked for lately, for all threads of this process.

    All days between two publications share one, and one at a time is rebuilt. A publication or
    a hiding makes another edition, and with it every past is thrown away.
    """

    def __init__(self) -> None:
        self.edition = ""
        self.kept: dict[datetime | None, tuple[Engine, Atlas]] = {}
        self.lock = Lock()

    def at(self, present: Session, edition: str, moment: datetime) -> tuple[Engine, Atlas]:
        """The tables as they stood at `moment`, seen from this edition of the present."""
        last = present.scalar(last_publication(moment))
        with self.lock:
            if edition != self.edition:
                self.edition, self.kept = edition, {}
            past = self.kept.pop(last, None) or _rebuilt(present, last or moment)
            self.kept[last] = past
            while len(self.kept) > MOST_KEPT:
                del self.kept[next(iter(self.kept))]
        return past


def register(app: Flask) -> None:
    """Let the tagged views of `app` read a past day where they are asked to."""
    app.extensions["pasts"] = Pasts()
    app.before_request(_turn_back)
    app.after_request(_keep_from_robots)
    app.url_defaults(_keep_day)
    app.jinja_env.globals.update(
        past_day=past_day, present_address=present_address, as_it_was=as_it_was
    )


def past_day() -> date | None:
    """The past day that this request is answered from, None for the present."""
    day: date | None = g.get("past_day")
    return day


def shown_day() -> date:
    """The day of which the page speaks as today."""
    return past_day() or today()


def day_pairs() -> list[tuple[str, str]]:
    """The past day as a part of a query string."""
    day = past_day()
    return [(DAY, day.isoformat())] if day else []


def asked_day(text: str) -> date | None:
    """The past day that a text names; None where it names none, today or one still ahead.

    Raises ValueError for what is no day, and where nothing is known of the past: made-up records
    have no history.
    """
    text = latin_digits(text.strip())
    if not text:
        return None
    if not ISO_DAY.fullmatch(text) or current_atlas().demo:
        raise ValueError(text)
    day = date.fromisoformat(text)
    return day if day < today() else None


def present_address() -> str:
    """The address of this page as it is now."""
    address = url_for(request.endpoint or "", as_of=None, **(request.view_args or {}))
    return joined(address, [pair for pair in request.args.items(multi=True) if pair[0] != DAY])


def as_it_was() -> bool:
    """Whether anything was public on the day that is shown."""
    return current_atlas().mark != NO_MARK


def _turn_back() -> None:
    if "tag" not in g or request.blueprint in TIMELESS:
        return
    text = request.args.get(DAY, "")
    try:
        day = asked_day(text)
    except ValueError:
        g.refused_day = Dropped.of(DAY, text).value
        return
    if day is None:
        return
    end = datetime.combine(day + timedelta(days=1), time(), TIME_ZONE) - timedelta.resolution
    g.database_engine, g.atlas = current_app.extensions["pasts"].at(reading(), g.edition, end)
    g.past_day = day
    # The next one reads the past, also where a file is still being written after the request.
    g.pop("database_session").close()


def _keep_day(endpoint: str, values: dict[str, object]) -> None:
    """Links from a past day lead to the same day, unless they say `as_of=None`."""
    day = past_day()
    view = current_app.view_functions.get(endpoint)
    if day and view in TAGGED and endpoint.partition(".")[0] not in TIMELESS:
        values.setdefault(DAY, day.isoformat())


def _keep_from_robots(response: Response) -> Response:
    if past_day():
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _rebuilt(present: Session, moment: datetime) -> tuple[Engine, Atlas]:
    engine = rebuild(present, moment)
    with Session(engine) as session:
        return engine, read_atlas(session)
