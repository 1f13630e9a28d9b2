"""The next cities up- and downstream, on the real rivers."""

import pytest

from network.queries.atlas import read_atlas
from network.queries.neighbors import downstream, upstream


@pytest.fixture
def cities(session, seeded):
    return {city.slug: city for city in read_atlas(session).mapped_cities}


@pytest.mark.parametrize(
    ("city", "above", "below"),
    [
        ("baghdad", ["tikrit"], ["kut"]),
        ("hasankeyf", [], ["tikrit"]),
        ("amarah", ["kut"], ["basra"]),
        ("hit", [], ["ramadi"]),
        ("hilla", ["falluja"], ["diwaniyah"]),
        ("diwaniyah", ["hilla"], ["nasiriyah"]),
        ("najaf", ["falluja"], ["nasiriyah"]),
        ("basra", ["amarah", "chibayish"], []),
        ("erbil", [], []),
    ],
)
def test_each_city_has_its_neighbors(cities, city, above, below):
    chosen = cities[city]
    assert [other.slug for other in upstream(chosen, cities.values())] == above
    assert [other.slug for other in downstream(chosen, cities.values())] == below


def test_the_network_is_one_water(cities):
    """Going downstream from any city on a river ends at the Gulf."""
    for city in cities.values():
        way = [city]
        while following := downstream(way[-1], cities.values()):
            assert following[0] not in way
            way += following
        assert city.river_kilometer is None or way[-1].slug == "basra"
