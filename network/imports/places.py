"""Fills in where a new city lies, from the gazetteer, when its row does not say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flask_babel import gettext

from network.geography.choosing import choice_of, filled_in
from network.geography.gazetteer import Place
from network.geography.surroundings import Ground
from network.geography.towns import towns_named
from network.imports import reasons
from network.imports.headings import Headings
from network.imports.outcome import PlannedRow
from network.imports.records import Records
from network.locales import LANGUAGES, Language

POINT = ("latitude", "longitude")
HOME = "IQ"
# Searching for what sounds alike takes its time.
MOST_GUESSES = 100


@dataclass
class Places:
    """Fills in places for the rows of one file, as the page that adds a city does."""

    ground: Ground
    records: Records
    headings: Headings
    language: Language
    guesses: int = field(default=0, init=False)
    rows: dict[int, int] = field(default_factory=dict, init=False)

    def fill(self, planned: PlannedRow, after: dict[str, str]) -> None:
        """Lay what is known of the place under what the row of a new city says itself.

        What cannot be told refuses the row; a row that gives a point is left as it is.
        """
        if any(after.get(axis) for axis in POINT):
            return
        if after.get("country", "") not in ("", HOME):
            planned.refuse(self.headings.title("latitude"), reasons.place_abroad())
            return
        names = [name for code in LANGUAGES if (name := after.get(f"name_{code}"))]
        place = self._place(planned, names, self._pcode(after.get("governorate", "")))
        if place is None:
            return
        for column, value in filled_in(
            choice_of(self.ground, place), self._governorates.get
        ).items():
            after[column] = after.get(column) or value
        planned.remark = gettext("Found in the list of places: %(place)s", place=self._label(place))

    def _place(self, planned: PlannedRow, names: list[str], pcode: str | None) -> Place | None:
        """The place that is meant; None where that cannot be told, which is noted."""
        if not names:
            return None
        found = towns_named(self.ground.gazetteer, names, pcode)
        title, said = self.headings.title("name"), planned.name or names[0]
        if not found:
            planned.refuse(title, self._unknown(said))
        elif len(found) > 1:
            places = self.language.comma.join(map(self._label, found))
            planned.refuse(self.headings.title("governorate"), reasons.places_several(said, places))
        elif known := self._numbers.get(str(found[0].geonames_id)):
            label = self.records.label("city", known, self.language.fallback)
            planned.refuse(title, reasons.place_known(label, known))
        elif (row := self.rows.setdefault(found[0].geonames_id, planned.number)) != planned.number:
            planned.refuse(title, reasons.twin(row))
        else:
            return found[0]
        return None

    def _unknown(self, said: str) -> str:
        self.guesses += 1
        if self.guesses > MOST_GUESSES:
            return reasons.place_unknown(said)
        alike = self.ground.gazetteer.candidates(said, 1)
        if not alike or alike[0].place is None:
            return reasons.place_unknown(said)
        return reasons.place_alike(said, str(alike[0].name_in(self.language.code)))

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        """The slugs of the cities on record by their numbers in the gazetteer."""
        return {str(city.get("geonames_id")): slug for slug, city in self.records.every("city")}

    @cached_property
    def _governorates(self) -> Mapping[str | None, str]:
        """The slugs of the governorates by their p-codes."""
        return {entry.get("pcode"): slug for slug, entry in self.records.every("governorate")}

    def _label(self, place: Place) -> str:
        governorate = self.ground.gazetteer.governorates[place.governorate]
        language = self.language.code
        return f"{place.name_in(language)} ({governorate.name_in(language)})"

    def _pcode(self, slug: str) -> str | None:
        found = self.records.standing.get(("governorate", slug))
        return found[1].get("pcode") if found else None
