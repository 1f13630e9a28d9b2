"""Which purposes of aid our themes are: codes of the OECD's DAC, with shares that sum to 100."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

# The codes of each theme; several share it equally. Names as in IATI's codelist `Sector`.
DAC_SECTORS: Mapping[str, tuple[str, ...]] = {
    # 15150 Democratic participation and civil society
    "social-forum-process": ("15150",),
    # 15220 Civilian peace-building, conflict prevention and resolution
    "nonviolence-and-peace": ("15220",),
    "social-cohesion": ("15220",),
    # 15170 Women's equality organisations and institutions
    "womens-rights": ("15170",),
    # 15160 Human rights
    "workers-rights": ("15160",),
    "minority-rights": ("15160",),
    "civil-and-political-rights": ("15160",),
    # 14040 River basins' development, 41010 Environmental policy and administrative management
    "environment-and-water": ("14040", "41010"),
    # 16061 Culture and recreation
    "cultural-heritage": ("16061",),
    "sport-and-arts-of-peace": ("16061", "15220"),
    # 15153 Media and free flow of information
    "freedom-of-expression": ("15153",),
    # 11110 Education policy and administrative management
    "right-to-education": ("11110",),
    # 16010 Social/welfare services
    "economic-and-social-justice": ("16010",),
}
# Every activity of the network serves this one; it stands in where a theme has no code.
OTHERWISE = ("15150",)
WHOLE = 10_000


def dac_shares(themes: Iterable[str]) -> dict[str, Decimal]:
    """The codes of `themes` (slugs) with their percentages, by code."""
    found = list(themes)
    weights: dict[str, Fraction] = {}
    for theme in found or [""]:
        codes = DAC_SECTORS.get(theme, OTHERWISE)
        for code in codes:
            part = Fraction(1, len(codes) * max(len(found), 1))
            weights[code] = weights.get(code, Fraction()) + part
    return percentages(weights)


def percentages(weights: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Percentages with two decimals in proportion to `weights`, which sum to 1.

    What rounding leaves over goes to the largest remainders, so that they sum to exactly 100.
    """
    exact = {code: weight * WHOLE for code, weight in sorted(weights.items())}
    shares = {code: int(value) for code, value in exact.items()}
    remainders = sorted(exact, key=lambda code: (shares[code] - exact[code], code))
    for code in remainders[: WHOLE - sum(shares.values())]:
        shares[code] += 1
    return {code: Decimal(share) / 100 for code, share in shares.items()}
