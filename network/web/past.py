"""A past day: asked `as_of` one, every page and file answers from what was public at its end."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from flask import Flask, Response, current_app, g, request, url_for

from network.changes.rebuilding import rebuilt
from network.config import Settings
from network.days import TIME_ZONE, today
from network.extensions import database, reading
from network.gates import Cost
from network.locales import latin_digits
from network.queries.atlas import NO_MARK
from network.queries.filter import Dropped
from network.web.addresses import joined
from network.web.caching import DAY, TAGGED, current_atlas, is_present
from network.web.gating import Busy, admitted, elsewhere
from network.web.pasts import Past, Pasts

# What does not speak of records, and reports, which stay as they were frozen.
TIMELESS = ("guide", "oembed", "offline", "pages", "reports", "site", "sitemap")
Rebuild = Callable[[str, datetime], bytes]
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def register(app: Flask) -> None:
    """Let the tagged views of `app` read a past day where they are asked to."""
    settings: Settings = app.extensions["settings"]
    app.extensions["pasts"] = Pasts(settings.instance_folder / "pasts", settings.database_url)
    app.extensions["rebuilt"] = rebuilt
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
    if "edition" in g:
        current_app.extensions["pasts"].turn_to(g.edition)
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
    g.database_engine, g.atlas = _past(end)
    g.past_day = day
    # The next one reads the past, also where a file is still being written after the request.
    database.close()


def _past(moment: datetime) -> Past:
    """The tables as they stood at `moment`: at hand, or rebuilt behind the gate."""
    pasts: Pasts = current_app.extensions["pasts"]
    settings: Settings = current_app.extensions["settings"]
    rebuild: Rebuild = current_app.extensions["rebuilt"]
    key = pasts.key(reading(), moment)
    past = pasts.find(key)
    if past is None:
        with admitted(Cost.PAST), elsewhere():
            # Whoever was waited for may have been asked for the same.
            past = pasts.find(key) or pasts.make(
                key, g.edition, lambda: rebuild(settings.database_url, key or moment), _unchanged
            )
    return past


def _unchanged() -> None:
    """Raise Busy where this is no longer the edition: another one may have hidden something."""
    if not is_present():
        raise Busy(retry_after=1)


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
