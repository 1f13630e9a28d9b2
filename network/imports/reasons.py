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
