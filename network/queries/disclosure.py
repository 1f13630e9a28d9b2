"""Which figures about people may be public: small groups are never told apart."""

from dataclasses import dataclass

from network.models import Activity

FEWEST = 5
# Figures that add up to the total: knowing one and the total gives away the other.
PAIRS = (("women", "men"), ("iraqi", "international"))


@dataclass(frozen=True)
class PublishedCount:
    """A group of participants: a number; or fewer than five; or withheld to protect another."""

    group: str
    value: int | None
    few: bool = False

    @property
    def withheld(self) -> bool:
        """Whether the number is kept back because it would give away a small group."""
        return self.value is None and not self.few


def published_counts(activity: Activity) -> list[PublishedCount]:
    """The known figures of an activity by group, as they may be shown to anyone."""
    counts = []
    total = activity.participants
    for pair in PAIRS:
        known = {group: getattr(activity, group) for group in pair}
        values = {group: value for group, value in known.items() if value is not None}
        small = any(value < FEWEST for value in values.values())
        for group, value in values.items():
            if value < FEWEST:
                counts.append(PublishedCount(group, None, few=True))
            else:
                hidden = total is not None and (small or total - value < FEWEST)
                counts.append(PublishedCount(group, None if hidden else value))
    if activity.youth is not None:
        few = activity.youth < FEWEST
        counts.append(PublishedCount("youth", None if few else activity.youth, few))
    return counts
