"""Which Natural Earth records make up which river, and what the river is called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """A river: its records by name, the (longitude, latitude) it starts near, its names.

    ``main`` rivers are the four along which kilometers are counted.
    """

    slug: str
    records: tuple[str, ...]
    source: tuple[float, float]
    main: bool
    names: dict[str, str]


COURSES = (
    Course(
        "tigris",
        ("Dicle", "Tigris"),
        (39.17, 38.42),
        True,
        {"en": "Tigris", "ar": "دجلة", "ckb": "دیجلە"},
    ),
    Course(
        "euphrates",
        ("Firat", "Al Furat", "Euphrates"),
        (38.35, 38.60),
        True,
        {"en": "Euphrates", "ar": "الفرات", "ckb": "فورات"},
    ),
    Course(
        "shatt-al-hillah",
        ("Shatt al Hillah",),
        (44.27, 32.73),
        True,
        {"en": "Shatt al-Hillah", "ar": "شط الحلة", "ckb": "شەتی حلە"},
    ),
    Course(
        "shatt-al-arab",
        ("Shatt al Arab",),
        (47.47, 30.97),
        True,
        {"en": "Shatt al-Arab", "ar": "شط العرب", "ckb": "شەتولعەرەب"},
    ),
    Course(
        "gharraf",
        ("Gharraf Canal",),
        (45.81, 32.50),
        False,
        {"en": "Gharraf", "ar": "الغراف", "ckb": "غەراف"},
    ),
    Course(
        "hindiyah-channel",
        ("Hindiyah Channel",),
        (44.35, 32.24),
        False,
        {"en": "Hindiyah Channel", "ar": "قناة الهندية", "ckb": "کەناڵی هیندییە"},
    ),
    Course(
        "atshan",
        ("Atshan",),
        (44.79, 31.46),
        False,
        {"en": "Atshan", "ar": "العطشان", "ckb": "عەتشان"},
    ),
    Course(
        "karkheh",
        ("Karkheh",),
        (48.98, 33.95),
        False,
        {"en": "Karkheh", "ar": "الكرخة", "ckb": "کەرخە"},
    ),
)
