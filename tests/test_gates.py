"""Gates: one works, some wait, others are told at once, whatever process they are in."""

import subprocess
import sys
import time
from threading import Thread

import pytest

from network.config import PROJECT_FOLDER
from network.gates import BusyError, Gate, leave

HOLD = """
import sys
from pathlib import Path
from network.gates import Gate
place = Gate(Path(sys.argv[1]), "work").enter()
print("in", flush=True)
sys.stdin.readline()
"""


def waiting(gate, found):
    thread = Thread(target=lambda: found.append(gate.enter()))
    thread.start()
    time.sleep(0.1)
    return thread


def test_one_passes_one_waits_and_the_third_is_told_at_once(tmp_path):
    gate, found = Gate(tmp_path, "work"), []
    place = gate.enter()
    thread = waiting(gate, found)
    begun = time.monotonic()
    with pytest.raises(BusyError):
        gate.enter()
    assert time.monotonic() - begun < 0.05
    assert found == []
    leave(place)
    thread.join()
    leave(found[0])
    leave(gate.enter())


def test_a_gate_is_full_when_the_next_would_be_refused(tmp_path):
    gate, found = Gate(tmp_path, "work"), []
    assert not gate.is_full()
    place = gate.enter()
    assert not gate.is_full()
    thread = waiting(gate, found)
    assert gate.is_full()
    leave(place)
    thread.join()
    assert not gate.is_full()
    leave(found[0])


def test_nobody_passes_one_who_was_there_before(tmp_path):
    gate, order, row = Gate(tmp_path, "work", waiting=6), [], []

    def work(number):
        place = gate.enter()
        order.append(number)
        time.sleep(0.02)
        leave(place)

    first = gate.enter()
    for number in range(6):
        row.append(Thread(target=work, args=(number,)))
        row[-1].start()
        time.sleep(0.05)
    with pytest.raises(BusyError):
        gate.enter()
    leave(first)
    for thread in row:
        thread.join()
    assert order == list(range(6))


def test_gates_of_other_names_do_not_mind(tmp_path):
    places = [Gate(tmp_path, name).enter() for name in ("one", "other")]
    for place in places:
        leave(place)


def test_who_waits_in_vain_is_told(tmp_path):
    gate = Gate(tmp_path, "work", patience=0.1)
    place = gate.enter()
    with pytest.raises(BusyError):
        gate.enter()
    leave(place)


def test_processes_share_a_gate_and_a_killed_one_leaves_its_place(tmp_path):
    gate = Gate(tmp_path, "work", patience=0.1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "in\n"
        with pytest.raises(BusyError):
            gate.enter()
        process.kill()
        process.wait()
    leave(gate.enter())
