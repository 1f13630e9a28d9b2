"""Folds a text to the form in which all searches compare texts."""

import re
import unicodedata

# Honorific formulas in one character; spelled out they would be 18 and 8 letters long.
_FORMULAS = "\ufdfa\ufdfb"
_QURANIC_SIGNS = "\u06dd\u06de\u06e5\u06e6\u06e9"
_APOSTROPHES = "'\u2018\u2019\u201a\u201b`\u00b4\u2032\u2035\u05f3\u05f4"
_MODIFIERS = range(0x02B0, 0x0300)
_TATWEEL_AND_HAMZA = "\u0640\u0621"
_LETTERS = {
    "\u0671": "ا",
    "ى": "ی",
    "ي": "ی",
    "ێ": "ی",
    "ې": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ة": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ہ": "ه",
    "ۃ": "ه",
    "ۆ": "و",
    "ڵ": "ل",
    "ڕ": "ر",
    # Latin letters with a stroke, or without a dot, that no normalization takes apart.
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "ŧ": "t",
}
_REMOVED = _FORMULAS + _QURANIC_SIGNS + _APOSTROPHES + _TATWEEL_AND_HAMZA
_HYPHENATED_ARTICLES = frozenset(("an", "ar", "as", "ash", "at", "ath", "ad", "adh", "az"))
_SUN_LETTERS = frozenset(("d", "dh", "n", "r", "s", "sh", "t", "th", "z"))
_ARABIC_ARTICLE = re.compile(r"\A(?:ال)+(?=\w{3})")
_WORD = re.compile(r"([^ -]+)([ -]*)")


class _Table(dict[int, str]):
    """What each character becomes; computed when it is first met, for any in Unicode."""

    def __missing__(self, code: int) -> str:
        self[code] = self._plain(chr(code))
        return self[code]

    @staticmethod
    def _plain(letter: str) -> str:
        category = unicodedata.category(letter)
        # Accents and vowel signs; invisible joiners, bidi controls; half characters.
        if category in ("Mn", "Me", "Cf", "Cs") or unicodedata.combining(letter):
            return ""
        if category == "Lm" and ord(letter) in _MODIFIERS:
            return ""
        if category == "Nd":
            return str(unicodedata.decimal(letter))
        if category == "Pd":
            return "-"
        return letter if letter.isalnum() or category == "Mc" else " "


_TABLE = _Table(
    {ord(letter): "" for letter in _REMOVED}
    | {ord(letter): plain for letter, plain in _LETTERS.items()}
)
# These would fall apart into spaces or whole sentences before the table sees them.
_EARLY = {ord(letter): "" for letter in _FORMULAS + _APOSTROPHES}


def fold(text: str) -> str:
    """The form of a text that equal-sounding spellings share. Never raises; ``fold`` of it is it.

    - compatibility forms, capitals and accents: ``Ａ``, ``Ā`` and ``a`` are ``a``
    - harakat, Quranic signs, tatweel, bare hamza, apostrophes and ayn marks go
    - أ إ آ ٱ are ا; ؤ is و; ئ ى ي ێ are ی; ك is ک; ة ە ھ and ه with a non-joiner are ه; ۆ is و;
      ڵ is ل; ڕ is ر; digits of any script are 0-9
    - joiners, bidi controls and other invisible characters go
    - hyphens, other punctuation, symbols and controls are spaces; runs of space are one
    - the article goes at a word's start: ال where three letters stay; al, el before any word;
      an, ar, as, ash, at, ath, ad, adh, az before a hyphen, or where the word begins with the
      same letter, as in ``Ad Diwaniyah``
    """
    text = unicodedata.normalize("NFKD", text.translate(_EARLY)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_TABLE)
    return " ".join(_without_articles(text))


def _without_articles(text: str) -> list[str]:
    kept: list[str] = []
    # From the last word to the first: whether a word is an article depends on the one it precedes.
    for found, separator in reversed(_WORD.findall(text)):
        word = _ARABIC_ARTICLE.sub("", found)
        if not (kept and _is_article(word, "-" in separator, kept[-1])):
            kept.append(word)
    return kept[::-1]


def _is_article(word: str, hyphenated: bool, following: str) -> bool:
    if word in ("al", "el") or (hyphenated and word in _HYPHENATED_ARTICLES):
        return True
    # "at the" is English: the article before th is written "ath".
    if word == "at" and following.startswith("th"):
        return False
    return word[:1] in ("a", "e") and word[1:] in _SUN_LETTERS and following.startswith(word[1:])
