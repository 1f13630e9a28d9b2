"""`python -m bench.drills` lists the drills; `python -m bench.drills crash --short` runs one.

`all` runs every drill. The exit status is 1 when one of them found a fault.
"""

import argparse
import platform
import sys
import time
from types import ModuleType

# A drill is a module whose docstring says what it shows, with `run(short: bool) -> Outcome`.
from bench.drills import costs, crash, database_away, full_disk, kills, power

DRILLS: dict[str, ModuleType] = {
    "costs": costs,
    "crash": crash,
    "database_away": database_away,
    "full_disk": full_disk,
    "kills": kills,
    "power": power,
}


def main() -> int:
    """List the drills, or run those that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="DRILL", choices=[*DRILLS, "all"])
    parser.add_argument("--short", action="store_true", help="the form that CI runs")
    options = parser.parse_args()
    if not options.names:
        list_drills()
        return 0
    names = [*DRILLS] if "all" in options.names else options.names
    return max([run(name, options.short) for name in names])


def list_drills() -> None:
    """Print the name of each drill with the first line of what it says about itself."""
    for name, drill in DRILLS.items():
        print(f"{name:12} {(drill.__doc__ or '').splitlines()[0]}")


def run(name: str, short: bool) -> int:
    """Run one drill and print what it found; returns 1 where it found a fault."""
    print(f"{name}, {'short' if short else 'full'} form, Python {platform.python_version()}")
    begun = time.monotonic()
    outcome = DRILLS[name].run(short)
    for figure, value in outcome.figures.items():
        print(f"  {figure:40} {value}")
    for fault in outcome.faults:
        print(f"  FAULT: {fault}")
    verdict = "failed" if outcome.faults else "held"
    print(f"  {verdict} after {time.monotonic() - begun:.0f} s", flush=True)
    return int(bool(outcome.faults))


if __name__ == "__main__":
    sys.exit(main())
