"""Fetches files as a visitor would, and reads them back with other people's programs."""

import csv
import json
import warnings
from io import BytesIO, StringIO

import openpyxl
from lxml import etree

WITH_DATE = ("ics", "xml")
FORMATS = ("csv", "xlsx", "geojson", "json", "ics", "xml", "atom")
KINDS = ("activities", "cities", "forums", "organizations")
TAGGED = ("5w.csv", "5w.xlsx")


def fetch(client, name, query="", language="en"):
    """A file; `name` is like activities.csv."""
    answer = client.get(f"/{language}/{name}{f'?{query}' if query else ''}")
    assert answer.status_code == 200, (name, query)
    return answer


def table(answer):
    """The rows of a CSV file, each by the keys of its columns."""
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def tagged(answer):
    """The rows of a CSV file with hashtags, each by these."""
    text = answer.get_data().decode("utf-8-sig")
    _labels, hashtags, *rows = csv.reader(StringIO(text, newline=""))
    return [dict(zip(hashtags, row, strict=True)) for row in rows]


def workbook(answer):
    """The workbook of an XLSX file."""
    return openpyxl.load_workbook(BytesIO(answer.get_data()))


def sheet_rows(answer):
    """The rows of the first sheet, without its header."""
    return list(workbook(answer).worksheets[0].iter_rows(min_row=2, values_only=True))


def document(answer):
    """The document of a JSON or GeoJSON file."""
    return json.loads(answer.get_data())


def events(answer):
    """The events of a calendar."""
    from icalendar import Calendar

    calendar = Calendar.from_ical(answer.get_data())
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


def feed(answer):
    """A feed as feedparser reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import feedparser

        parsed = feedparser.parse(answer.get_data())
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    return parsed


def identifiers(answer):
    """The identifiers of the activities of an IATI file, without the organization's."""
    root = etree.fromstring(answer.get_data())
    found = root.xpath("iati-activity/iati-identifier/text()")
    return [identifier.removeprefix("RAFIDAIN-") for identifier in found]


READERS = {
    "csv": lambda answer: [row["slug"] for row in table(answer)],
    "xlsx": lambda answer: [row[0] for row in sheet_rows(answer)],
    "geojson": lambda answer: [feature["id"] for feature in document(answer)["features"]],
    "json": lambda answer: [row["slug"] for row in document(answer)["activities"]],
    "ics": lambda answer: [str(event["uid"]).removesuffix("@rafidain") for event in events(answer)],
    "xml": identifiers,
    "atom": lambda answer: [entry.id.rpartition("/")[2] for entry in feed(answer).entries],
}


def slugs(extension, answer):
    """The slugs of a file's records, in order."""
    return READERS[extension](answer)


def slugs_of(name, answer):
    """The slugs of the records of a file called `name`, in order."""
    if name == "5w.csv":
        return [row["#meta+id"] for row in tagged(answer)]
    if name == "5w.xlsx":
        return [row[0] for row in sheet_rows(answer)[1:]]
    return slugs(name.rpartition(".")[2], answer)
