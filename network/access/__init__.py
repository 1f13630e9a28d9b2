"""Who is signed in and who may do what; the gate that every request to the desk goes through."""

from network.access.forgery import Forged
from network.access.gate import guarded, has_role, open_to_all, register
from network.access.loading import authorize_new, load_account, load_record, load_revision
from network.access.permissions import Verb, may
from network.access.sessions import (
    current_account,
    current_session,
    signed_in_account,
    writing_account,
)
from network.access.sight import visible_to

__all__ = [
    "Forged",
    "Verb",
    "authorize_new",
    "current_account",
    "current_session",
    "guarded",
    "has_role",
    "load_account",
    "load_record",
    "load_revision",
    "may",
    "open_to_all",
    "register",
    "signed_in_account",
    "visible_to",
    "writing_account",
]
