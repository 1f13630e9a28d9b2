"""Passwords: which are refused, how they are kept, how they are checked."""

import unicodedata
from collections.abc import Iterable
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext
from zxcvbn import zxcvbn

from network.folding import fold

SHORTEST, LONGEST = 12, 200
# The estimate of zxcvbn from 0 to 4; below 3, a list of common passwords and words finds it.
LEAST_SCORE = 3
# The estimate's work grows with the square of the length.
ESTIMATED = 72
# A password must hold this much besides words that anyone would try here first.
LEAST_REST = 6
PROJECT_WORDS = (
    "rafidain",
    "forum",
    "social",
    "dijla",
    "dijlah",
    "furat",
    "tigris",
    "euphrates",
    "iraq",
    "kurdistan",
    "password",
    "الرافدين",
    "رافدين",
    "المنتدى",
    "منتدى",
    "دجلة",
    "الفرات",
    "فرات",
    "العراق",
    "عراق",
    "كردستان",
    "کوردستان",
    "کۆڕبەند",
    "دیجلە",
    "فورات",
    "عێراق",
)


class Passwords:
    """Keeps passwords as argon2id hashes; the costs are those that OWASP names as the least."""

    def __init__(self, *, memory_kib: int = 19_456, passes: int = 2, lanes: int = 1) -> None:
        self._hasher = PasswordHasher(passes, memory_kib, lanes)

    @cached_property
    def _nobody(self) -> str:
        """Checked where there is no account, so that the answer takes as long."""
        return self._hasher.hash("nobody")

    def keep(self, password: str) -> str:
        """The hash under which `password` is kept."""
        return self._hasher.hash(_normal(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether `password` is the one kept; without one it is not, after as much work."""
        nobody = self._nobody
        try:
            return self._hasher.verify(kept or nobody, _normal(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made at other costs than today's."""
        return self._hasher.check_needs_rehash(kept)


def password_problem(password: str, own_words: Iterable[str] = ()) -> str | None:
    """What is wrong with a new password, in words, or None.

    `own_words` are those that belong to its owner or the network: login, name, cities.
    """
    normal = _normal(password)
    if len(normal) < SHORTEST:
        return gettext("Please take at least %(number)s characters.", number=SHORTEST)
    if len(normal) > LONGEST:
        return gettext("Please take at most %(number)s characters.", number=LONGEST)
    words = [fold(word) for word in (*PROJECT_WORDS, *own_words) if word]
    estimate = zxcvbn(normal[:ESTIMATED], user_inputs=words)
    if estimate["score"] < LEAST_SCORE or _rest(normal, words) < LEAST_REST:
        return gettext(
            "This password is easily guessed. Several words that have nothing to do with each "
            "other, nor with the forums and their cities, are easy to keep and hard to guess."
        )
    return None


def _rest(password: str, words: Iterable[str]) -> int:
    """How many letters are left without words, digits and signs."""
    rest = fold(password)
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 2:
            rest = rest.replace(word, " ")
    return sum(letter.isalpha() for letter in rest)


def _normal(password: str) -> str:
    """The same password typed on another keyboard is the same."""
    return unicodedata.normalize("NFKC", password)
