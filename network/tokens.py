"""Random tokens, and the hashes under which they are kept."""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """256 random bits, as letters that may stand in an address or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(value: str) -> bool:
    """Whether `value` is written as our random tokens are; what is not opens nothing."""
    return bool(TOKEN.fullmatch(value))


def fingerprint(token: str) -> str:
    """The hash under which a random token is kept; 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(key: bytes, message: str) -> str:
    """A hash of `message` that nobody without `key` can make or try out; 64 digits."""
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def key_for(purpose: str, site_key: bytes) -> bytes:
    """The key of 32 bytes for one purpose; it tells nothing of the site's or of other purposes."""
    return hmac.new(site_key, purpose.encode(), hashlib.sha256).digest()


def read_key(path: Path) -> bytes:
    """The random key in the file `path`, made where there is none.

    Of several processes that begin at once, all end up with the key of the same one. Raises
    ValueError where the file holds something else: a key that is cut off is known to everybody.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        own = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(TOKEN_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(own)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    key = path.read_bytes()
    if len(key) != TOKEN_BYTES:
        raise ValueError(f"{path} holds no key of {TOKEN_BYTES} bytes")
    return key
