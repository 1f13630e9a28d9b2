"""What a page says in schema.org's words, as plain data that its template writes as JSON-LD."""

from datetime import date
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext

from network.models import Activity, City, Forum, Organization
from network.presenters.metadata import card_address
from network.presenters.presentation import page_text
from network.vocabulary import Precision, Role
from network.web.addresses import absolute
from network.web.caching import current_atlas
from network.web.language import page_language, page_writing

Document = dict[str, Any]
CONTEXT = "https://schema.org"
ONLINE = f"{CONTEXT}/OnlineEventAttendanceMode"
IN_PERSON = f"{CONTEXT}/OfflineEventAttendanceMode"
# How much of an ISO date is known.
KNOWN_LETTERS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def register(app: Flask) -> None:
    """Give the templates of `app` the documents of their records."""
    documents = (
        website_document,
        event_document,
        city_document,
        forum_document,
        organization_document,
    )
    app.jinja_env.globals.update({document.__name__: document for document in documents})


def website_document() -> Document:
    """The site as a whole, for the map."""
    search = absolute(url_for("explore.page", as_of=None))
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": gettext("Rafidain"),
        "alternateName": ["Rafidain", "الرافدين"],
        "description": gettext("Social forums of the two rivers"),
        "url": search,
        "inLanguage": page_language().code,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{text}}"},
            "query-input": "required name=text",
        },
    }


def event_document(activity: Activity) -> Document:
    """An activity; its dates are only as precise as they are known."""
    start = _known_date(activity.start, activity.precision)
    end = _known_date(activity.end, activity.precision)
    organizers = [entry.forum for entry in activity.forums if entry.role == Role.ORGANIZER]
    teams = [entry.organization for entry in activity.organizations if entry.role == Role.ORGANIZER]
    return _whole(
        {
            **_described("Event", activity, "activities", "summary"),
            "inLanguage": page_language().code,
            "startDate": start,
            "endDate": end if end != start else None,
            "eventStatus": f"{CONTEXT}/EventScheduled",
            "eventAttendanceMode": IN_PERSON if activity.country else ONLINE,
            "location": _location(activity),
            "organizer": [
                *(_party(forum, "forums") for forum in organizers),
                *(_party(team, "organizations") for team in teams),
            ],
            "image": [card_address()],
        }
    )


def city_document(city: City) -> Document:
    """A city as a place."""
    others = page_text(city, "other_names")
    return _whole(
        {
            **_described("Place", city, "cities", "description"),
            **_about_place(city),
            "alternateName": [name.strip() for name in others.value.split(";")] if others else None,
            "sameAs": f"https://sws.geonames.org/{city.geonames_id}/" if city.geonames_id else None,
            "mainEntityOfPage": _page(),
        }
    )


def forum_document(forum: Forum) -> Document:
    """A forum as an organization, with its member teams."""
    return _whole(
        {
            **_described("Organization", forum, "forums", "description"),
            "foundingDate": _known_date(forum.founded, forum.founded_precision),
            "location": _place(forum.city) if forum.city else None,
            "areaServed": _place(forum.city) if forum.city else None,
            "member": [_party(member, "organizations") for member in forum.members],
            "logo": _logo(),
            "mainEntityOfPage": _page(),
        }
    )


def organization_document(organization: Organization) -> Document:
    """An organization with the forums that it is a member of."""
    return _whole(
        {
            **_described("Organization", organization, "organizations", "aim"),
            "location": _place(organization.city) if organization.city else None,
            "memberOf": [_party(forum, "forums") for forum in organization.forums],
            "logo": _logo(),
            "mainEntityOfPage": _page(),
        }
    )


def _described(kind: str, record: Any, folder: str, field: str) -> Document:
    text = page_text(record, field)
    return {
        "@context": CONTEXT,
        **_party(record, folder, kind),
        "description": text.value if text else None,
    }


def _party(record: Any, folder: str, kind: str = "Organization") -> Document:
    address = absolute(f"/{page_language().code}/{folder}/{record.slug}")
    return {"@type": kind, "@id": address, "name": _name(record), "url": address}


def _location(activity: Activity) -> Document:
    if activity.city:
        return _place(activity.city)
    if activity.country:
        address = {"@type": "PostalAddress", "addressCountry": activity.country}
        name = page_writing().country(activity.country)
        return {"@type": "Place", "name": name, "address": address}
    return {"@type": "VirtualLocation", "url": absolute(request.path)}


def _place(city: City) -> Document:
    city = current_atlas().cities.get(city.slug, city)
    return {**_party(city, "cities", "Place"), **_about_place(city)}


def _about_place(city: City) -> Document:
    """Where a city lies, to two decimals: there is no finer location."""
    region = {"addressRegion": _name(city.governorate)} if city.governorate else {}
    return {
        "address": {
            "@type": "PostalAddress",
            "addressLocality": _name(city),
            "addressCountry": city.country,
            **region,
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": round(city.latitude, 2),
            "longitude": round(city.longitude, 2),
        },
    }


def _name(record: Any) -> str:
    return str(page_text(record) or record.slug)


def _known_date(day: date | None, precision: Precision) -> str | None:
    letters = KNOWN_LETTERS.get(precision)
    return day.isoformat()[:letters] if day and letters else None


def _page() -> Document:
    return {"@type": "WebPage", "@id": absolute(request.path), "inLanguage": page_language().code}


def _logo() -> str:
    return absolute(current_app.extensions["assets"].address("img/mark.svg"))


def _whole(document: Document) -> Document:
    """The document without what is not known."""
    return {key: value for key, value in document.items() if value not in (None, [], "")}
