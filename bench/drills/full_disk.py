"""A disk that is full, then one that may only be read: pages go on, saves say so, nothing is lost.

Mounts a small tmpfs, which needs root; where that is not permitted the drill says so.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.drills.asking import Answer, DrillError, ask, demand, flask, judged
from bench.drills.outcome import Outcome
from bench.drills.servers import production
from network.access.cookies import SESSION
from network.database import open_engine
from network.models import Account, DeskSession, Revision
from network.tokens import fingerprint, new_token
from network.vocabulary import AccountRole

SIZE = "64m"
PAGES = ("/en/", "/ar/cities/", "/ckb/reach", "/en/activities.csv", "/en/cities/?as_of=2020-01-01")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def run(short: bool) -> Outcome:
    """Run the drill, and tell what it found."""
    return judged(drill, short)


def drill(short: bool) -> dict[str, int]:
    """Fill the disk of a production server, and mount it read-only; raises DrillError."""
    rounds = 1 if short else 3
    figures = {"saves acknowledged": 0, "saves refused": 0, "pages on a full disk": 0}
    with tempfile.TemporaryDirectory() as parent, _disk(Path(parent) / "disk") as disk:
        settings = {"NETWORK_INSTANCE_FOLDER": str(disk)}
        for command in ("migrate", "seed"):
            done = flask(command, **settings)
            demand(done.returncode == 0, done.stderr)
        token = _signed_in(disk)
        with production(Path(parent), **settings) as site:
            desk = Desk(site.port, token)
            for _ in range(rounds):
                _fill(disk, desk, figures)
        _check_reading(disk, settings, figures)
    return figures


class Desk:
    """A browser at the desk, in which a coordinator is signed in."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.cookie = port, {"Cookie": f"{SESSION}={token}"}
        self.acknowledged: list[str] = []

    def get(self, path: str) -> Answer:
        """A page of the desk."""
        return ask(self.port, path, **self.cookie)

    def save(self) -> Answer:
        """Begin a draft, which is acknowledged by leading to its page."""
        page = self.get("/en/desk/add")
        token = re.search(rb'name="token" value="([0-9a-f]+)"', page.body)
        if token is None:
            raise DrillError(f"the desk has no form ({page.status})")
        fields = {"token": token.group(1).decode(), "kind": "organization", "slug": ""}
        answer = ask(self.port, "/en/desk/drafts", urlencode(fields), **self.cookie, **FORM)
        if answer.status == 303:
            number = re.search(r"/drafts/([0-9]+)", answer.headers["Location"])
            demand(number is not None, "a draft was begun and led nowhere")
            self.acknowledged.append(number.group(1) if number else "")
        return answer


def _signed_in(disk: Path) -> str:
    """The token of a coordinator's session."""
    token, moment = new_token(), datetime.now(UTC)
    engine = open_engine(f"sqlite:///{disk / 'network.sqlite'}")
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        account = Account(
            login="drill",
            name="Drill",
            language="en",
            role=AccountRole.COORDINATOR,
            password_hash="",
            active=True,
            created_at=moment,
        )
        session.add(account)
        session.flush()
        opened = {"complete": True, "browser": "Drill", "created_at": moment, "seen_at": moment}
        session.add(DeskSession(account_id=account.id, token_hash=fingerprint(token), **opened))
    engine.dispose()
    return token


@contextmanager
def _disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise DrillError("a small disk cannot be mounted here: the drill needs root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _fill(disk: Path, desk: Desk, figures: dict[str, int]) -> None:
    """Save until the disk is full, see that pages go on, make space and save again."""
    filler = disk / "filler"
    _take_all(filler)
    refused = None
    for _ in range(400):
        answer = desk.save()
        if answer.status != 303:
            refused = answer
            break
        figures["saves acknowledged"] += 1
        _take_all(filler)
    demand(refused is not None, "saving went on for ever on a full disk")
    demand(bool(refused and refused.status == 507), f"a save answered {refused and refused.status}")
    figures["saves refused"] += 1
    for path in PAGES:
        for _ in range(4):
            status = ask(desk.port, path).status
            demand(status == 200, f"{path} answered {status} on a full disk")
            figures["pages on a full disk"] += 1
    demand(desk.get("/en/desk/own").status == 200, "the desk cannot be read on a full disk")
    filler.unlink()
    demand(desk.save().status == 303, "saving did not recover")
    figures["saves acknowledged"] += 1
    _check_kept(disk, desk.acknowledged)


def _take_all(filler: Path) -> None:
    """Take all space that is left, to the last byte."""
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(b"0" * size) == size:
                    pass
            except OSError:
                continue


def _check_kept(disk: Path, numbers: list[str]) -> None:
    engine = open_engine(f"sqlite:///{disk / 'network.sqlite'}")
    with Session(engine) as session:
        found = {str(number) for number in session.scalars(select(Revision.id))}
        sound = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
    engine.dispose()
    demand(sound == "ok", f"the database is damaged: {sound}")
    demand(set(numbers) <= found, f"acknowledged and lost: {sorted(set(numbers) - found)}")


def _check_reading(disk: Path, settings: dict[str, str], figures: dict[str, int]) -> None:
    """Start on a disk that may only be read, then let it be written again."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    figures["pages on a disk that is only read"] = 0
    try:
        with production(disk.parent, **settings) as site:
            for path in PAGES * 3:
                status = ask(site.port, path).status
                demand(status == 200, f"{path} answered {status} on a disk that is only read")
                figures["pages on a disk that is only read"] += 1
            done = flask("accounts", "reset", "drill", **settings)
            demand(done.returncode == 1, "to write on a disk that is only read was no error")
            demand(len(done.stderr.strip().splitlines()) == 1, f"not one line: {done.stderr}")
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
            done = flask("accounts", "reset", "drill", **settings)
            demand(done.returncode == 0, f"writing did not recover: {done.stderr}")
            demand(ask(site.port, PAGES[0]).status == 200, "pages did not go on")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=False)
