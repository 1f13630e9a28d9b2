"""The river view: both rivers from north to south, the years of each city beside it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from network.locales import text_of
from network.maps.river_rows import Cell, Row, Scene, all_columns, along_waters, cells
from network.maps.rivers import draw_rivers
from network.maps.strips import draw_strips
from network.models import City
from network.presenters.exploration import Exploration
from network.queries.atlas import Atlas
from network.vocabulary import Level, River, Stage
from network.web.caching import tagged
from network.web.language import page_language

blueprint = Blueprint("rivers", __name__)
RIVER_ORDER = list(River)
HEAT_WIDTH, HEAT_HEIGHT, HEAT_MIDDLE = 350.0, 42.0, 14.0
Group = tuple[str, list[tuple[Row, tuple[Cell, ...]]]]


@blueprint.get("/<language:language>/rivers")
@tagged
def page() -> ResponseReturnValue:
    """The rivers as pictures and as a table; cities elsewhere follow as rows."""
    exploration = Exploration.of_request()
    rows, scene = river_rows(exploration), _scene(exploration)
    return render_template(
        "rivers/page.html",
        exploration=exploration,
        waters={river.value: river.label for river in River},
        rows=rows,
        columns=all_columns(scene, rows, HEAT_WIDTH),
        elsewhere=_elsewhere(exploration, rows, scene),
        heat_height=HEAT_HEIGHT,
        picture=draw_rivers(rows, scene),
        strips=draw_strips(rows, scene),
    )


def _elsewhere(exploration: Exploration, rows: list[Row], scene: Scene) -> list[Group]:
    """The rows that the pictures do not hold, under the words for where they lie."""
    columns, drawn = all_columns(scene, rows, HEAT_WIDTH), along_waters(rows)
    groups: dict[str, list[tuple[Row, tuple[Cell, ...]]]] = {"river": [], "iraq": [], "abroad": []}
    for row in (row for row in rows if row not in drawn):
        home = exploration.atlas.cities[row.slug].country == "IQ"
        group = "abroad" if not home else "iraq" if row.river == River.NONE else "river"
        groups[group].append((row, cells(row, columns, HEAT_MIDDLE, scene.asked)))
    return [
        (gettext("Elsewhere on a river"), groups["river"]),
        (gettext("In Iraq, away from the rivers"), groups["iraq"]),
        (gettext("Abroad"), groups["abroad"]),
    ]


def river_rows(exploration: Exploration) -> list[Row]:
    """A row for every city that the network knows, in river order, then by slug."""
    counts = exploration.cube.by_city_and_year(exploration.chosen)
    rows = [_row(exploration, city, counts.get(city.slug, {})) for city in _cities(exploration)]
    return sorted(rows, key=lambda row: (RIVER_ORDER.index(row.river), row.kilometer or 0.0))


def _cities(exploration: Exploration) -> list[City]:
    return sorted(exploration.atlas.cities.values(), key=lambda city: city.slug)


def _row(exploration: Exploration, city: City, counts: dict[int | None, int]) -> Row:
    name = text_of(city.texts, "name", page_language().code)
    return Row(
        city.slug,
        str(name or city.slug),
        city.river,
        city.river_kilometer,
        city.planned,
        _stage(exploration.atlas, city),
        exploration.tally.by_city.get(city.slug, 0),
        counts,
    )


def _stage(atlas: Atlas, city: City) -> Stage | None:
    """The stage of a city's local forum; None where it has none."""
    stages = [forum.stage for forum in atlas.forums_of(city) if forum.level == Level.LOCAL]
    return stages[0] if stages else None


def _scene(exploration: Exploration) -> Scene:
    years = exploration.atlas.cube.years
    chosen = exploration.chosen
    first, last = (years[0], years[-1]) if years else (0, -1)
    asked = range(
        max(first, chosen.year_from or first),
        min(last, chosen.year_to or last) + 1,
    )
    return Scene(years, asked, exploration.largest, page_language().direction == "rtl")
