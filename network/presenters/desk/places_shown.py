"""The place of a record on the static map: where it is now, and where a proposal puts it."""

from dataclasses import dataclass

from network.access.sight import seen_standing
from network.maps.static import HOME
from network.models import Account, Revision


@dataclass(frozen=True)
class Spot:
    """A point on the static map, in its units; `proposed` where it is not public yet."""

    x: float
    y: float
    proposed: bool


def places_of(account: Account, revision: Revision, standing: Revision | None) -> list[Spot]:
    """The point that stands and the one that is proposed; one where both are the same."""
    before = _point(account, standing) if standing and not standing.removal else None
    after = _point(account, revision)
    spots = [(point, proposed) for point, proposed in ((before, False), (after, True)) if point]
    if before == after:
        spots = spots[:1]
    return [_spot(point, proposed) for point, proposed in spots if HOME.contains(*point)]


def _spot(point: tuple[float, float], proposed: bool) -> Spot:
    x, y = HOME.point(*point)
    return Spot(round(x, 1), round(y, 1), proposed)


def _point(account: Account, revision: Revision) -> tuple[float, float] | None:
    """The latitude and longitude of a record, or of the city that it names."""
    if revision.record_kind == "city":
        return float(revision.snapshot["latitude"]), float(revision.snapshot["longitude"])
    city = revision.snapshot.get("city")
    found = seen_standing(account, "city", city) if city else None
    return _point(account, found) if found and not found.removal else None
