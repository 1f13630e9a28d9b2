"""The tables that link records: which they are, and their columns."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from network.exports.column import Column

# The columns of each table of links, by the name of the table in the database.
LINKS: Mapping[str, tuple[str, ...]] = {
    "activity_theme": ("activity", "theme"),
    "activity_forum": ("activity", "forum", "role"),
    "activity_organization": ("activity", "organization", "role"),
    "activity_country": ("activity", "country"),
    "led_to_forum": ("activity", "forum"),
    "led_to_activity": ("activity", "outcome"),
    "organization_forum": ("organization", "forum"),
}
LABELS: Mapping[str, LazyString] = {
    "activity": lazy_gettext("Activity"),
    "outcome": lazy_gettext("Led to"),
    "theme": lazy_gettext("Theme"),
    "forum": lazy_gettext("Forum"),
    "organization": lazy_gettext("Organization"),
    "source": lazy_gettext("Source"),
    "city": lazy_gettext("City"),
    "governorate": lazy_gettext("Governorate"),
    "plan": lazy_gettext("Plan"),
    "objective": lazy_gettext("Objective"),
    "plan_group": lazy_gettext("Working group"),
    "progress": lazy_gettext("Progress of an objective"),
    "plan_challenge": lazy_gettext("Challenge"),
    "role": lazy_gettext("Role"),
    "country": lazy_gettext("Country"),
}
MEANINGS: Mapping[str, LazyString] = {
    "role": lazy_gettext("In what role; a participant only took part."),
    "country": lazy_gettext("A country that participants came from, as an ISO 3166 code."),
}
REFERENCE = lazy_gettext("The identifier of a row in the table that the key names.")


def link_title(table: str, names: tuple[str, ...]) -> str:
    """What a table of links joins, in words."""
    led = lazy_gettext("Led to the forum") if table == "led_to_forum" else LABELS[names[1]]
    return f"{LABELS[names[0]]} → {led}"


def link_columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of a table of links; its rows have these attributes."""
    return tuple(_column(name) for name in names)


def _column(name: str) -> Column:
    return Column(
        name,
        LABELS[name],
        MEANINGS.get(name, REFERENCE),
        lambda row: str(getattr(row.record, name)),
    )
