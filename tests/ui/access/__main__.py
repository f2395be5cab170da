"""The walk in full: every page in every look, round by Tab and back by Shift and Tab, some minutes.

    python -m tests.ui.access [--only pages gallery doors empty] [--pages home cases …] [--looks wide upright large large-wide] [--theme light dark sunlight]

Says every fault in a sentence; the exit code is 1 when there is one, 2 when there is no virtual desktop to be had.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence

from tests.ui.access import checks, device, rounds
from tests.ui.access.desktop import Desktop, NoDesktop
from tests.ui.access.pages import DOORS, EMPTY, LOOKS, NOT_YET, PAGES, Page
from tests.ui.access.visiting import Seat

PARTS = ("doors", "pages", "empty", "gallery")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m tests.ui.access", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--only", nargs="+", choices=PARTS, help="the doors before anybody has come in, the pages of a day's work, those of a device "
                      "that is empty, the gallery of parts; all of them unless pages are named")
    made.add_argument("--pages", nargs="+", choices=[page.name for page in PAGES], metavar="PAGE")
    made.add_argument("--looks", nargs="+", choices=list(LOOKS), default=list(LOOKS))
    made.add_argument("--theme", default="light")
    return made


def walk(seat: Seat, pages: Iterable[Page], look: str) -> list[str]:
    """A page that cannot be reached is a fault, and the walk goes on."""
    wrong: list[str] = []
    for page in pages:
        if look not in page.looks:
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


def the_pages(desktop: Desktop, options: argparse.Namespace) -> list[str]:
    """One window for all looks, as a tablet that is turned."""
    wrong: list[str] = []
    pages = [page for page in PAGES if not options.pages or page.name in options.pages]
    with Seat(desktop, "--data", str(desktop.folder / "device"), "--theme", options.theme, words={"link": device.enrolment()}) as seat:
        seat.sit_down()
        for look in options.looks:
            seat.wear(look)
            wrong += walk(seat, pages, look)
    return wrong


def nothing_yet(desktop: Desktop, whose: str, look: str, theme: str) -> list[str]:
    """The places of a device on which nothing was done."""
    with rounds.begun(desktop, whose, look, theme) as seat:
        seat.sit_down(NOT_YET[whose] or "home.praise")
        seat.turn(*LOOKS[look][:2])
        if NOT_YET[whose]:
            seat.take(NOT_YET[whose])
        seat.rest("rail.home")
        return [f"{whose} {each}" for each in walk(seat, EMPTY, look)]


def apart(desktop: Desktop, options: argparse.Namespace, parts: Sequence[str]) -> list[str]:
    """What has a window for itself."""
    wrong: list[str] = []
    for look in options.looks:
        if "doors" in parts:
            for whose in DOORS:
                found = rounds.door(desktop, whose, look, options.theme)
                print(f"{look:11}{'door of ' + whose:20}{len(found):3} faults", flush=True)
                wrong += [f"{look} door of {whose}, {each}" for each in found]
        if "empty" in parts:
            wrong += [each for whose in NOT_YET for each in nothing_yet(desktop, whose, look, options.theme)]
        if "gallery" in parts:
            wrong += [f"{look} gallery: {each}" for each in rounds.gallery(desktop, look, options.theme)]
    return wrong


def main() -> int:
    options = parser().parse_args()
    parts = options.only or (("pages",) if options.pages else PARTS)
    try:
        with Desktop() as desktop:
            device.make_all(desktop.folder)
            device.pictures(desktop.home)
            wrong = apart(desktop, options, parts)
            if "pages" in parts:
                wrong += the_pages(desktop, options)
            wrong += [f"the window complained: {line}" for line in desktop.said().splitlines()]
    except NoDesktop as reason:
        print(reason, file=sys.stderr)
        return 2
    print("\n".join([*wrong, f"{len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
