"""Twelve clients ask for what costs much: one is worked for, others are told; other pages go on.

Past days, files, the data package, pictures, searches, trial runs of imports and ordinary pages,
one after the other, each under addresses that nobody asked before. Prints the time of other pages
without and with each, and of refusals.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from bench.drills.asking import Answer, ask, flask
from bench.drills.outcome import Outcome
from bench.drills.servers import production
from network.access.cookies import SESSION
from network.config import read_settings
from network.database import open_engine
from network.extensions import database
from network.factory import create_app
from network.gates import Cost
from network.models import City, Revision
from tests.cast import Desk, make_account, signed_in

CLIENTS = 12
# Where somebody else asks from.
ANOTHER = "127.0.0.2"
OTHERS = ("/en/about", "/en/cities/", "/ar/forums/", "/en/activities/", "/ckb/", "/en/rivers")
# In milliseconds.
SHORT_REFUSAL = 50
MOST_TIMES = 2.0
# Two who read ordinary pages share an interpreter: twice is what sharing costs, on cores that have
# to run the clients as well. Without turns it was four times.
MOST_TIMES_FOR_PAGES = 3.0
# On a machine that others use, a few milliseconds are no sign of anything.
NOTHING = 20
Client = Callable[[random.Random], list[Answer]]


@dataclass
class Attack:
    """What every client asks for again and again, what it costs, what was answered."""

    name: str
    cost: Cost
    clients: list[Client]
    answers: list[Answer] = field(default_factory=list)

    def go_on(self, stop: Event) -> None:
        """Let all clients ask until they are stopped."""
        threads = [
            Thread(target=self._press, args=(client, seed, stop))
            for seed, client in enumerate(self.clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _press(self, client: Client, seed: int, stop: Event) -> None:
        dice = random.Random(seed)
        while not stop.is_set():
            self.answers.extend(client(dice))
            # Who is refused comes again at once, but has to read what was said.
            time.sleep(0.1)


def run(short: bool) -> Outcome:
    """Attack a production server of two workers, and tell whether others noticed."""
    outcome, seconds = Outcome(), 6 if short else 30
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        settings = {"NETWORK_INSTANCE_FOLDER": folder}
        for command in ("migrate", "seed"):
            done = flask(command, **settings)
            outcome.expect(done.returncode == 0, done.stderr)
        cities = _spread(place / "network.sqlite")
        people = _people(settings)
        with (
            production(place, **settings) as site,
            ProcessPoolExecutor(1, get_context("spawn")) as other,
        ):
            other.submit(_others, site.port, 2).result()
            calm = other.submit(_others, site.port, seconds).result()
            outcome.figures["without: p95 in ms"] = _late(calm)
            for attack in _attacks(site.port, cities, people):
                pressed = _pressed(other, site.port, seconds, attack)
                _judge(outcome, attack, _late(calm), pressed)
    return outcome


def _spread(file: Path) -> list[str]:
    """Let the records have been published on three hundred days, as over years of work.

    Returns the slugs of the cities.
    """
    engine = open_engine(f"sqlite:///{file}")
    beginning = datetime(2019, 1, 1, 12, tzinfo=UTC)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        for number, revision in enumerate(session.scalars(select(Revision).order_by(Revision.id))):
            revision.published_at = beginning + timedelta(days=number * 4)
        cities = list(session.scalars(select(City.slug)))
    engine.dispose()
    return cities


def _people(settings: Mapping[str, str]) -> list[Desk]:
    app = create_app(read_settings(settings))
    people = [signed_in(app, make_account(app, f"client-{number}")) for number in range(CLIENTS)]
    database.engine(app).dispose()
    return people


def _attacks(port: int, cities: list[str], people: list[Desk]) -> list[Attack]:
    """All that costs much, under addresses that nobody asked before."""

    def asking(address: Callable[[random.Random], str]) -> list[Client]:
        return [lambda dice: [ask(port, address(dice))]] * CLIENTS

    def day(dice: random.Random) -> date:
        return date(2019, 1, 1) + timedelta(days=dice.randrange(2000))

    def past(dice: random.Random) -> str:
        return f"/en/{dice.choice(('cities/', 'forums/', 'activities/', ''))}?as_of={day(dice)}"

    def package(dice: random.Random) -> str:
        return f"/en/data-package.zip?as_of={day(dice)}"

    def card(dice: random.Random) -> str:
        return f"/ar/card/cities/{dice.choice(cities)}.png?x={dice.random()}"

    def workbook(dice: random.Random) -> str:
        return (
            f"/ar/activities.xlsx?from={dice.randrange(1900, 2000)}&to={dice.randrange(2030, 2200)}"
        )

    def search(dice: random.Random) -> str:
        return f"/ckb/reach?q={quote(chr(dice.randrange(1574, 1600)))}&x={dice.random()}"

    def page(dice: random.Random) -> str:
        return f"/en/{dice.choice(('cities/', 'forums/', 'activities/', ''))}?x={dice.random()}"

    table = ask(port, "/en/activities.csv").body
    return [
        Attack("pasts", Cost.PAST, asking(past)),
        Attack("workbooks", Cost.FILE, asking(workbook)),
        Attack("packages", Cost.FILE, asking(package)),
        Attack("cards", Cost.CARD, asking(card)),
        Attack("searches", Cost.SUM, asking(search)),
        Attack("imports", Cost.IMPORT, [_importing(port, person, table) for person in people]),
        Attack("pages", Cost.LITTLE, asking(page)),
    ]


def _importing(port: int, person: Desk, table: bytes) -> Client:
    cookie = {"Cookie": f"{SESSION}={person.token}"}
    file = FileStorage(BytesIO(table), "activities.csv")
    boundary, form = encode_multipart({"token": person.form_token, "file": file})
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}

    def bring(dice: random.Random) -> list[Answer]:
        """Upload a table that differs from all before, and ask what importing it would do."""
        body = form.replace(table, table + b"\n" * dice.randrange(1000))
        sent = ask(port, "/en/desk/imports", body, **cookie, **kind)
        if sent.status != 303:
            return [sent]
        return [ask(port, sent.headers["Location"], **cookie)]

    return bring


def _pressed(other: ProcessPoolExecutor, port: int, seconds: float, attack: Attack) -> list[Answer]:
    """The answers to another visitor while an attack goes on.

    That visitor is a process of its own: one that runs twelve clients as well would be late itself.
    """
    stop = Event()
    clients = Thread(target=attack.go_on, args=(stop,))
    clients.start()
    try:
        return other.submit(_others, port, seconds).result()
    finally:
        stop.set()
        clients.join()


def _others(port: int, seconds: float) -> list[Answer]:
    """The answers to ordinary pages, one after the other."""
    found, ends, number = [], time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        found.append(ask(port, OTHERS[number % len(OTHERS)], address=ANOTHER))
        number += 1
        time.sleep(0.02)
    return found


def _judge(outcome: Outcome, attack: Attack, calm: float, pressed: list[Answer]) -> None:
    name, counts = attack.name, Counter(answer.status for answer in attack.answers)
    refused = [answer for answer in attack.answers if answer.status == 503]
    late, told = _late(pressed), _late(refused)
    outcome.figures[f"{name}: p95 in ms, refusals' p95"] = late, told
    outcome.figures[f"{name}: statuses"] = dict(counts)
    others = {answer.status for answer in pressed}
    outcome.expect(others == {200}, f"{name}: another page was answered {others}")
    outcome.expect(set(counts) <= {200, 503} and counts[200] > 0, f"{name}: {dict(counts)}")
    # Where fewer may wait than there are clients, somebody must have been refused.
    outcome.expect(bool(refused) or _has_room(attack.cost), f"{name}: nobody was refused")
    most = MOST_TIMES if attack.cost.gated else MOST_TIMES_FOR_PAGES
    outcome.expect(late <= max(most * calm, NOTHING), f"{name}: other pages noticed")
    outcome.expect(told <= SHORT_REFUSAL, f"{name}: refusals took too long")


def _has_room(cost: Cost) -> bool:
    return not cost.gated or cost.waiting >= CLIENTS


def _late(answers: list[Answer]) -> float:
    """The time that all but a twentieth of the answers took less than, in milliseconds."""
    seconds = sorted(answer.seconds for answer in answers)
    return round(1000 * seconds[int(len(seconds) * 0.95)], 1) if seconds else 0.0
