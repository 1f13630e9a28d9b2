"""The second factor: codes of an application on the telephone, and codes on paper."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from pyotp import TOTP
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from network.clock import FARTHEST_AHEAD
from network.database import SITE_KEY
from network.models import Account, RecoveryCode
from network.sealing import WrongKeyError, seal, unseal
from network.tokens import fingerprint, key_for

ISSUER = "Rafidain"
PURPOSE = "second factors"
STEP_SECONDS = 30
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
SECRET_LENGTH = 32
DIGITS = 6


def new_secret() -> str:
    """A secret of 160 bits, in the letters that applications take."""
    return base64.b32encode(secrets.token_bytes(SECRET_LENGTH * 5 // 8)).decode()


def is_secret(value: str) -> bool:
    """Whether `value` is a secret as we make them."""
    return len(value) == SECRET_LENGTH and set(value) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def setup_address(secret: str, login: str) -> str:
    """What the QR code of a secret says to an application."""
    return TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def fitting_step(secret: str, code: str, moment: datetime) -> int | None:
    """The time step that `code` belongs to: the present one, or a neighbor of it."""
    typed = plain_code(code)
    present = int(moment.timestamp()) // STEP_SECONDS
    for step in (present, present - 1, present + 1):
        expected = TOTP(secret).generate_otp(step)
        if secrets.compare_digest(expected.encode(), typed.encode()):
            return step
    return None


def secret_of(session: Session, account: Account) -> str | None:
    """The secret whose codes an account is asked for, None where it is asked for none.

    Raises WrongKeyError where it was sealed with another key of the site.
    """
    if account.totp_secret is None:
        return None
    return unseal(_key(session), account.totp_secret, _about(account))


def sealed(session: Session, account: Account, secret: str) -> str:
    """A secret as it is kept: for nobody without the site's key, and for this account only."""
    return seal(_key(session), secret, _about(account))


def can_check(session: Session, account: Account) -> bool:
    """Whether codes of the telephone can be checked: not with another key of the site."""
    try:
        secret_of(session, account)
    except WrongKeyError:
        return False
    return True


def unreadable(session: Session) -> Sequence[Account]:
    """The accounts whose codes cannot be checked, as they were set up with another site's key."""
    factors = select(Account).where(Account.totp_secret.is_not(None)).order_by(Account.login)
    return [account for account in session.scalars(factors) if not can_check(session, account)]


def take_code(session: Session, account: Account, code: str, moment: datetime) -> bool:
    """Whether `code` is good now; then it is spent. Two at once cannot spend the same one.

    With another key of the site, only a recovery code can be good.
    """
    secret = secret_of(session, account) if can_check(session, account) else None
    step = fitting_step(secret, code, moment) if secret else None
    if step is None:
        return _take_recovery_code(session, account, code, moment)
    # A step that is yet to come was written by a clock that was wrong.
    latest = step + FARTHEST_AHEAD.seconds // STEP_SECONDS
    last = Account.totp_step
    unspent = or_(last.is_(None), last < step, last > latest)
    spent = session.execute(
        update(Account)
        .where(Account.id == account.id, unspent)
        .values(totp_step=step)
        .execution_options(synchronize_session=False)
        .returning(Account.id)
    )
    return spent.first() is not None


def set_factor(session: Session, account: Account, secret: str, step: int) -> Sequence[str]:
    """Ask for codes of `secret` from now on; returns the recovery codes, shown this once."""
    account.totp_secret = sealed(session, account, secret)
    account.totp_step = step
    return new_recovery_codes(session, account)


def drop_factor(session: Session, account: Account) -> None:
    """Ask for no second factor any more."""
    account.totp_secret = None
    account.totp_step = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def new_recovery_codes(session: Session, account: Account) -> Sequence[str]:
    """Ten codes that stand in for the second factor once each; older ones are void."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [
        base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
        for _ in range(RECOVERY_CODES)
    ]
    session.add_all(
        RecoveryCode(account_id=account.id, code_hash=fingerprint(code)) for code in codes
    )
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def _key(session: Session) -> bytes:
    return key_for(PURPOSE, session.info[SITE_KEY])


def _about(account: Account) -> str:
    """Binds a secret to its account, so that nobody can give one account that of another."""
    return f"account {account.id}"


def _take_recovery_code(session: Session, account: Account, code: str, moment: datetime) -> bool:
    taken = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash == fingerprint(plain_code(code)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=moment)
        .returning(RecoveryCode.id)
    )
    return taken.first() is not None


def plain_code(code: str) -> str:
    """A code without what people put between its signs, in Latin digits and small letters."""
    signs = (sign for sign in code if sign.isalnum())
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in signs).lower()
