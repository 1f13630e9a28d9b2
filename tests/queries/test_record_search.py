"""Search across all kinds of record, in any of the three languages."""

import pytest

from network.queries.search import SEARCHED, search


def slugs(session, kind, text):
    return [record.slug for record in session.scalars(search(kind, text)).unique()]


@pytest.mark.parametrize(
    ("kind", "text", "slug"),
    [
        ("cities", "babylon", "hilla"),
        ("cities", "الديوانيه", "diwaniyah"),
        ("cities", "هەولێر", "erbil"),
        ("forums", "أحب ذي قار", "dhi-qar-social-forum"),
        ("organizations", "humat dijlah", "humat-dijlah"),
        ("themes", "ژنان", "womens-rights"),
        ("activities", "chibayish", None),
        ("plans", "Oslo", "oslo-2014"),
        ("objectives", "Discrimination against Women", "women-1"),
    ],
)
def test_a_record_is_found_by_its_name(session, seeded, kind, text, slug):
    found = slugs(session, kind, text)
    assert slug in found if slug else isinstance(found, list)


@pytest.mark.parametrize("kind", SEARCHED)
def test_signs_of_the_database_are_plain_letters(session, seeded, kind):
    assert slugs(session, kind, "%") == slugs(session, kind, "zzzzqq") == []
