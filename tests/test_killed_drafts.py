"""Drafts outlive the server: what was acknowledged is there after `kill -9`."""

import os
import random
import signal
import subprocess
import threading
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from network.access.cookies import SESSION
from network.changes.drafts import start_draft
from network.clock import now
from network.config import PROJECT_FOLDER
from network.database import open_engine
from network.extensions import database
from network.models import Account, Revision
from tests.cast import make_account, signed_in
from tests.servers import PRODUCTION, environment, free_port, wait_until_it_answers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]
WRITERS, KILLS, ENOUGH = 4, 2, 50


class Writer:
    """Somebody who types without end; `acknowledged` is the last text that the server took."""

    def __init__(self, app, number):
        self.browser = signed_in(app, make_account(app, f"writer-{number}"))
        with app.app_context(), database.writing(app) as session:
            account = session.get_one(Account, self.browser.account_id)
            self.draft = start_draft(session, account, "organization", [], now())
        self.acknowledged, self.count = "", 0

    def type_until_it_breaks(self, port):
        """Keep one text after the other until the server is gone."""
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {
            "Cookie": f"{SESSION}={self.browser.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            while True:
                text = f"text {self.count}"
                body = urlencode({"token": self.browser.form_token, "name_en": text})
                connection.request("POST", f"/en/desk/drafts/{self.draft}/typed", body, headers)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200
                self.acknowledged, self.count = text, self.count + 1
        except (OSError, HTTPException):
            connection.close()


def start(database_url, folder, port):
    """A server in a process group of its own."""
    settings = {
        "NETWORK_DATABASE_URL": database_url,
        "NETWORK_INSTANCE_FOLDER": folder,
        "NETWORK_WORKERS": "1",
    }
    return subprocess.Popen(
        PRODUCTION,
        cwd=PROJECT_FOLDER,
        env=environment(**settings, PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_no_acknowledged_draft_is_lost_when_the_server_is_killed(
    app, small, database_url, instance_folder
):
    writers, chance = [Writer(app, number) for number in range(WRITERS)], random.Random(7)
    for _ in range(KILLS):
        port = free_port()
        server = start(database_url, str(instance_folder), port)
        wait_until_it_answers(server, port)
        threads = [
            threading.Thread(target=writer.type_until_it_breaks, args=(port,)) for writer in writers
        ]
        for thread in threads:
            thread.start()
        before = sum(writer.count for writer in writers)
        while sum(writer.count for writer in writers) < before + ENOUGH / KILLS:
            assert threads[0].is_alive()
            threads[0].join(0.05 + chance.random() / 20)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
        for thread in threads:
            thread.join()
        engine = open_engine(database_url)
        with Session(engine) as session:
            for writer in writers:
                kept = dict(session.get(Revision, writer.draft).typed or []).get("name_en", "")
                # What was sent last may have arrived without its answer.
                assert kept in (writer.acknowledged, f"text {writer.count}")
        engine.dispose()
    assert sum(writer.count for writer in writers) >= ENOUGH
