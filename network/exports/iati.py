"""IATI 2.03: an activity file that donors' registers read, valid by schema and by its rules."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element, tostring

from flask_babel import gettext

from network.cells import writable
from network.exports.blocks import blocks
from network.exports.calendar import span
from network.exports.column import Column
from network.exports.iati_elements import (
    LANGUAGE,
    Indicator,
    Period,
    add,
    add_result,
    code_of,
    names_of,
    texts_of,
)
from network.exports.iati_plans import plan_elements
from network.exports.places import point_of
from network.exports.release import Publisher, Release, Row
from network.exports.sectors import dac_shares, percentages
from network.models import Activity, Organization
from network.queries.disclosure import published_counts
from network.queries.downloads import moment
from network.vocabulary import OrganizationKind, Precision, River, Role, Status

HOME_COUNTRY = "IQ"
FUNDING, IMPLEMENTING = "1", "4"
PIPELINE, IMPLEMENTATION, CLOSED = "1", "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
GEONAMES, POPULATED_PLACE, APPROXIMATE, WHERE_IT_IS = "G1", "2", "2", "1"
DAC, OWN = "1", "99"
WEB_PAGE = "A12"
PARENT = "1"
WGS_84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
INTERNATIONAL_NGO, LOCAL_NGO, GOVERNMENT, FOUNDATION = "21", "24", "10", "60"
# Only what is certain: a network or a union may be of any country.
ORGANIZATION_TYPES = {
    OrganizationKind.INTERNATIONAL_NGO: INTERNATIONAL_NGO,
    OrganizationKind.FOUNDATION: FOUNDATION,
    OrganizationKind.PUBLIC_BODY: GOVERNMENT,
}


def write_iati(
    rows: Iterable[Row], _columns: Sequence[Column], release: Release
) -> Iterator[bytes]:
    """A file with an activity for each row, in blocks.

    The rows have a date, as IATI knows no activity without one; how many had none is said in a
    comment. What is later than the data themselves is planned, never actual.
    """
    return blocks(_pieces(rows, release))


def _pieces(rows: Iterable[Row], release: Release) -> Iterator[str]:
    made = _stamp(release.as_of or datetime(1970, 1, 1, tzinfo=UTC))
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    for words in (release.filter_words, release.license_words, *release.left_out_words):
        yield f"<!-- {_comment(words)} -->\n"
    yield f'<iati-activities version="2.03" generated-datetime="{made}">\n'
    for plan in plan_elements(release.objectives, _publisher(release), release):
        yield tostring(plan, encoding="unicode") + "\n"
    for row in rows:
        yield tostring(_activity(row), encoding="unicode") + "\n"
    yield "</iati-activities>\n"


def _comment(words: str) -> str:
    """Words as a comment of XML may hold them; a filter has some that a visitor typed."""
    clean = writable(words).translate({ord(mark): None for mark in "<>&"})
    return re.sub("-{2,}", "-", clean)


def _activity(row: Row) -> Element:
    """The parts in the order that the schema asks for."""
    activity, release = row.record, row.release
    element = Element("iati-activity", {LANGUAGE: code_of(release.language.code)})
    if row.version:
        element.set("last-updated-datetime", _stamp(row.version.latest))
    _add_head(element, activity, release)
    _add_parties(element, activity, release)
    _add_dates(element, activity, release)
    _add_place(element, activity)
    _add_sectors(element, activity, release)
    page = add(element, "document-link", format="text/html", url=row.address)
    add(page, "title", names_of(activity))
    add(page, "category", code=WEB_PAGE)
    add(page, "language", code=code_of(release.language.code))
    if activity.part_of:
        ref = _identifier(release, activity.part_of)
        add(element, "related-activity", ref=ref, type=PARENT)
    _add_participants(element, activity, release)
    return element


def _add_head(element: Element, activity: Activity, release: Release) -> None:
    add(element, "iati-identifier").text = _identifier(release, activity)
    publisher = _publisher(release)
    own_name = {release.language.code: publisher.name}
    add(
        element,
        "reporting-org",
        own_name,
        ref=publisher.identifier,
        type=publisher.type,
        secondary_reporter="1",
    )
    names = names_of(activity)
    add(element, "title", names)
    add(element, "description", texts_of(activity, "summary") or names, type="1")


def _add_parties(element: Element, activity: Activity, release: Release) -> None:
    """Who funded and who carried out; a forum that only took part did the latter."""
    found: dict[tuple[str, str, str], Mapping[str, str]] = {}
    parties: list[tuple[Role, Any]] = [(entry.role, entry.forum) for entry in activity.forums]
    parties += [(entry.role, entry.organization) for entry in activity.organizations]
    for role, party in parties:
        code = FUNDING if role == Role.FUNDER else IMPLEMENTING
        found[code, _type(party), party.slug] = names_of(party)
    if not found:
        unnamed = {release.language.code: gettext("Not named in the sources")}
        found[IMPLEMENTING, "", ""] = unnamed
    for (code, kind, _slug), names in sorted(found.items(), key=lambda entry: entry[0]):
        attributes = {"role": code, **({"type": kind} if kind else {})}
        add(element, "participating-org", names, **attributes)


def _type(party: Any) -> str:
    if not isinstance(party, Organization):
        return LOCAL_NGO
    local = party.city and party.city.country == HOME_COUNTRY
    return ORGANIZATION_TYPES.get(party.kind, LOCAL_NGO if local else "")


def _add_dates(element: Element, activity: Activity, release: Release) -> None:
    first, last = _span(activity)
    # What lies after the data were published cannot be known to have happened.
    known = release.as_of.astimezone(UTC).date() if release.as_of else date.min
    held = activity.status == Status.HELD
    begun, ended = held and first <= known, held and last <= known
    status = CLOSED if ended else IMPLEMENTATION if begun else PIPELINE
    add(element, "activity-status", code=status)
    words = _precision_words(activity, release)
    for day, code in (
        (first, ACTUAL_START if begun else PLANNED_START),
        (last, ACTUAL_END if ended else PLANNED_END),
    ):
        add(element, "activity-date", words, iso_date=day.isoformat(), type=code)


def _precision_words(activity: Activity, release: Release) -> dict[str, str]:
    """What to say of a date of which only the month or the year is known."""
    start, writing = activity.start or date.min, release.writing
    said = {
        Precision.YEAR: gettext("Only the year is known: %(date)s.", date=writing.year(start.year)),
        Precision.MONTH: gettext("Only the month is known: %(date)s.", date=writing.month(start)),
    }
    found = said.get(activity.precision)
    return {release.language.code: found} if found else {}


def _add_place(element: Element, activity: Activity) -> None:
    """The country that benefits, and the city.

    What is held abroad or online benefits the country of the network.
    """
    city, point = activity.city, point_of(activity)
    on_river = city is not None and city.river != River.NONE
    add(
        element,
        "recipient-country",
        code=city.country if city and on_river else HOME_COUNTRY,
        percentage="100",
    )
    if city is None or point is None:
        return
    pcode = city.governorate.pcode if city.governorate else None
    location = add(element, "location", **({"ref": pcode} if pcode else {}))
    add(location, "location-reach", code=WHERE_IT_IS)
    if city.geonames_id:
        add(location, "location-id", vocabulary=GEONAMES, code=str(city.geonames_id))
    add(location, "name", names_of(city))
    place = add(location, "point", srsName=WGS_84)
    add(place, "pos").text = f"{point[1]} {point[0]}"
    add(location, "exactness", code=APPROXIMATE)
    add(location, "location-class", code=POPULATED_PLACE)


def _add_sectors(element: Element, activity: Activity, release: Release) -> None:
    themes = {theme.slug: theme for theme in activity.themes}
    for code, share in dac_shares(themes).items():
        add(element, "sector", vocabulary=DAC, code=code, percentage=str(share))
    weights = {slug: Fraction(1, len(themes)) for slug in themes}
    for slug, share in percentages(weights).items() if themes else ():
        attributes = {"vocabulary": OWN, "vocabulary-uri": f"{release.home}themes/"}
        codes = {**attributes, "code": slug, "percentage": str(share)}
        add(element, "sector", names_of(themes[slug]), **codes)


def _add_participants(element: Element, activity: Activity, release: Release) -> None:
    """Participants as an output, where the activity adds to a sum; announced ones are a target."""
    counted = activity.counted_participants
    if counted is None:
        return
    first, last = _span(activity)
    groups = {entry.group: entry.value for entry in published_counts(activity)}
    words = (("women", "female"), ("men", "male"))
    parts = tuple(("sex", word, float(groups[key] or 0)) for key, word in words if groups.get(key))
    names = {release.language.code: gettext("Participants")}
    if activity.status == Status.HELD:
        period = Period(first, last, actual=counted, parts=parts)
    else:
        period = Period(first, last, target=counted)
    add_result(element, names, [Indicator(names, (period,))])


def _span(activity: Activity) -> tuple[date, date]:
    return span(activity.start or date.min, activity.end, activity.precision)


def _identifier(release: Release, activity: Activity) -> str:
    return f"{_publisher(release).identifier}-{activity.slug}"


def _publisher(release: Release) -> Publisher:
    if release.publisher is None:
        raise ValueError("an activity file needs a publisher")
    return release.publisher


def _stamp(value: datetime) -> str:
    return moment(value).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
