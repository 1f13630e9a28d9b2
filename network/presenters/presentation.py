"""What every template can say: texts, dates, counts and addresses in the page's language."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup

from network.config import DATA_FOLDER
from network.locales import LANGUAGES, Text, text_of
from network.maps.static import base_shapes
from network.models import Activity, Forum, Organization
from network.queries.disclosure import FEWEST, PublishedCount, published_counts
from network.queries.figures import numbers_of
from network.queries.filter import NO_YEAR
from network.vocabulary import Precision, Qualifier, Role, Status
from network.web.addresses import LONGEST_QUERY, absolute
from network.web.language import page_language, page_writing
from network.web.past import shown_day


def register(app: Flask) -> None:
    """Give the templates of `app` their words."""
    app.context_processor(_context)
    app.jinja_env.globals.update(
        asset=app.extensions["assets"].address,
        text=page_text,
        written=written,
        when=when,
        date_words=date_words,
        as_date=date.fromisoformat,
        numbers_of=numbers_of,
        people=people,
        parties=parties,
        relations=relations,
        group_words=group_words,
        is_upcoming=is_upcoming,
        map_shapes=partial(base_shapes, DATA_FOLDER / "basemap"),
        registration_is_open=registration_is_open,
        published_counts=published_counts,
        languages=LANGUAGES,
    )


def page_text(record: Any, field: str = "name") -> Text | None:
    """A text of `record` in the page's language, or in the next that has it."""
    return text_of(record.texts, field, page_language().code)


def written(text: Text | None, separator: str = "") -> Markup:
    """A text as HTML: kept apart from its surroundings, marked when in another language.

    Where the text is a list, `separator` is what stands between its parts as they are stored.
    """
    if text is None:
        return Markup()
    if separator:
        parts = (part.strip() for part in text.value.split(separator))
        text = replace(text, value=LANGUAGES[text.language].comma.join(parts))
    language = page_language().code
    if text.language == language:
        return Markup("<bdi>%s</bdi>") % text.value
    return Markup('<bdi lang="%s" dir="%s">%s</bdi>') % (text.language, text.direction, text.value)


def when(activity: Activity) -> str:
    """The date of an activity, as precisely as it is known."""
    if activity.start is None:
        return gettext("Date not known")
    if activity.precision == Precision.DAY and activity.end and activity.end > activity.start:
        return page_writing().days(activity.start, activity.end)
    return date_words(activity.start, activity.precision)


def date_words(first_day: date, precision: Precision) -> str:
    """A date of which only the day, the month or the year is known."""
    writing = page_writing()
    if precision == Precision.YEAR:
        return writing.year(first_day.year)
    if precision == Precision.MONTH:
        return writing.month(first_day)
    return writing.day(first_day)


def is_upcoming(activity: Activity) -> bool:
    """Whether an announced activity is still ahead, or going on, on the day that is shown."""
    last_day = activity.end or activity.start
    return activity.status == Status.ANNOUNCED and last_day is not None and last_day >= shown_day()


def registration_is_open(activity: Activity) -> bool:
    """Whether one can still register, on the day that is shown."""
    return activity.registration_deadline is None or activity.registration_deadline >= shown_day()


def parties(activity: Activity) -> list[tuple[Role, list[Forum], list[Organization]]]:
    """Who took part in an activity, role by role; roles that nobody had are left out.

    A forum that has a role of its own is not repeated among those simply taking part.
    """
    active = {entry.forum_id for entry in activity.forums if entry.role != Role.PARTICIPANT}
    found = []
    for role in Role:
        forums = [
            entry.forum
            for entry in activity.forums
            if entry.role == role and (role != Role.PARTICIPANT or entry.forum_id not in active)
        ]
        organizations = [
            entry.organization for entry in activity.organizations if entry.role == role
        ]
        if forums or organizations:
            found.append((role, forums, organizations))
    return found


def relations(activity: Activity) -> list[tuple[str, list[Any]]]:
    """The activities and forums that an activity belongs to, holds, came from or led to."""
    whole = [activity.part_of] if activity.part_of else []
    candidates: list[tuple[str, list[Any]]] = [
        (gettext("Part of"), whole),
        (gettext("Its parts"), activity.parts),
        (gettext("Came from"), activity.origins),
        (gettext("Led to the forum"), activity.forums_formed),
        (gettext("Led to"), activity.outcomes),
    ]
    return [(words, related) for words, related in candidates if related]


