"""Seals short texts that must be read again: who has a copy of the database cannot open them."""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class WrongKeyError(ValueError):
    """What is sealed was sealed with another key, for something else, or was changed since."""


def seal(key: bytes, text: str, about: str) -> str:
    """`text`, encrypted and bound to what it is `about`; letters that any column takes."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), about.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(key: bytes, sealed: str, about: str) -> str:
    """The text that was sealed with `key` and `about`; raises WrongKeyError."""
    try:
        whole = base64.urlsafe_b64decode(sealed.encode())
        nonce, rest = whole[:NONCE_BYTES], whole[NONCE_BYTES:]
        return AESGCM(key).decrypt(nonce, rest, about.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise WrongKeyError from None
