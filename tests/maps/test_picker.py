"""The map of the place picker."""

from network.maps.ground import BaseMap
from network.maps.picker import numbered_points, picker_map

BASE = BaseMap(*(f"/static/basemap/{name}.json" for name in "abcde"))


def test_the_map_has_land_rivers_and_the_picker_and_the_same_bytes_every_time():
    drawn = picker_map.__wrapped__(BASE)
    assert drawn == picker_map.__wrapped__(BASE)
    assert drawn.element_id == "map_picker"
    calls = [line.split("(")[0] for line in drawn.script.splitlines() if "rafidain." in line]
    assert calls == ["rafidain.land", "rafidain.rivers", "rafidain.picker"]


def test_candidates_keep_their_numbers_where_some_lie_outside_the_picture():
    points = numbered_points([(32.51, 45.82), (33.0, 39.0), (36.34, 43.12)])
    assert [point.number for point in points] == [1, 3]
    assert points[0].y > points[1].y
