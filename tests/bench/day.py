"""A handler's whole day in the real window beside a hub of its own: 200 acts, 300 photos of 12 megapixels, 3 syncs, and an area
taken along (cases, previews, tiles). It takes about seven minutes on two processors that nobody else wants.

How long the window's thread was held up at most, and in which act. `--who` looks with a second thread where it and the others
stood then (and makes everything a little slower by looking).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.day_town import PHOTOS, fill, make_photos
from tests.bench.offscreen import offscreen
from tests.bench.progress import say, window
from tests.bench.rows import Row, at_most, told

if TYPE_CHECKING:
    from tests.sync.hub.processes import Served

LIMIT_MS = 50.0
NICER = 15
PATIENCE_S = 3600


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--acts", type=int, default=200, help="by the handler, of all kinds (default 200)")
    parser.add_argument("--who", action="store_true", help="also tell where the window's thread stood during the longest gaps")


def measure(options: argparse.Namespace) -> list[Row]:
    from tests.sync.hub.processes import Served

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        say("a district with a map is made, and the photos")
        cases = fill(folder / "town", options.acts)
        photos = make_photos(folder / "photos", PHOTOS * options.acts // 200)
        hub = Served(folder / "town" / "hub")
        try:
            beside = f" (the hub is nicer by {NICER})" if give_way(hub.process.pid) else ""
            seen = _window(folder, hub, len(cases), options.who)
        finally:
            hub.stop()
    _tell("held up longest, without the time in the queue", seen["longest"])
    _tell("worked longest", seen["busiest"])
    for line in seen["culprits"]:
        print(line, file=sys.stderr)
    return [
        at_most(f"longest gap of the window's thread in the whole day{beside}", seen["gap_ms"], "ms", LIMIT_MS),
        told("the same without waiting for a processor that others had", seen["own_ms"], "ms"),
        told(f"gaps of more than {LIMIT_MS:g} ms, counted that way", seen["over"], "gaps"),
        told("longest work of the window's thread by itself", seen["worked_ms"], "ms"),
        told("longest gap of the same window with nothing to do", seen["idle_ms"], "ms"),
        told("acts sealed", seen["acts"], "acts"), told("photos taken in", seen["photos"], "photos"),
        told("size of all photos", sum(size for size in photos) / 1e6, "MB"), told("syncs to an empty outbox", seen["syncs"], "syncs"),
        told("size of the area taken along", seen["taken_bytes"] / 1e6, "MB"),
        told("the day took", seen["seconds"], "s"),
    ]


def _tell(title: str, gaps: list[dict[str, Any]]) -> None:
    print(f"{title}:", file=sys.stderr)
    for gap in gaps:
        print(f"{gap['ms']:7.1f} ms, of these {gap['worked_ms']:.1f} on a processor and {gap['queued_ms']:.1f} waiting for one: "
              f"{gap['doing']}", file=sys.stderr)


def give_way(pid: int) -> bool:
    """A hub is on another machine and takes nothing of this one's processors: ours comes behind the window. Threads that it begins
    later have it from the one that begins them. (Left for when nobody else wants a processor, it starved on a busy machine.) False where a system offers no way: there it takes its share like the window."""
    if sys.platform != "linux":
        return False
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.setpriority(os.PRIO_PROCESS, int(thread.name), NICER)
    return True


def _window(folder: Path, hub: Served, cases: int, who: bool) -> dict[str, Any]:
    variables = {**offscreen(), "FIELDCLIENT_PASSWORD": "liuyang-demo", "PYTHONFAULTHANDLER": "1", "BESIDE": str(hub.process.pid)}
    variables.pop("DBUS_SESSION_BUS_ADDRESS", None)
    printed = window("tests.bench.day_window", str(folder), hub.url, str(cases), *(["--who"] if who else []),
                     env={**os.environ, **variables}, patience_s=PATIENCE_S)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found
