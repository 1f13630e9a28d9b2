"""The cities that a new one may already be."""

import pytest

from network.geography.twins import Likeness, Town, likely_twins

KUT = Town("kut", ("Kut", "الكوت", "کووت"), 32.51, 45.82, 99131)
HINDIYAH = Town("hindiyah", ("Hindiyah", "الهندية"), 32.54, 44.22, 99344)
KNOWN = [KUT, HINDIYAH]


@pytest.mark.parametrize(
    ("new", "twins"),
    [
        (Town("", ("Wasit city",), 32.51, 45.82, 99131), [("kut", Likeness.SAME_PLACE)]),
        (Town("", ("Al-Kūt",), 32.45, 45.75), [("kut", Likeness.SAME_NAME_NEAR)]),
        (Town("", ("الکوت",), 32.45, 45.75), [("kut", Likeness.SAME_NAME_NEAR)]),
        (Town("", ("Kout",), 32.45, 45.75), [("kut", Likeness.SIMILAR_NAME_NEAR)]),
        (Town("", ("Wasit",), 32.52, 45.81), [("kut", Likeness.SAME_POINT)]),
        (Town("", ("الهنديه",), 33.90, 44.40), [("hindiyah", Likeness.SAME_NAME_FAR)]),
        (Town("", ("Kout",), 30.51, 47.78), []),
        (Town("", ("Basra",), 30.51, 47.78), []),
        (Town("", ("", "-"), 30.51, 47.78), []),
        (KUT, []),
    ],
)
def test_a_city_is_known_by_number_name_or_place(new, twins):
    assert [(twin.town.key, twin.likeness) for twin in likely_twins(new, KNOWN)] == twins


def test_the_likeliest_comes_first_and_a_namesake_far_away_is_only_told():
    near = Town("near", ("Hindiya",), 32.60, 44.25)
    found = likely_twins(Town("", ("Hindiya",), 32.61, 44.26), [HINDIYAH, KUT, near])
    assert [twin.town.key for twin in found] == ["near", "hindiyah"]
    assert all(twin.is_likely for twin in found)
    (far,) = likely_twins(Town("", ("Kut",), 36.0, 43.0), KNOWN)
    assert not far.is_likely
    assert far.distance_kilometers > 400
