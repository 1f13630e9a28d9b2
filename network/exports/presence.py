"""Who does what, where, when and for whom: the columns of the activities that carry hashtags."""

from dataclasses import replace

from flask_babel import gettext, lazy_gettext

from network.exports.column import Column, Value
from network.exports.columns import ACTIVITIES, GROUPS
from network.exports.release import Row
from network.hashtags import HASHTAGS
from network.models import Activity

IN_SUMS = lazy_gettext(
    "In rows that add to a sum, and not for groups below five. Empty means not known or not given."
)


def presence_columns() -> tuple[Column, ...]:
    """The columns of activities that have a hashtag, in the order of the hashtags."""
    found = {column.key: column for column in ACTIVITIES}
    return tuple(_tagged(found[key], hashtag) for key, hashtag in HASHTAGS.items())


def presence_notes() -> tuple[tuple[str, str], ...]:
    """How the rows are made, as pairs of a label and words."""
    return (
        (
            gettext("One row an activity"),
            gettext(
                "An activity has one row, however many organizations and themes it has, so sums of "
                "the columns #reached equal those of the site. Several values in a cell are joined "
                "by semicolons; their columns have +list."
            ),
        ),
        (
            gettext("Nothing is counted twice"),
            gettext(
                "The columns #reached are empty where the activity is part of one that has a "
                "figure of its own; what the sources say of it stands under #indicator."
            ),
        ),
        (
            gettext("For programs"),
            gettext(
                "The second line holds HXL 1.1 hashtags. Codes of governorates are OCHA's; a point "
                "is that of the city."
            ),
        ),
    )


def _tagged(column: Column, hashtag: str) -> Column:
    group = column.key in GROUPS

    def value(row: Row) -> Value:
        if group and not _is_counted(row.record):
            return None
        found = column.value(row)
        # Validators of HXL complain of every space too many.
        return " ".join(found.split()) if isinstance(found, str) else found

    meaning = IN_SUMS if group else column.meaning
    return replace(column, value=value, meaning=meaning, hashtag=hashtag)


def _is_counted(activity: Activity) -> bool:
    """Whether the people of an activity are in sums, and not those of its whole."""
    whole = activity.part_of
    return whole is None or whole.participants is None
