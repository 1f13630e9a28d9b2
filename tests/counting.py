"""Counts activities by going through the records one by one, without any query of ours."""

from collections import Counter
from dataclasses import dataclass, replace

from network.folding import fold
from network.queries.filter import KEYS, NO_YEAR, Filter, Shape

MAIN = {"shatt-al-hillah": "euphrates"}
SEARCHED = ("name", "other_names")


@dataclass(frozen=True)
class Row:
    """An activity as plain values; `words` are the folded names that a search looks through."""

    slug: str
    kind: str
    city: str | None
    river: str | None
    years: range
    people: int | None
    themes: frozenset[str]
    forums: frozenset[str]
    organizations: frozenset[str]
    funders: frozenset[str]
    says: frozenset[str]
    words: tuple[str, ...]


def rows_of(proposals):
    """The activities among `proposals`, with the names of what they refer to."""
    records = {(entry.kind, entry.slug): entry.snapshot for entry in proposals}
    return [_row(records, entry.snapshot) for entry in proposals if entry.kind == "activity"]


def _row(records, activity):
    city = records.get(("city", activity["city"]), {})
    governorate = records.get(("governorate", city.get("governorate")), {})
    forums = frozenset(entry["forum"] for entry in activity["forums"])
    organizations = frozenset(entry["organization"] for entry in activity["organizations"])
    named = [activity, city, governorate, *(records["forum", slug] for slug in forums)]
    named += [records["organization", slug] for slug in organizations]
    named += [records["theme", slug] for slug in activity["themes"]]
    return Row(
        activity["slug"],
        activity["kind"],
        activity["city"],
        MAIN.get(city.get("river"), city.get("river")),
        _years(activity),
        _people(records, activity),
        frozenset(activity["themes"]),
        forums,
        organizations,
        frozenset(
            entry["organization"]
            for entry in activity["organizations"]
            if entry["role"] == "funder"
        ),
        frozenset(_says(records, activity)),
        tuple(words for record in named for words in _words(record)),
    )


def _says(records, activity):
    """What it says of that which the filter may ask for; not whether its women may be told."""
    if _people(records, activity) is not None:
        yield "participations"
    if activity["countries"]:
        yield "countries"
    if any(entry["role"] == "funder" for entry in activity["organizations"]):
        yield "funder"
    if activity["city"] is None:
        yield "no-city"


def _years(activity):
    if not activity["start"]:
        return range(0)
    return range(int(activity["start"][:4]), int((activity["end"] or activity["start"])[:4]) + 1)


def _people(records, activity):
    whole = records.get(("activity", activity["part_of"]), {})
    return None if whole.get("participants") is not None else activity["participants"]


def _words(record):
    for texts in record.get("texts", {}).values():
        yield fold(" ".join(texts[field] for field in SEARCHED if field in texts))


def matches(row, chosen):
    """Whether `chosen` asks for this activity."""
    years_asked = chosen.year_from is not None or chosen.year_to is not None
    first, last = chosen.year_from or 0, chosen.year_to or 9999
    return (
        (not chosen.themes or bool(row.themes & set(chosen.themes)))
        and (not chosen.kinds or row.kind in chosen.kinds)
        and (not chosen.rivers or row.river in chosen.rivers)
        and (not years_asked or any(first <= year <= last for year in row.years))
        and (chosen.city is None or row.city == chosen.city)
        and (chosen.forum is None or chosen.forum in row.forums)
        and (chosen.organization is None or chosen.organization in row.organizations)
        and (chosen.funder is None or chosen.funder in row.funders)
        and row.says.issuperset(chosen.says)
        and chosen.began in (None, _beginning(row))
        and all(
            any(word in words for words in row.words) for word in fold(chosen.q or "").split()[:6]
        )
    )


def _beginning(row):
    return str(row.years.start) if row.years else NO_YEAR


def found(rows, chosen):
    """The activities that `chosen` asks for."""
    return [row for row in rows if matches(row, chosen)]


def sums(rows, chosen):
    """The sums over the activities that `chosen` asks for, named as a tally names them."""
    left = found(rows, chosen)
    without_years = found(rows, replace(chosen, year_from=None, year_to=None))
    years_asked = chosen.year_from is not None or chosen.year_to is not None
    return {
        "activities": len(left),
        "participants": sum(row.people or 0 for row in left),
        "figures": sum(row.people is not None for row in left),
        "undated": sum(not row.years for row in left),
        "undated_left_out": sum(not row.years for row in without_years) if years_asked else 0,
        "nowhere": sum(row.city is None for row in left),
        "by_city": Counter(row.city for row in left if row.city),
    }


def choices(rows, chosen):
    """For each key, how many activities each of its choices would leave."""
    empty = Filter()

    def left(*attributes):
        return found(rows, replace(chosen, **{name: getattr(empty, name) for name in attributes}))

    return {
        "themes": Counter(theme for row in left("themes") for theme in row.themes),
        "kinds": Counter(row.kind for row in left("kinds")),
        "rivers": Counter(row.river for row in left("rivers") if row.river),
        "city": Counter(row.city for row in left("city") if row.city),
        "years": Counter(str(y) for row in left("year_from", "year_to") for y in row.years),
    }


# For each field of a filter: in which share of filters it asks for something, and for what that
# an activity, or another one, answers to.
ASKED = {
    "themes": (0.4, lambda row, other: row.themes | other.themes),
    "rivers": (0.3, lambda row, _other: {row.river} - {None}),
    "kinds": (0.3, lambda row, _other: {row.kind}),
    "year_from": (0.4, lambda row, _other: {row.years.start - gap for gap in (0, 2) if row.years}),
    "year_to": (0.4, lambda row, _other: {row.years.stop - 1 + gap for gap in (0, 3) if row.years}),
    "city": (0.15, lambda row, _other: {row.city} - {None}),
    "forum": (0.15, lambda row, _other: row.forums),
    "organization": (0.15, lambda row, _other: row.organizations),
    "funder": (0.1, lambda row, _other: row.funders),
    "says": (0.15, lambda row, _other: row.says),
    "began": (0.1, lambda row, _other: {_beginning(row)}),
    "q": (0.2, lambda row, _other: {words.split()[0] for words in row.words if words}),
}


def random_filter(chance, rows):
    """A filter that may well leave something: its values are taken from activities."""
    some, other = chance.choice(rows), chance.choice(rows)
    values = {}
    for key in KEYS:
        share, answers = ASKED[key.attribute]
        offered = sorted(answers(some, other))
        if not offered or chance.random() > share:
            continue
        chosen = chance.sample(offered, chance.randint(1, len(offered)))
        values[key.attribute] = tuple(sorted(chosen)) if key.shape is Shape.SEVERAL else chosen[0]
    return Filter(**values)
