"""Wholes and parts: a whole is never itself a part, so that each participant is counted once."""

from collections.abc import Mapping

from flask_babel import gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from network.models import Activity


def parts_and_wholes() -> Select[str, str]:
    """The slug of each public activity that is a part, with that of its whole."""
    whole = aliased(Activity)
    return select(Activity.slug, whole.slug).join(whole, Activity.part_of_id == whole.id)


def why_no_part(slug: str, whole: str, wholes: Mapping[str, str]) -> str | None:
    """Why the activity `slug` cannot be a part of `whole`, and what to do; None where it can.

    `wholes` gives the whole of each activity that is a part.
    """
    others = {part: other for part, other in wholes.items() if part != slug}
    if whole == slug:
        reason = gettext(
            "An activity is no part of itself. Choose another one, or leave this empty."
        )
    elif whole in others:
        reason = gettext(
            "This activity is itself a part of another one. Choose the whole, or leave this empty."
        )
    elif slug in others.values():
        reason = gettext(
            "Other activities are parts of this one, so it cannot be a part itself. "
            "Leave this empty, or change those first."
        )
    else:
        return None
    return str(reason)
