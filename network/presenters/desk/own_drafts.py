"""Loads what the account wrote itself."""

from flask import abort

from network.access import signed_in_account
from network.access.loading import load_revision
from network.changes.drafts import UNFINISHED
from network.models import Revision


def load_draft(number: int) -> Revision:
    """A draft of the account's own; 404 for anything else."""
    revision = load_own(number)
    if revision.state not in UNFINISHED:
        abort(404)
    return revision


def load_own(number: int) -> Revision:
    """What the account wrote, be it handed in or not; 404 for anything else."""
    revision = load_revision(number)
    if revision.account_id != signed_in_account().id or revision.removal:
        abort(404)
    return revision
