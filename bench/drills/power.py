"""The power fails: what was acknowledged is on the disk, and nothing is there by half.

A writer runs under strace, which notes each write, each wait for the disk and each acknowledgment
in order. At a moment by chance the power fails: of what was written since the last wait for the
disk, a part by chance reached it, torn at a sector perhaps. The control does the same where SQLite
does not wait (`synchronous=NORMAL`): there acknowledged work must be lost, or the drill could not
see a loss.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.drills.outcome import Outcome
from bench.drills.servers import environment
from bench.drills.writing import Found, prepared
from network.config import PROJECT_FOLDER

SECTOR = 512
CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink"
CALL = re.compile(
    r"^(?:\d+ +)?(?P<call>\w+)\((?:(?P<fd>\d+)<(?P<path>[^>]*)>|\"(?P<gone>[^\"]*)\")"
    r"(?:, (?P<rest>.*))?\) += (?P<result>\d+)"
)
DATA = re.compile(r'^"(?P<data>(?:\\x[0-9a-f]{2})*)", \d+(?:, (?P<offset>\d+))?$')


@dataclass(frozen=True)
class Event:
    """A call: what it did (`write`, `cut`, `sync`, `unlink`, `said`), to which file, with what."""

    did: str
    name: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """Files as they are on the disk for sure, and what was written to each since."""

    sure: dict[str, bytearray]
    since: dict[str, list[Event]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Go on by one call."""
        if event.did == "unlink":
            self.sure.pop(event.name, None)
            self.since.pop(event.name, None)
        elif event.did == "sync":
            content = self.sure.setdefault(event.name, bytearray())
            for entry in self.since.pop(event.name, []):
                lay(content, entry)
        else:
            self.since.setdefault(event.name, []).append(event)

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """What is there after the failure: of the calls since the last wait some, or a part."""
        share, found = chance.choice((0.0, 0.5, 1.0)), {}
        for name in {*self.sure, *self.since}:
            content = bytearray(self.sure.get(name, b""))
            for entry in self.since.get(name, []):
                if chance.random() < share:
                    lay(content, torn(entry, chance))
            found[name] = bytes(content)
        return found


def run(short: bool) -> Outcome:
    """Let the power fail 100 times (20 in the short form), and as often in the control."""
    outcome, cuts = Outcome(), 20 if short else 100
    if shutil.which("strace") is None:
        outcome.faults.append("strace is needed. On Debian and Ubuntu: apt install strace")
        return outcome
    for synchronous in ("FULL", "NORMAL"):
        lost, half, unsound = failures(synchronous, rounds=15 if short else 60, cuts=cuts)
        outcome.figures[f"{synchronous}: cuts, lost, half, unsound"] = (cuts, lost, half, unsound)
        if synchronous == "FULL":
            outcome.expect(not lost, f"{lost} of {cuts} cuts lost what was acknowledged")
        else:
            outcome.expect(lost > 0, "the control lost nothing: the drill cannot see a loss")
        outcome.expect(not half, f"{half} of {cuts} cuts left a publication by half")
        outcome.expect(not unsound, f"{unsound} of {cuts} cuts left an unsound database")
    return outcome


def failures(synchronous: str, rounds: int, cuts: int) -> tuple[int, int, int]:
    """How many of `cuts` lost something, left something by half, left an unsound database."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        first, events, draft = recorded(Path(folder), rounds, synchronous)
        begin = events.index(Event("said", "begin"))
        results = [
            after_cut(
                Disk({name: bytearray(content) for name, content in first.items()}),
                events[: chance.randrange(begin, len(events))],
                draft,
                chance,
            )
            for _ in range(cuts)
        ]
    lost, half, unsound = (sum(column) for column in zip(*results, strict=True))
    return lost, half, unsound


def after_cut(
    disk: Disk, events: list[Event], draft: int, chance: random.Random
) -> tuple[bool, bool, bool]:
    """Whether a failure after `events` lost something, left a half, left an unsound database."""
    saved = published = -1
    for event in events:
        if event.did != "said":
            disk.take(event)
        elif event.name.startswith("saved"):
            saved = int(event.name.split()[1])
        elif event.name.startswith("published"):
            published = int(event.name.split()[1])
    with tempfile.TemporaryDirectory() as folder:
        for name, content in disk.left(chance).items():
            (Path(folder) / name).write_bytes(content)
        found = Found(Path(folder) / "network.sqlite")
    typed = dict(json.loads(found.typed.get(draft, "[]"))).get("name_en", "text -1")
    lost = int(typed.split()[1]) < saved
    lost |= any(str(number) not in found.groups for number in range(published + 1))
    return lost, found.half() > 0, not (found.sound and found.bound)


def recorded(
    folder: Path, rounds: int, synchronous: str
) -> tuple[dict[str, bytes], list[Event], int]:
    """The files before a writer begins, all that it does to them, and the number of its draft."""
    place, path, log = folder / "instance", folder / "instance" / "network.sqlite", folder / "log"
    place.mkdir()
    url = f"sqlite:///{path}"
    ((_person, draft),) = prepared(url, place, 1)
    first = {path.name: path.read_bytes()}
    writer = [sys.executable, "-m", "bench.drills.power_writer"]
    words = [url, str(place), str(draft), str(rounds), synchronous]
    tracer = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log)]
    subprocess.run(
        [*tracer, *writer, *words],
        cwd=PROJECT_FOLDER,
        env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    with log.open(encoding="ascii") as lines:
        return first, list(understood(lines, path)), draft


def understood(lines: Iterator[str], path: Path) -> Iterator[Event]:
    """The calls of a log that concern the database or say something."""
    for line in lines:
        call = CALL.match(line)
        if call is None:
            continue
        file = _unescaped(call["path"] or call["gone"] or "").decode()
        name = file.rpartition("/")[2]
        ours = file.startswith(str(path)) and not name.endswith("-shm")
        if call["call"] == "write" and call["fd"] == "1":
            data = DATA.match(call["rest"])
            yield Event("said", _unescaped(data["data"] if data else "").decode().strip())
        elif ours:
            yield _change(call, name)


def _change(call: re.Match[str], name: str) -> Event:
    if call["call"] == "unlink":
        return Event("unlink", name)
    if call["call"] == "ftruncate":
        return Event("cut", name, int(call["rest"]))
    if call["call"] == "pwrite64":
        data = DATA.match(call["rest"])
        if data is None:
            raise ValueError(f"strace cut a write to {name} short")
        return Event("write", name, int(data["offset"]), _unescaped(data["data"]))
    return Event("sync", name)


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


def lay(content: bytearray, event: Event) -> None:
    """Do to a file what one call did."""
    if event.did == "cut":
        del content[event.offset :]
        content.extend(bytes(max(0, event.offset - len(content))))
        return
    content.extend(bytes(max(0, event.offset - len(content))))
    content[event.offset : event.offset + len(event.data)] = event.data


def torn(event: Event, chance: random.Random) -> Event:
    """A write of which only the first sectors reached the disk, one time in four."""
    if event.did != "write" or chance.random() < 0.75:
        return event
    whole = chance.randrange(0, len(event.data) // SECTOR + 1) * SECTOR
    return Event("write", event.name, event.offset, event.data[:whole])
