"""Who is signed in and who may do what; the gate that every request to the desk goes through."""

from network.access.forgery import Forged
from network.access.gate import guarded, open_to_all, register
from network.access.sessions import current_account, current_session, signed_in_account

__all__ = [
    "Forged",
    "current_account",
    "current_session",
    "guarded",
    "open_to_all",
    "register",
    "signed_in_account",
]
