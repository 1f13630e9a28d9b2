"""PostgreSQL's own programs for dumps; the address goes by the environment, password and all."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from network.migrations.append_only import FUNCTION, POSTGRESQL_TRIGGERS, TABLE

# What a dump of ours holds; a restored function or trigger would run with our rights.
OURS = {
    "COMMENT",
    "CONSTRAINT",
    "DEFAULT",
    "FK CONSTRAINT",
    "INDEX",
    "SEQUENCE",
    "SEQUENCE OWNED BY",
    "SEQUENCE SET",
    "TABLE",
    "TABLE DATA",
    "ACL",
    "SCHEMA",
}


# The triggers of security events and what they run, told by their places; once the dump is read
# they must say what ours do.
OURS_BY_NAME = {
    f"FUNCTION public {FUNCTION}()",
    *(f"TRIGGER public {TABLE} {name}" for name in POSTGRESQL_TRIGGERS),
}


class ProgramError(RuntimeError):
    """One of the programs is missing or failed; says so in one line."""


def dump(address: URL, target: Path) -> None:
    """Write the database at `address` into the file `target`."""
    _run("pg_dump", "--format=custom", f"--file={target}", address=address)


def load(address: URL, file: Path) -> None:
    """Fill the empty database at `address` from a dump, in one transaction."""
    options = ("--no-owner", "--no-acl", "--single-transaction", "--exit-on-error")
    _run("pg_restore", *options, f"--dbname={address.database}", str(file), address=address)


def refuse_foreign_entries(address: URL, file: Path) -> None:
    """Raise ProgramError where a dump holds anything but tables and what belongs to them."""
    for line in _run("pg_restore", "--list", str(file), address=address).splitlines():
        if line.startswith(";") or not line.strip():
            continue
        # "215; 1259 16385 TABLE DATA public city owner"
        words = line.split(" ", 3)[3]
        named = words.rpartition(" ")[0]
        if named not in OURS_BY_NAME and not any(words.startswith(f"{kind} ") for kind in OURS):
            raise ProgramError(f"{file} holds what is not ours ({words})")


def _run(program: str, *arguments: str, address: URL) -> str:
    if shutil.which(program) is None:
        raise ProgramError(
            f"{program} is needed. On Debian and Ubuntu: apt install postgresql-client"
        )
    result = subprocess.run(  # noqa: S603  the program is one of two, and no shell reads this
        [program, *arguments],
        env=_environment(address),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise ProgramError(f"{program}: {(result.stderr.strip().splitlines() or ['failed'])[0]}")
    return result.stdout


def _environment(address: URL) -> dict[str, str]:
    values = {
        "PGHOST": address.host,
        "PGPORT": str(address.port or ""),
        "PGUSER": address.username,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
    }
    return {**os.environ, **{name: value for name, value in values.items() if value}}
