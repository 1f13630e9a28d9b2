"""The Makefile takes the newest Python that really works, says which, or says what is missing."""

import os
import shutil
import subprocess

import pytest

from network.config import PROJECT_FOLDER
from tests.needs import miss

# What they do when they are asked whether they will do, or to make an environment.
WORKING = """case "$1 $2" in
  "--version "*) echo "Python {version}" ;;
  "-c "*) exit 0 ;;
  "-m venv") mkdir -p "$3/bin" && touch "$3/bin/python" ;;
esac"""
SHIM = 'echo "pyenv: $0: command not found" >&2; exit 127'
OLD = WORKING.replace("exit 0", "exit 1")
HALF = WORKING.replace('mkdir -p "$3/bin" && touch "$3/bin/python"', "exit 1")


@pytest.fixture
def make(tmp_path):
    """Runs the real Makefile in a folder of its own; interpreters are those that a test names."""
    if not shutil.which("make"):
        miss("there is no make")
    (tmp_path / "bin").mkdir()
    (tmp_path / "site").mkdir()
    shutil.copy(PROJECT_FOLDER / "Makefile", tmp_path / "site")
    for tool in ("sh", "mkdir", "touch", "rm", "echo", "test", "make"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))

    def run(*words, **interpreters):
        for name, script in interpreters.items():
            version = name.removeprefix("python").replace("_", ".")
            path = tmp_path / "bin" / f"python{version}"
            path.write_text("#!/bin/sh\n" + script.replace("{version}", f"{version}.0") + "\n")
            path.chmod(0o755)
        return subprocess.run(
            [tmp_path / "bin" / "make", *words, ".venv/bin/python"],
            cwd=tmp_path / "site",
            env={"PATH": str(tmp_path / "bin")},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("interpreters", "taken"),
    [
        ({"python3_13": WORKING, "python3_12": WORKING, "python3": WORKING}, "python3.13"),
        ({"python3_14": SHIM, "python3_13": SHIM, "python3_11": WORKING}, "python3.11"),
        ({"python3_14": WORKING, "python3": WORKING}, "python3.14"),
        ({"python3_12": OLD, "python3": WORKING}, "python3"),
    ],
)
def test_the_newest_that_works_is_taken_and_named(make, interpreters, taken):
    result = make(**interpreters)
    assert result.returncode == 0, result.stderr
    assert f"({taken})" in result.stdout
    assert result.stdout.startswith("Taking Python ")


def test_a_python_that_is_named_is_taken(make):
    assert (
        "(python3.11)" in make("PYTHON=python3.11", python3_13=WORKING, python3_11=WORKING).stdout
    )


@pytest.mark.parametrize("unfit", [SHIM, OLD])
def test_where_none_works_one_line_says_so(make, unfit):
    for words in ((), ("PYTHON=python3.11",)):
        result = make(*words, python3_13=unfit, python3_11=unfit)
        assert result.returncode == 2
        assert len(result.stdout.splitlines()) == 1
        assert "Python 3.11 or newer" in result.stdout


def test_a_python_that_fails_to_make_an_environment_leaves_none(make, tmp_path):
    result = make(python3=HALF)
    assert result.returncode == 2
    assert "python3-venv" in result.stdout
    assert not (tmp_path / "site" / ".venv").exists()


def test_the_interpreters_that_are_really_here_are_chosen_from(tmp_path):
    """On this machine's own path, what is taken starts and is new enough."""
    if not shutil.which("make"):
        miss("there is no make")
    shutil.copy(PROJECT_FOLDER / "Makefile", tmp_path)
    variables = {name: value for name, value in os.environ.items() if name != "PYTHON"}
    subprocess.run(
        ["make", ".venv/bin/python"], cwd=tmp_path, env=variables, check=True, timeout=120
    )
    version = "import sys; sys.exit(sys.version_info < (3, 11))"
    subprocess.run([tmp_path / ".venv/bin/python", "-c", version], check=True, timeout=30)
