"""The card: the picture that stands for a page elsewhere; where its words and its map go."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from network.maps.static import HOME, Bubble

WIDTH, HEIGHT = 1200, 630
MARGIN = 56
MAP_WIDTH = 560
TEXT_WIDTH = WIDTH - MAP_WIDTH - MARGIN - 12
TITLE_SIZES = (66, 58, 50, 44, 38, 33)
MOST_TITLE_LINES = 5
TITLE_HEIGHT = 250
TITLE_LEADING = 1.34
LINE_SIZE, LINE_LEADING = 28, 40
KICKER_Y, TITLE_Y, FOOT_Y = 172, 196, HEIGHT - 44
LAST_LINE_Y = FOOT_Y - 40
# Widths in parts of the size of the type, as Noto Sans Arabic has them when bold, or a bit more.
NARROW, WIDE = set("iIjlt.,:;'|!()[]·-،اأإآلرزدذوۆە"), set("mwMW@%&—سشصضێ")
NARROW_WIDTH, USUAL_WIDTH, CAPITAL_WIDTH, WIDE_WIDTH = 0.36, 0.61, 0.71, 0.93
# Each line is embedded in its own direction: the rasterizer takes all for left to right.
EMBEDDING = {"ltr": "\u202a", "rtl": "\u202b"}
END = "\u202c"


@dataclass(frozen=True)
class Words:
    """A text with its direction, `ltr` or `rtl`."""

    value: str
    direction: str


@dataclass(frozen=True)
class Card:
    """What a card says and shows: `focus` is the slug of the city that it names."""

    direction: str
    kicker: str
    title: Words
    lines: Sequence[Words]
    foot: str
    bubbles: Sequence[Bubble]
    focus: str | None = None

    @property
    def map_x(self) -> int:
        """Where the map begins: beyond the words, wherever these begin."""
        return 0 if self.direction == "rtl" else WIDTH - MAP_WIDTH

    @property
    def text_x(self) -> int:
        """Where all lines of words begin."""
        return WIDTH - MARGIN if self.direction == "rtl" else MARGIN

    @property
    def anchor(self) -> str:
        """How a line stands at `text_x`; the rasterizer knows no lines from right to left."""
        return "end" if self.direction == "rtl" else "start"

    @property
    def map_box(self) -> str:
        """The part of the map's own units that the card shows, whole from north to south."""
        across = HOME.height * MAP_WIDTH / HEIGHT
        return f"{(HOME.width - across) / 2:.1f} 0 {across:.1f} {HOME.height:.1f}"


@dataclass(frozen=True)
class Line:
    """A line of words where it goes: its style, the y of its base line, its size in pixels."""

    style: str
    text: str
    y: float
    size: float


def lines(card: Card) -> Iterator[Line]:
    """Every line of the words of a card, from the top."""
    yield Line("kicker", embedded(Words(card.kicker, card.direction)), KICKER_Y, 26)
    size, title = _fitted(card.title)
    y = float(TITLE_Y)
    for text in title:
        y += size * TITLE_LEADING if y > TITLE_Y else size * 1.05
        yield Line("title", embedded(Words(text, card.title.direction)), round(y, 1), size)
    y += LINE_LEADING * 0.35
    for words in card.lines:
        for text in wrapped(words.value, LINE_SIZE, TEXT_WIDTH):
            y += LINE_LEADING
            if y <= LAST_LINE_Y:
                yield Line("line", embedded(Words(text, words.direction)), round(y, 1), LINE_SIZE)
    yield Line("foot", embedded(Words(card.foot, card.direction)), FOOT_Y, 24)


def embedded(words: Words) -> str:
    """A text in its own direction, without letters that cannot be seen or that turn others."""
    seen = "".join(
        letter
        for letter in words.value
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs") or letter == "\u200c"
    )
    return f"{EMBEDDING[words.direction]}{seen}{END}"


def wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines that are not wider than `width`, as far as its words let it."""
    found: list[str] = []
    for word in text.split():
        if found and text_width(f"{found[-1]} {word}", size) <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def text_width(text: str, size: float) -> float:
    """About how wide a text is at a size, in pixels; rather too wide than too narrow."""
    return size * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return 0.0
    if letter in NARROW or letter == " ":
        return NARROW_WIDTH
    if letter in WIDE:
        return WIDE_WIDTH
    return CAPITAL_WIDTH if letter.isupper() else USUAL_WIDTH


def _fitted(title: Words) -> tuple[int, list[str]]:
    """The largest type in which the title has room, and its lines; cut where it never has."""
    for size in TITLE_SIZES:
        found = wrapped(title.value, size, TEXT_WIDTH)
        most = min(MOST_TITLE_LINES, int(TITLE_HEIGHT / (size * TITLE_LEADING)))
        if len(found) <= most and all(text_width(text, size) <= TEXT_WIDTH for text in found):
            return size, found
    size = TITLE_SIZES[-1]
    found = wrapped(title.value, size, TEXT_WIDTH)
    if len(found) > MOST_TITLE_LINES:
        found = [*found[: MOST_TITLE_LINES - 1], f"{found[MOST_TITLE_LINES - 1]} …"]
    return size, found
