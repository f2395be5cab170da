"""A card of 500 photos of 12 megapixels (about 5 MB each): until all are durable, read, placed on a track and listed, beside the
physical work; until every screen copy and thumbnail exists, beside bare Pillow on two processes; reading and correlating alone
beside `mapillary_tools process`; the durable intake beside `exiftool -geotag`. Memory is the largest of any stage.

Everything is a process of its own, on files that are in memory already (a card's own slowness is the same for all). Each stage is
run `--rounds` times in turn with what it stands beside, and less often where another round would take a part beyond
`--minutes`; the median counts. Rows are told on standard error as they come, and all together at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.intake_photos import card as make_card
from tests.bench.offscreen import ROOT, offscreen
from tests.bench.peers.install import node_peers, python_peers, venv_python
from tests.bench.rows import CannotMeasure, Row, against, at_most, table, told

PHOTOS, ROUNDS, MINUTES = 500, 3, 8.0
GOAL, PEER_GOAL, MEMORY_GOAL_MB = 1.2, 1.0, 300
PARTS = ("durable", "pictures", "peers", "window")
GAP_MS = 50.0
GAPS = {"taking": "while the card is taken in", "pictures": "while its pictures are made",
        "slider": "while a finger moves a clock offset"}
PEERS = Path(__file__).parent / "peers" / "geotag"
PATIENCE_S = 900
Ran = dict[str, float]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--photos", type=int, default=PHOTOS, help=f"fewer are quicker (default {PHOTOS})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each stage is run (default {ROUNDS})")
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"for all rounds of one part (default {MINUTES:g})")
    parser.add_argument("--only", choices=PARTS, help="one part of it: each fits in ten minutes")
    parser.add_argument("--who", action="store_true", help="also tell where the window's thread stood during the longest gaps")


def measure(args: argparse.Namespace) -> list[Row]:
    card, track = make_card(args.photos)
    for path in card.iterdir():
        path.read_bytes()  # into memory
    with tempfile.TemporaryDirectory(prefix="bench-intake-", dir=card.parent.parent) as folder:
        bench = Bench(card, track, Path(folder), args.photos)
        parts = {"durable": (bench.durable, bench.durable_rows), "pictures": (bench.pictures, bench.picture_rows),
                 "peers": (bench.peers, bench.peer_rows), "window": (lambda: bench.window(args.who), bench.window_rows)}
        found: list[Row] = []
        for name, (part, rows) in parts.items():
            if args.only in (None, name):
                in_rounds(part, 1 if name == "window" else args.rounds, args.minutes * 60)
                found += said(rows())
        return [*found, *said(bench.other_rows())]


def in_rounds(part: Callable[[], None], most: int, seconds: float) -> None:
    """Once at least, and again while the longest round so far fits into the time."""
    begun = time.perf_counter()
    longest_s = 0.0
    for number in range(most):
        round_begun = time.perf_counter()
        if number and round_begun - begun + longest_s > seconds:
            return
        part()
        longest_s = max(longest_s, time.perf_counter() - round_begun)


def said(rows: list[Row]) -> list[Row]:
    if rows:
        print(table(rows), file=sys.stderr, flush=True)
    return rows


class Bench:
    def __init__(self, card: Path, track: Path, folder: Path, photos: int) -> None:
        self.card, self.track, self.folder, self.photos = card, track, folder, photos
        self.taken: dict[str, list[float]] = {}
        self.peak_mb = 0.0
        self.gaps: Ran = {}

    def durable(self) -> None:
        self._ours("physical")
        self._ours("keep")

    def pictures(self) -> None:
        self._ours("bare")
        data = self.folder / "kept"
        if not data.exists():
            self._stage("keep", data)
        self._note("pictures", self._stage("pictures", data))
        shutil.rmtree(data / "cache")  # made anew by the next round

    def peers(self) -> None:
        self._peer("mapillary_tools", *self._mapillary())
        self._whole("read")
        self._peer("exiftool", *self._exiftool())
        self._whole("keep whole", "keep")

    def window(self, who: bool) -> None:
        """Once: the longest gap is a maximum already."""
        command = [sys.executable, "-m", "tests.bench.intake_window", str(self.card), str(self.track), str(self.photos),
                   *(["--who"] if who else [])]
        done = subprocess.run(command, cwd=ROOT, env=offscreen(), capture_output=True, text=True, timeout=PATIENCE_S)
        if done.returncode:
            raise CannotMeasure(f"the window did not finish: {done.stderr.strip()[-400:]}")
        print(done.stderr if who else "", end="", file=sys.stderr)
        self.gaps = {name: float(value) for name, value in (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)}

    def _ours(self, stage: str) -> None:
        data = self.folder / stage
        self._note(stage, self._stage(stage, data))
        self._clear(data)

    def _note(self, stage: str, ran: Ran) -> None:
        self._took(stage, ran["seconds"])
        if stage not in ("physical", "bare"):
            self.peak_mb = max(self.peak_mb, ran["peak_mb"])

    def _took(self, name: str, seconds: float) -> None:
        self.taken.setdefault(name, []).append(seconds)
        print(f"{name}: {seconds:.2f} s", file=sys.stderr, flush=True)

    def _stage(self, stage: str, data: Path) -> Ran:
        command = [sys.executable, "-m", "tests.bench.intake_run", stage, str(self.card), str(self.track), str(data)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S)
        if done.returncode:
            raise CannotMeasure(f"{stage} failed: {done.stderr.strip()[-400:]}")
        ran: Ran = json.loads(done.stdout)
        if ran["count"] != self.photos:
            raise CannotMeasure(f"{stage}: {ran['count']} of {self.photos} photos came out")
        return ran

    def _whole(self, name: str, stage: str | None = None) -> None:
        """The process from its start to its end, as the peers are measured."""
        data = self.folder / "whole"
        begun = time.perf_counter()
        ran = self._stage(stage or name, data)
        self._took(name, time.perf_counter() - begun)
        self.peak_mb = max(self.peak_mb, ran["peak_mb"])
        self._clear(data)

    def _clear(self, data: Path) -> None:
        shutil.rmtree(data, ignore_errors=True)
        os.sync()  # what one leaves to be written is not the next one's burden

    def _peer(self, name: str, command: list[str], made: Path) -> None:
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, env={**os.environ, "TZ": "Asia/Shanghai"})
        taken_s = time.perf_counter() - begun
        if not made.exists():
            raise CannotMeasure(f"{name} made nothing: {(done.stderr or done.stdout).strip()[-400:]}")
        if made.is_dir():
            count = len(list(made.iterdir()))
        else:
            count = sum("MAPLatitude" in each for each in json.loads(made.read_text("utf-8")))
        if count != self.photos:
            raise CannotMeasure(f"{name}: {count} of {self.photos} photos came out: {(done.stderr or done.stdout).strip()[-400:]}")
        self._took(name, taken_s)
        self._clear(made) if made.is_dir() else made.unlink()

    def _mapillary(self) -> tuple[list[str], Path]:
        made = self.folder / "described.json"
        peers = python_peers(PEERS)
        return [venv_python(peers), "-m", "mapillary_tools.commands", "process", str(self.card), "--geotag_source", "gpx",
                "--geotag_source_path", str(self.track), "--skip_process_errors", "--desc_path", str(made)], made

    def _exiftool(self) -> tuple[list[str], Path]:
        perl = shutil.which("perl")
        if perl is None:
            raise CannotMeasure("perl is missing, and exiftool needs it")
        made = self.folder / "tagged"
        made.mkdir()
        program = node_peers(PEERS) / "node_modules" / "exiftool-vendored.pl" / "bin" / "exiftool"
        return [perl, str(program), "-q", "-q", "-geotag", str(self.track), "-geotime<${DateTimeOriginal}+08:00", "-o", f"{made}/",
                str(self.card)], made

    def _middle(self, name: str) -> float:
        return statistics.median(self.taken[name])

    def durable_rows(self) -> list[Row]:
        return [against(f"{self.photos} photos durable, read, placed, listed", self._middle("keep"), "s", self._middle("physical"),
                        "read, hash, write, fsync one by one", GOAL)]

    def picture_rows(self) -> list[Row]:
        found = [against("then every 1280-pixel copy and thumbnail", self._middle("pictures"), "s", self._middle("bare"),
                         "bare Pillow, two processes", GOAL)]
        if "keep" in self.taken:
            found.append(against(
                "both, from the start", self._middle("keep") + self._middle("pictures"), "s",
                self._middle("physical") + self._middle("bare"), "physical work, then bare Pillow", GOAL))
        return found

    def peer_rows(self) -> list[Row]:
        each = 1000 / self.photos
        return [
            against("reading and correlating a photo, whole process", self._middle("read") * each, "ms",
                    self._middle("mapillary_tools") * each, "mapillary_tools process", PEER_GOAL),
            against("durable intake of a photo, whole process", self._middle("keep whole") * each, "ms",
                    self._middle("exiftool") * each, "exiftool -geotag", PEER_GOAL),
        ]

    def window_rows(self) -> list[Row]:
        """Each stage's longest gap, and the same without the time in which others had the processors."""
        found: list[Row] = []
        for stage, what in GAPS.items():
            found += [at_most(f"longest gap of the window's thread {what}", self.gaps[f"{stage}_ms"], "ms", GAP_MS),
                      told(f"{stage}: without waiting for a processor that others had", self.gaps[f"{stage}_own_ms"], "ms"),
                      told(f"{stage}: longest work of the window's thread by itself", self.gaps[f"{stage}_worked_ms"], "ms")]
        return [*found, told("longest gap with nothing to do", self.gaps["idle_ms"], "ms"),
                told("memory of the whole window meanwhile", self.gaps["peak_mb"], "MB")]

    def other_rows(self) -> list[Row]:
        peak = [at_most("peak memory of any stage", self.peak_mb, "MB", MEMORY_GOAL_MB)] if self.peak_mb else []
        return [*peak, *(told(f"spread of {name}, slowest of {len(taken)}", max(taken), "s") for name, taken in self.taken.items())]
