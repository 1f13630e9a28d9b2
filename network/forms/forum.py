"""The form of a forum."""

from collections.abc import Iterator

from flask_babel import gettext, lazy_gettext

from network.days import today
from network.forms.fields import BlankableField, DayField, LocalizedField, WordField
from network.forms.record import RecordForm
from network.vocabulary import Level, Precision, Stage


class ForumForm(RecordForm):
    """A social forum, local or national."""

    dates = {"founded": "founded_precision", "last_confirmed": None}

    level = WordField(lazy_gettext("Level"), vocabulary=Level)
    stage = WordField(lazy_gettext("Stage"), vocabulary=Stage)
    city = BlankableField(lazy_gettext("City"))
    founded = DayField(lazy_gettext("Founded"))
    founded_precision = WordField(
        lazy_gettext("Precision"), vocabulary=Precision, default=Precision.UNKNOWN
    )
    last_confirmed = DayField(lazy_gettext("Last confirmed"))
    name = LocalizedField(lazy_gettext("Name"), needed=True)
    description = LocalizedField(lazy_gettext("Description"), long=True)
    doubt = LocalizedField(lazy_gettext("What is uncertain"), long=True)

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """Days that are still ahead; a local forum without a city."""
        for name in ("founded", "last_confirmed"):
            if self[name].data and self[name].data > today():
                yield name, gettext("This day is still ahead. Please check the date.")
        if self.level.data == Level.LOCAL and not self.city.data:
            yield "city", gettext("Please choose the city of this local forum.")
