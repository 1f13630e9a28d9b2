"""The governorates on the map of coverage: what each is shaded by, and the legend in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from network.charts.bars import level_bounds, level_of
from network.locales import Text, text_of
from network.models import Governorate
from network.presenters.reach_tables import Line
from network.queries.atlas import Atlas
from network.queries.filter import Dropped
from network.web.language import page_language, page_writing

SHADES = ("activities", "participations")
# The shade of activities of which none says how many took part: never that of nothing.
UNKNOWN = "unknown"


@dataclass
class Area:
    """What was done in a governorate; `figures` activities say how many took part."""

    governorate: Governorate
    activities: int = 0
    participants: int = 0
    figures: int = 0

    @property
    def name(self) -> Text:
        """What it is called, with the language that this is in."""
        found = text_of(self.governorate.texts, "name", page_language().code)
        return found or Text(self.governorate.slug, "en")

    def value(self, shade: str) -> int | None:
        """What it is shaded by; None where that is not known."""
        if shade == SHADES[0]:
            return self.activities
        return self.participants if self.figures else None


def asked_shade() -> tuple[str, list[Dropped]]:
    """What `shade` asks for, else activities; and what it asks in vain."""
    text = request.args.get("shade") or SHADES[0]
    if text in SHADES:
        return text, []
    return SHADES[0], [Dropped.of("shade", text)]


def areas_of(lines: Iterable[Line], atlas: Atlas) -> list[Area]:
    """The governorates with an activity, from the rows by city; the most active one first."""
    found: dict[str, Area] = {}
    for line in lines:
        city = atlas.cities.get(str(line.key))
        if line.key is None or not city or not city.governorate or not city.governorate.pcode:
            continue
        area = found.setdefault(city.governorate.pcode, Area(city.governorate))
        area.activities += line.activities
        area.participants += line.participants or 0
        area.figures += line.figures
    return sorted(found.values(), key=lambda area: (-area.activities, area.governorate.slug))


def levels_of(areas: Iterable[Area], shade: str) -> dict[str, int | str]:
    """The shade of each governorate by p-code: 0 to 4, or `unknown`."""
    values = {str(area.governorate.pcode): area.value(shade) for area in areas}
    most = max((value for value in values.values() if value), default=1)
    return {
        pcode: UNKNOWN if value is None else level_of(value, most)
        for pcode, value in values.items()
    }


def legend_of(areas: Iterable[Area], shade: str) -> list[tuple[int, str]]:
    """The shades that a number may have, each with the range of its numbers in words."""
    most = max((value for area in areas if (value := area.value(shade))), default=0)
    number = page_writing().number
    return [
        (level, number(first) if first == last else f"{number(first)} – {number(last)}")
        for level, (first, last) in level_bounds(most).items()
    ]


def shade_words(shade: str) -> str:
    """What the governorates may be shaded by, in words."""
    return gettext("Activities") if shade == SHADES[0] else gettext("Participations")


def map_words(shade: str) -> str:
    """What the map of coverage shows, in words."""
    if shade == SHADES[0]:
        return gettext(
            "Map of the governorates by number of activities, with the cities reached and those "
            "planned"
        )
    return gettext(
        "Map of the governorates by number of participations, with the cities reached and those "
        "planned"
    )
