"""Sorts a place's alternate names into Arabic, Sorani and romanized ones."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# Letters that Sorani has and Arabic has not; the first group no neighboring language uses so.
_SORANI_ONLY = re.compile("[ەێۆڵڕڤھ]")
_NOT_ARABIC = re.compile("[ەێۆڵڕڤھگژچپ]")
_PERSO_KURDISH_FORMS = re.compile("[یک]")
_ARABIC_FORMS = re.compile("[يكةى]")
_AIRPORT_CODE = re.compile(r"[A-Z]{3,4}")


@dataclass(frozen=True)
class Spellings:
    """Names by script and language, each list without repeats, in a stable order."""

    arabic: tuple[str, ...]
    sorani: tuple[str, ...]
    romanized: tuple[str, ...]


def sort_spellings(names: Iterable[str]) -> Spellings:
    """Sort names; those in other scripts and machine transliterations are left out."""
    tidy = sorted({unicodedata.normalize("NFC", " ".join(name.split())) for name in names})
    written = [name for name in tidy if _is_arabic_script(name)]
    sorani = [name for name in written if _is_sorani(name)]
    return Spellings(
        arabic=tuple(name for name in written if name not in sorani),
        sorani=tuple(sorted(sorani, key=lambda name: (not _SORANI_ONLY.search(name), name))),
        romanized=tuple(name for name in tidy if _is_romanized(name)),
    )


def _is_arabic_script(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(_ARABIC_SCRIPT.match(letter) for letter in letters)


def _is_sorani(name: str) -> bool:
    if _NOT_ARABIC.search(name):
        return True
    return bool(_PERSO_KURDISH_FORMS.search(name)) and not _ARABIC_FORMS.search(name)


def _is_romanized(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha() and letter not in "ʿʾʼʻ"]
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    # Names in small letters are transliterations by machine of the other scripts ("bghdad").
    named = any(letter.isupper() for letter in letters)
    return latin and named and not _AIRPORT_CODE.fullmatch(name)
