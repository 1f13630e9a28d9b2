"""Workers live under load: 30 kinds of address, 16 clients, a publication every two seconds."""

from bench.drills.outcome import Outcome


def run(short: bool) -> Outcome:
    """Read for a minute (ten seconds in the short form) from production on made-up records."""
    return Outcome()