def group_words(count: PublishedCount, qualifier: Qualifier) -> str:
    """A group of participants in words: its number, or why there is none."""
    names = {
        "women": gettext("Women"),
        "men": gettext("Men"),
        "youth": gettext("Youth"),
        "iraqi": gettext("Iraqi"),
        "international": gettext("International"),
    }
    if count.few:
        value = gettext("fewer than %(number)s", number=page_writing().number(FEWEST))
    elif count.value is None:
        value = gettext("not shown, to protect a small group")
    else:
        value = figure(count.value, qualifier)
    return gettext("%(group)s: %(value)s", group=names[count.group], value=value)


def people(count: int, qualifier: Qualifier) -> str:
    """A number of participants in words, with how exactly it is known."""
    number = page_writing().number(count)
    phrases = {
        Qualifier.ABOUT: ngettext(
            "about %(number)s participant", "about %(number)s participants", count, number=number
        ),
        Qualifier.AT_LEAST: ngettext(
            "at least %(number)s participant",
            "at least %(number)s participants",
            count,
            number=number,
        ),
        Qualifier.MORE_THAN: ngettext(
            "more than %(number)s participant",
            "more than %(number)s participants",
            count,
            number=number,
        ),
    }
    exact = ngettext("%(number)s participant", "%(number)s participants", count, number=number)
    return phrases.get(qualifier, exact)


def figure(count: int, qualifier: Qualifier) -> str:
    """A number with how exactly it is known, where the words around it say of what."""
    number = page_writing().number(count)
    phrases = {
        Qualifier.ABOUT: gettext("about %(number)s", number=number),
        Qualifier.AT_LEAST: gettext("at least %(number)s", number=number),
        Qualifier.MORE_THAN: gettext("more than %(number)s", number=number),
    }
    return phrases.get(qualifier, number)


def count_attributes(what: str, value: int) -> Markup:
    """The attributes of an element that shows a count, for those who script the page."""
    return Markup('data-count="%s" data-value="%s"') % (what, value)


def same_page(language: str) -> str:
    """The address of this page in another language, with the same filter."""
    endpoint = request.endpoint
    if endpoint is None or not current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        return url_for("explore.page", language=language)
    if request.url_rule and "GET" not in (request.url_rule.methods or ()):
        # What was sent to the desk cannot be sent once more by a link.
        return url_for("desk.page", language=language)
    query = request.query_string.decode("ascii", "ignore")
    address = url_for(
        endpoint, **{**(request.view_args or {}), "language": language, "as_of": None}
    )
    # The page that refuses a long address does not repeat it six times.
    return f"{address}?{query}" if 0 < len(query) <= LONGEST_QUERY else address


def navigation() -> list[tuple[str, str, str]]:
    """The sections of the site: address, words, and `page` or `true` where this page is in it."""
    sections = (
        ("explore.page", gettext("Map")),
        ("rivers.page", gettext("Rivers")),
        ("cities.index", gettext("Cities")),
        ("forums.index", gettext("Forums")),
        ("organizations.index", gettext("Organizations")),
        ("activities.index", gettext("Activities")),
        ("themes.index", gettext("Themes")),
        ("solidarity.page", gettext("Solidarity")),
        ("plans.index", gettext("Plans")),
        ("reach.page", gettext("Reach")),
        ("search.page", gettext("Search")),
        ("data.page", gettext("Data")),
        ("pages.about", gettext("About")),
    )
    return [
        (url_for(endpoint), words, _current(endpoint))
        for endpoint, words in sections
        if endpoint in current_app.view_functions
    ]


def _current(endpoint: str) -> str:
    """How this page stands to a section, in the words of `aria-current`."""
    if endpoint == request.endpoint:
        return "page"
    return "true" if endpoint.partition(".")[0] == request.blueprint else ""


def beginning_words(year: str) -> str:
    """The year that a filter's `began` asks for; in words where it asks for none that is known."""
    return gettext("Year not known") if year == NO_YEAR else page_writing().year(int(year))


def _context() -> dict[str, Any]:
    return {
        "language": page_language(),
        "writing": page_writing(),
        "count_attributes": count_attributes,
        "same_page": same_page,
        "navigation": navigation,
        "absolute": absolute,
    }
