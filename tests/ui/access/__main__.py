"""The walk in full: every page in every look, round by Tab and back by Shift and Tab, some minutes.

    python -m tests.ui.access [--gallery] [--pages home cases …] [--looks wide upright large large-wide] [--theme light dark sunlight]

Says every fault in a sentence; the exit code is 1 when there is one, 2 when there is no virtual desktop to be had.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.ui.access import checks, device, rounds
from tests.ui.access.desktop import Desktop, NoDesktop
from tests.ui.access.pages import DOOR, LOOKS, PAGES
from tests.ui.access.visiting import Seat


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m tests.ui.access", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--pages", nargs="+", choices=[page.name for page in PAGES], default=[page.name for page in PAGES], metavar="PAGE")
    made.add_argument("--looks", nargs="+", choices=list(LOOKS), default=list(LOOKS))
    made.add_argument("--theme", default="light")
    made.add_argument("--gallery", action="store_true", help="the gallery of parts alone")
    return made


def walk(seat: Seat, names: list[str], look: str) -> list[str]:
    """Every page in this look. A page that cannot be reached is a fault, and the walk goes on."""
    seat.wear(look)
    wrong: list[str] = []
    for page in PAGES:
        if page.name not in names or look not in page.looks:
            continue
        began, spent, found = time.monotonic(), time.process_time(), []
        try:
            seen = seat.go(page)
            found = [*checks.faults(seen, seat.size), *rounds.by_keyboard(seat, page, seen)]
            found += [left] if (left := seat.leave(seen, page)) else []
        except AssertionError as lost:
            found.append(str(lost))
        print(f"{look:11}{page.name:20}{len(found):3} faults {time.monotonic() - began:6.1f} s {time.process_time() - spent:5.1f} s here", flush=True)
        print("".join(f"    {each}\n" for each in found), end="", flush=True)
        wrong += [f"{look} {page.name}: {each}" for each in found]
    return wrong


def before(desktop: Desktop, theme: str) -> list[str]:
    with Seat(desktop, "--data", str(desktop.folder / "shared"), "--theme", theme) as seat:
        seat.sit_down(DOOR[0][2])
        return rounds.door(seat)


def the_window(desktop: Desktop, options: argparse.Namespace) -> list[str]:
    wrong = before(desktop, options.theme)
    with Seat(desktop, "--data", str(desktop.folder / "device"), "--theme", options.theme, words={"link": device.enrolment()}) as seat:
        seat.sit_down()
        return wrong + [each for look in options.looks for each in walk(seat, options.pages, look)]


def main() -> int:
    options = parser().parse_args()
    try:
        with Desktop() as desktop:
            device.make(desktop.folder / "device")
            device.pictures(desktop.home)
            device.shared(desktop.folder / "shared")
            wrong = [] if options.gallery else the_window(desktop, options)
            if options.gallery or len(options.pages) == len(PAGES):
                wrong += [f"{look} gallery: {each}" for look in options.looks for each in rounds.gallery(desktop, look, options.theme)]
            wrong += [f"the window complained: {line}" for line in desktop.said().splitlines()]
    except NoDesktop as reason:
        print(reason, file=sys.stderr)
        return 2
    print("\n".join([*wrong, f"{len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
