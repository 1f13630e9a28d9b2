"""`python -m bench.drills` lists the drills; `python -m bench.drills crash --short` runs one.

`all` runs every drill. With `--control` harm is done that the drill must see: the control fails
where it does not. The exit status is 1 when one of them found a fault.
"""

import argparse
import platform
import sys
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType

# A drill is a module whose docstring says what it shows, with `run(short: bool) -> Outcome`.
from bench.drills import (
    away,
    costs,
    crash,
    full_disk,
    kills,
    power,
    restart,
    roles,
    two_nodes,
)
from bench.drills.outcome import Outcome

DRILLS: dict[str, ModuleType] = {
    "away": away,
    "costs": costs,
    "crash": crash,
    "full-disk": full_disk,
    "kills": kills,
    "power": power,
    "restart": restart,
    "roles": roles,
    "two-nodes": two_nodes,
}


def main() -> int:
    """List the drills, or run those that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="DRILL", choices=[*DRILLS, "all"])
    parser.add_argument("--short", action="store_true", help="the form that CI runs")
    parser.add_argument("--control", action="store_true", help="do harm that the drill must see")
    options = parser.parse_args()
    if not options.names:
        list_drills()
        return 0
    names = [*DRILLS] if "all" in options.names else options.names
    if options.control:
        without = [name for name in names if not hasattr(DRILLS[name], "control")]
        if without:
            parser.error(f"always with a control, or without one: {', '.join(without)}")
        return max([report(f"{name}, control", DRILLS[name].control) for name in names])
    form = "short" if options.short else "full"
    return max(
        [report(f"{name}, {form}", partial(DRILLS[name].run, options.short)) for name in names]
    )


def list_drills() -> None:
    """Print the name of each drill with the first line of what it says about itself."""
    for name, drill in DRILLS.items():
        print(f"{name:12} {(drill.__doc__ or '').splitlines()[0]}")


def report(title: str, drill: Callable[[], Outcome]) -> int:
    """Run one drill and print what it found; returns 1 where it found a fault."""
    print(f"{title} form, Python {platform.python_version()}", flush=True)
    begun = time.monotonic()
    outcome = drill()
    for figure, value in outcome.figures.items():
        print(f"  {figure:40} {value}")
    for fault in outcome.faults:
        print(f"  FAULT: {fault}")
    verdict = "failed" if outcome.faults else "held"
    print(f"  {verdict} after {time.monotonic() - begun:.0f} s", flush=True)
    return int(bool(outcome.faults))


if __name__ == "__main__":
    sys.exit(main())
