"""The simulated world for as long as asked: stories of devices, link and hub with every mishap, and the laws that have to hold.

    python3 main.py bench world                       five minutes of stories, then every planted slip
    python3 main.py bench world --hours 8             as long as asked
    python3 main.py bench world --seeds 100..200      these stories and no others
    python3 main.py bench world --minutes 0           the planted slips alone
    python3 main.py bench world --slips no            the stories alone

A story that breaks a law is told in plain words on standard error, made as short as it can be.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from tests.bench.rows import CannotMeasure, Row, told

if TYPE_CHECKING:
    from tests.sync.world.story import Story

GOAL_A_MINUTE = 1000  # device-days
MOST_SEEDS = 100  # within which every slip has to be found


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hours", type=float, default=0.0, help="how long to simulate")
    parser.add_argument("--minutes", type=float, default=None, help="the same in minutes (5 when nothing is said)")
    parser.add_argument("--seeds", metavar="A..B", help="the stories from A up to B, B left out, instead of a time")
    parser.add_argument("--slips", default="all", metavar="all|no|NAME,NAME", help="which planted slips are to be found")
    parser.add_argument("--shorten-s", type=float, default=180.0, help="how long a failing story is made shorter")


def measure(args: argparse.Namespace) -> list[Row]:
    if sys.platform not in ("linux", "darwin"):
        raise CannotMeasure("the simulated disk needs Linux or macOS")
    from tests.sync.world import town

    try:
        return [*_stories(args), *_slips(args.slips)]
    finally:
        town.clear_ram()


def _seeds(args: argparse.Namespace) -> Iterator[int]:
    if args.seeds:
        first, _, end = args.seeds.partition("..")
        if not (first.isdigit() and end.isdigit()):
            raise CannotMeasure(f"--seeds wants A..B, not {args.seeds}")
        yield from range(int(first), int(end))
        return
    minutes = args.minutes if args.minutes is not None else 0.0 if args.hours else 5.0
    until = time.monotonic() + args.hours * 3600 + minutes * 60
    for seed in itertools.count():
        if time.monotonic() >= until:
            return
        yield seed


def _stories(args: argparse.Namespace) -> list[Row]:
    from tests.sync.world.shrink import shrink, story_of
    from tests.sync.world.story import make
    from tests.sync.world.world import Lived, live

    mishaps: Counter[str] = Counter()
    laws: Counter[str] = Counter()
    stories = days = steps = failures = 0
    used_s = 0.0
    live(make(0))  # the templates and everything that is loaded once
    for seed in _seeds(args):
        begun = time.process_time()
        lived: Lived = live(make(seed))
        used_s += time.process_time() - begun
        stories, days, steps = stories + 1, days + lived.story.device_days, steps + len(lived.story.steps)
        mishaps.update(lived.counted)
        laws.update(lived.checked)
        if lived.broken is not None:
            failures += 1
            print(story_of(shrink(lived, for_s=args.shorten_s)), file=sys.stderr, flush=True)
    if not stories:
        return []
    return [*_speed(stories, days, steps, used_s), _failures(failures), *_counted("mishap", mishaps), *_counted("law", laws)]


def _speed(stories: int, days: int, steps: int, used_s: float) -> list[Row]:
    speed = days / used_s * 60
    return [
        told("stories", stories, "stories"), told("device-days simulated", days, "days"), told("steps lived", steps, "steps"),
        told("a device-day holds", steps / days, "steps"),
        Row(what="device-days a minute of one core's time", value=round(speed, 1), unit="days/min", beside=GOAL_A_MINUTE,
            beside_what="goal, at least", ratio=round(speed / GOAL_A_MINUTE, 3), goal=1.0, holds=speed >= GOAL_A_MINUTE),
    ]


def _failures(failures: int) -> Row:
    return Row(what="stories in which a law did not hold", value=failures, unit="stories", beside=0, beside_what="goal",
               holds=failures == 0)


def _counted(what: str, counted: Counter[str]) -> Iterable[Row]:
    return (told(f"{what}: {name.replace('_', ' ')}", number, "times") for name, number in sorted(counted.items()))


def _slips(which: str) -> list[Row]:
    """At which seed each planted slip is found: a story that holds without it and does not hold with it."""
    from tests.sync.world.bugs import load
    from tests.sync.world.story import make

    holds = functools.cache(lambda seed: not breaks(make(seed)))
    names = sorted(load()) if which == "all" else [name for name in which.split(",") if name not in ("", "no")]
    rows = []
    for name in names:
        if name not in load():
            raise CannotMeasure(f"there is no slip called {name}")
        seed = next((seed for seed in range(MOST_SEEDS) if breaks(make(seed), name) and holds(seed)), None)
        found = "not found" if seed is None else "found at seed"
        rows.append(Row(what=f"slip: {name.replace('_', ' ')}, {found}", value=MOST_SEEDS if seed is None else seed, unit="",
                        beside=MOST_SEEDS, beside_what="limit", holds=seed is not None))
        print(rows[-1].what, rows[-1].value, file=sys.stderr, flush=True)
    return rows


def breaks(story: Story, slip: str | None = None) -> bool:
    """Whether a law does not hold in it, with this slip planted."""
    from tests.sync.world.bugs import planted
    from tests.sync.world.world import live

    with planted(slip) if slip else nullcontext():
        return live(story).broken is not None
