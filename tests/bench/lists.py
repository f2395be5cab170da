"""Lists at city scale: 100,000 cases and 20,000 own reports on the device, beside an empty one, LIKE and a look at every text.

Pages are rows for the screen; a search is from the words to the first page in order, nothing remembered from a search before.
The device is a process of its own; its times are those of answers. Frames are those of the real client, flung through its list,
and its memory is compared with the same client's on an empty device after the same steps.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from fieldclient.work import open_desk
from sync.protocol.people import Session
from tests.bench.lists_city import CASES, ME, NOW, REPORTS, fill
from tests.bench.offscreen import ROOT, offscreen
from tests.bench.rows import CannotMeasure, Row, against, at_most, told
from tests.bench.start import seconds_to

PAGE_MS, SEARCH_MS, PINYIN_MS, COUNTS_MS, MEMORY_MB, START = 8.0, 5.0, 10.0, 50.0, 60.0, 1.3
FRAME_MS = 33.0
FEWEST_FRAMES, FEWEST_ROWS = 200, 300  # fewer say that nothing moved


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=CASES, help=f"on the device (default {CASES:,})")
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"of them own ones (default {REPORTS:,})")
    parser.add_argument("--flings", type=int, default=3, help="windows that are flung through; 0: none (default 3)")
    parser.add_argument("--starts", type=int, default=7, help="of the window, on either device; 0: none (default 7)")


def measure(options: argparse.Namespace) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        full, empty = Path(folder) / "city" / "device", Path(folder) / "new" / "device"
        full.parent.mkdir()
        spent = fill(full, options.cases, options.reports)
        desk = open_desk(empty, clock=lambda: NOW)
        desk.signed_in(Session(token="t", person=ME, hub_id="h", expires_at=NOW + timedelta(days=90), hub_time=NOW))
        desk.close()
        city, bare = _device(full), _device(empty)
        rows = [*_pages(city), *_texts(city), *_sizes(city, bare), *_windows(full, empty, options.flings),
                *_starts(full, empty, options.starts)]
        return [*rows, told("keeping what a pull tells: a case", spent / options.cases * 1e6, "us of CPU")]


def _device(folder: Path) -> dict[str, Any]:
    return _process("tests.bench.lists_device", str(folder), "7")


def _process(module: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=offscreen(), text=True, capture_output=True)
    if done.returncode:
        raise CannotMeasure(f"{module} broke off: {done.stderr.strip()[-400:]}")
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def _pages(city: dict[str, Any]) -> list[Row]:
    pages, counts = city["pages"], city["counts"]
    return [
        at_most("the very first page of 50, after the home page", city["plain"], "ms", PAGE_MS),
        at_most("first page of 50, all lists, choices and orders (p95)", p95(pages["first"]), "ms", PAGE_MS),
        at_most(f"each further page of 50 (p95 of {len(pages['further'])})", p95(pages["further"]), "ms", PAGE_MS),
        told("each further page of 50 (median)", statistics.median(pages["further"]), "ms"),
        at_most(f"counts of all filters (p95 of {len(counts)})", p95(counts), "ms", COUNTS_MS),
        told("counts of all filters (median)", statistics.median(counts), "ms"),
    ]


def _texts(city: dict[str, Any]) -> list[Row]:
    search, heard = city["search"], city["heard"]
    return [
        at_most(f"search, words and numbers (p95 of {len(search['ms'])})", p95(search["ms"]), "ms", SEARCH_MS),
        told("search, words and numbers (median)", statistics.median(search["ms"]), "ms"),
        told("search until the rows for the screen are made (p95)", p95(search["shown_ms"]), "ms"),
        Row(what="search beside LIKE over the same texts (medians)", value=round(statistics.median(search["ms"]), 3), unit="ms",
            beside=round(statistics.median(search["like_ms"]), 2), beside_what="LIKE",
            ratio=round(statistics.median(search["ms"]) / statistics.median(search["like_ms"]), 4)),
        _recall("search: recall against LIKE", search),
        told("search: found beyond LIKE (initials, other ways of writing)", search["more"] / max(1, search["wanted"]) * 100, "%"),
        at_most(f"pinyin initials (p95 of {len(heard['ms'])})", p95(heard["ms"]), "ms", PINYIN_MS),
        told("pinyin initials (median)", statistics.median(heard["ms"]), "ms"),
        _recall("pinyin initials: recall against a look at every text", heard),
    ]


def _recall(what: str, found: dict[str, Any]) -> Row:
    recall = 1 - found["missed"] / found["wanted"] if found["wanted"] else 0.0
    return Row(what=what, value=round(recall, 6), unit="", beside=found["wanted"], beside_what="cases in all", goal=1.0, holds=recall == 1.0)


def _sizes(city: dict[str, Any], bare: dict[str, Any]) -> list[Row]:
    grown = city["lists_mb"] - bare["lists_mb"]
    return [
        Row(what="memory over the empty device's, all lists asked for", value=round(grown, 1), unit="MB", beside=MEMORY_MB,
            beside_what="limit", ratio=round(grown / MEMORY_MB, 3), goal=MEMORY_MB, holds=grown <= MEMORY_MB),
        told("memory over the empty device's that was asked for no list", city["lists_mb"] - bare["opened_mb"], "MB"),
        told("the first choice after a start (columns are read)", city["columns"], "ms"),
        told("the first search after a start (initials are read)", city["initials"], "ms"),
        told("the first list by distance after a start (places are read)", city["places"], "ms"),
    ]


def _windows(full: Path, empty: Path, runs: int) -> list[Row]:
    """Every frame of every window counts; of memory the median window, beside the empty one's."""
    if not runs:
        return []
    flung = [_process("tests.bench.lists_window", str(full)) for _ in range(runs)]
    bare = [_process("tests.bench.lists_window", str(empty)) for _ in range(runs)]
    gaps, cpu = ([each for run in flung for each in run[name]] for name in ("gaps_ms", "cpu_ms"))
    if len(gaps) < runs * FEWEST_FRAMES or min(run["rows"] for run in flung) < FEWEST_ROWS:
        raise CannotMeasure(f"the list did not move: {len(gaps)} frames, {[run['rows'] for run in flung]} rows")
    grown = statistics.median(run["used_mb"] for run in flung) - statistics.median(run["used_mb"] for run in bare)
    return [
        at_most(f"a fling through the list: the longest of {len(gaps)} frames", max(gaps), "ms", FRAME_MS),
        told(f"a fling: frames longer than {FRAME_MS:.0f} ms", sum(gap > FRAME_MS for gap in gaps), "frames"),
        told("a fling: from frame to frame (p95)", p95(gaps), "ms"),
        told("a fling: what the window's thread works from frame to frame (the most)", max(cpu), "ms of CPU"),
        told("a fling: the same (p95)", p95(cpu), "ms of CPU"),
        told("typing until the rows are there, with its pause of 150 ms (median)",
             statistics.median(each for run in flung for each in run["searched_ms"]), "ms"),
        Row(what=f"memory of the window over the empty device's, flung, searched and filtered (median of {runs})", value=round(grown, 1),
            unit="MB", beside=MEMORY_MB, beside_what="limit", ratio=round(grown / MEMORY_MB, 3), goal=MEMORY_MB, holds=grown <= MEMORY_MB),
    ]


def _starts(full: Path, empty: Path, runs: int) -> list[Row]:
    if not runs:
        return []
    taken: dict[tuple[str, Path], list[float]] = {}
    for _ in range(runs + 1):  # the first of each only warms the disk's cache
        for word in ("interactive", "filled"):
            for folder in (empty, full):
                arguments = (word, "--data", str(folder), "--lang", "zh", "--no-motion")
                taken.setdefault((word, folder), []).append(seconds_to(word, "tests.bench.client_window", *arguments))
    ours, beside, full_home, empty_home = (
        statistics.median(taken[word, folder][1:]) for word in ("interactive", "filled") for folder in (full, empty))
    return [
        against(f"start to a window that has answered a click (median of {runs})", ours, "s", beside, "empty device", START),
        Row(what="start to the filled home page, fifty tasks on it (median)", value=round(full_home, 3), unit="s",
            beside=round(empty_home, 3), beside_what="the empty home page", ratio=round(full_home / empty_home, 3)),
    ]


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]
