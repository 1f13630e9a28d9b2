"""Records made by hand: a row of a file, through its form, as every import goes."""

from network.changes.publish import Proposal
from network.forms import FORMS

REPORT = "report"


def record(kind, slug, /, **columns):
    """The proposal of a record; the columns are those of the programme's files."""
    row = {"slug": slug, "sources": REPORT, **{key: str(value) for key, value in columns.items()}}
    form = FORMS[kind].of_row(row)
    assert form.validate(), (kind, slug, form.errors)
    return Proposal(kind, form.snapshot())


def source(slug, **columns):
    """A report in English, with an address."""
    given = {
        "title": f"The title of {slug}",
        "title_language": "en",
        "language": "ar",
        "publisher": "A publisher",
        "published": "2019-02",
        "url": f"https://example.org/{slug}",
    }
    return record("source", slug, **{**given, **columns})


def theme(slug, position, **columns):
    """A theme in three languages."""
    names = {"name_en": f"Theme {slug}", "name_ar": f"مسار {slug}", "name_ckb": f"ڕێڕەو {slug}"}
    return record("theme", slug, **{"position": position, **names, **columns})


def city(slug, river, **columns):
    """A city of Iraq; it was not planned, unless `planned` says yes."""
    given = {"country": "IQ", "latitude": 33.3, "longitude": 44.4, "name_en": slug.capitalize()}
    return record("city", slug, **{"river": river, **given, **columns})


def forum(slug, **columns):
    """A local forum that is active."""
    given = {"level": "local", "stage": "active", "name_en": f"Forum {slug}"}
    return record("forum", slug, **{**given, **columns})


def organization(slug, **columns):
    """A volunteer team."""
    return record(
        "organization", slug, **{"kind": "volunteer-team", "name_en": f"Team {slug}", **columns}
    )


def activity(slug, kind="training", /, **columns):
    """An activity; one with a `start` has the precision of a day, unless it says otherwise."""
    given = {"name_en": f"Activity {slug}", "name_ar": f"نشاط {slug}", "country": "IQ"}
    if columns.get("start"):
        given["precision"] = "day"
    return record("activity", slug, **{"kind": kind, **given, **columns})
