"""The order of names in each language, as a key that compares byte by byte."""

from network.folding import fold

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
SORANI = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆھەیێ"
# Letters that stand at the place of another one; bare hamza has no place of its own.
VARIANTS: dict[str, dict[int, int | None]] = {
    "ar": {**str.maketrans("أإآٱىةؤئ", "اااايهوي"), ord("ء"): None},
    "ckb": {**str.maketrans("ىيكهةأإآ", "ییکھەااا")},
}
ALPHABETS = {"ar": ARABIC, "ckb": SORANI}
# Private use: after the letters of every other script.
FIRST_LETTER = 0xE000


def sort_key(name: str, language: str) -> str:
    """The key that puts `name` at its place in the alphabet of `language`.

    Arabic names are ordered without their article; letters that are not of the alphabet come
    before it. Both databases compare the keys as bytes, so both give the same order.
    """
    alphabet = ALPHABETS.get(language)
    if alphabet is None:
        return fold(name)[:200]
    letters = name.strip().translate(VARIANTS[language])
    if language == "ar":
        letters = " ".join(word.removeprefix("ال") or word for word in letters.split())
    return "".join(_letter(letter, alphabet) for letter in letters)[:200]


def _letter(letter: str, alphabet: str) -> str:
    place = alphabet.find(letter)
    if place >= 0:
        return chr(FIRST_LETTER + place)
    return " " if letter.isspace() else fold(letter)[:1]
