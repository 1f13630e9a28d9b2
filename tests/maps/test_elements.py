"""The folium elements: numbers, identifiers and addresses only, the same bytes every time."""

import folium
import pytest

from network.maps.elements import BubbleLayer, ElementError, LandLayer, NetworkMap, RiverLayer
from network.maps.explore import explore_map
from network.maps.ground import BaseMap

UNPLAIN = [
    "{{7*7}}",
    "{% x",
    "${a}",
    "a'b",
    'a"b',
    "<b>",
    "a b",
    "بغداد",
    "`",
    "\\",
    "a\nb",
    "a\u2028",
]
BASE = BaseMap(*(f"/static/basemap/{name}.json" for name in "abcde"))


def new_map():
    drawn = NetworkMap("test", 33, 44, 6)
    drawn.add_child(LandLayer("land", land="/static/land.json"))
    drawn.add_child(BubbleLayer("bubbles", home=[[29.8, 40.4], [37.3, 48.6]]))
    return drawn


@pytest.mark.parametrize("value", UNPLAIN)
def test_no_text_that_is_not_plain_passes_through_a_template(value):
    for options in ({"url": value}, {"url": [value]}, {"url": {"deep": value}}):
        with pytest.raises(ElementError):
            RiverLayer("rivers", **options)
    with pytest.raises(ElementError):
        RiverLayer("rivers", **{value: 1})


@pytest.mark.parametrize("value", [*UNPLAIN, "", "Map", "1a"])
def test_no_name_that_is_not_an_identifier_is_taken(value):
    with pytest.raises(ElementError):
        RiverLayer(value)
    with pytest.raises(ElementError):
        NetworkMap(value, 33, 44, 6)


@pytest.mark.parametrize("value", [object(), b"bytes", {1, 2}, {1: 2}, float("nan"), float("inf")])
def test_no_other_kind_of_value_is_taken(value):
    with pytest.raises((ValueError, TypeError)):
        RiverLayer("rivers", url=value)


@pytest.mark.parametrize(
    "child",
    [
        lambda: folium.Marker([33, 44], popup="text"),
        lambda: folium.Popup("text"),
        lambda: folium.TileLayer("OpenStreetMap"),
        lambda: folium.GeoJson({"type": "FeatureCollection", "features": []}),
    ],
)
def test_the_stock_children_of_folium_are_refused(child):
    with pytest.raises(ElementError, match="no strict rendering"):
        new_map().add_child(child())


def test_the_same_elements_give_the_same_bytes():
    assert new_map().script() == new_map().script()
    assert explore_map.__wrapped__(BASE) == explore_map.__wrapped__(BASE)


def test_a_script_calls_one_drawing_function_for_each_element():
    script = new_map().script()
    assert script.count("rafidain.") == 2
    assert script.count("L.map(") == 1
    assert "http" not in script
    assert "//" not in script.replace("/static/land.json", "")


def test_maps_ask_nobody_else_for_anything():
    assert NetworkMap.default_js == []
    assert NetworkMap.default_css == []
    assert folium.Map.default_js != []
    header = new_map().get_root()
    header.render()
    assert "cdn" not in header.script.render()
