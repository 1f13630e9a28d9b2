"""Why a row or a cell is refused, in words that say what to do."""

from collections.abc import Iterable

from flask_babel import gettext


def several(slugs: Iterable[str]) -> str:
    """A name that more than one record has."""
    found = ", ".join(sorted(slugs))
    return str(
        gettext(
            "Several records have this name: %(slugs)s. Write the identifier of one.", slugs=found
        )
    )


def twin(number: int) -> str:
    """Two rows about one record."""
    return str(gettext("Row %(row)s is about the same record. Keep one of them.", row=number))


def follower(number: int) -> str:
    """A row that refers to one that is refused."""
    return str(gettext("Row %(row)s, which this one names, is refused.", row=number))


def closed() -> str:
    """A record that is hidden or in the bin."""
    return str(gettext("There is a record with this identifier that cannot be changed now."))


def in_review() -> str:
    """A record of which another change waits."""
    return str(gettext("Another change of this record is in review. Wait until it is decided on."))


def foreign() -> str:
    """A record that the account does not speak for."""
    return str(gettext("You may add and change only what belongs to your own forums."))


def formula() -> str:
    """A cell that would have to be computed."""
    return str(gettext("The cell holds a formula. Copy it and paste its value."))


def error() -> str:
    """A cell that could not be computed."""
    return str(gettext("The cell shows an error. Correct it, or leave the cell empty."))


def no_heading(text: str) -> str:
    """A cell outside the columns."""
    return str(gettext("“%(text)s” stands under no heading.", text=text))


def place_unknown(name: str) -> str:
    """A new city that the gazetteer does not know."""
    return str(
        gettext(
            "The list of places does not know “%(text)s”. Check the spelling, or add the city by "
            "“Add a city”, where you can show it on the map.",
            text=name,
        )
    )


def place_alike(name: str, other: str) -> str:
    """A new city that the gazetteer may know by another spelling."""
    return str(
        gettext(
            "The list of places does not know “%(text)s”. If “%(name)s” is meant, write it so; "
            "otherwise add the city by “Add a city”, where you can show it on the map.",
            text=name,
            name=other,
        )
    )


def places_several(name: str, places: str) -> str:
    """A new city of which the gazetteer knows namesakes."""
    return str(
        gettext(
            "Several places are called “%(text)s”: %(places)s. Write the governorate of the one "
            "that is meant, or add the city by “Add a city”, where you can show it on the map.",
            text=name,
            places=places,
        )
    )


def place_abroad() -> str:
    """A new city that lies in another country."""
    return str(gettext("Write latitude and longitude: the list of places knows only Iraq."))


def place_known(name: str, slug: str) -> str:
    """A new city whose place another city has."""
    return str(
        gettext(
            "This place is on record as “%(name)s”. If it is the same city, write its identifier: "
            "%(slug)s.",
            name=name,
            slug=slug,
        )
    )
