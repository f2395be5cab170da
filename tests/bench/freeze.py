"""How long the window's thread is held up while 20 photos are imported: the gaps of a 1 ms timer on that thread."""

from __future__ import annotations

import subprocess
import sys

from tests.bench.offscreen import ROOT, offscreen
from tests.bench.rows import CannotMeasure, Row, at_most, told

LIMIT_MS = 50.0
PATIENCE_S = 180


def measure() -> list[Row]:
    """In a process of its own, so that nothing of this one is in the way."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.freeze_window"], cwd=ROOT, env=offscreen(), text=True,
                          capture_output=True, timeout=PATIENCE_S, check=False)
    if done.returncode != 0:
        raise CannotMeasure(f"the window did not finish: {done.stderr.strip()[-400:]}")
    told_by = dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    return [
        at_most("longest gap of the window's thread while 20 photos are imported", float(told_by["import_ms"]), "ms", LIMIT_MS),
        told("the same without waiting for a processor that others had", float(told_by["own_ms"]), "ms"),
        told("longest work of the window's thread by itself", float(told_by["worked_ms"]), "ms"),
        told("longest gap of the same window with nothing to do", float(told_by["idle_ms"]), "ms"),
        told("photos imported", float(told_by["photos"]), "photos"),
        told("size of all photos", float(told_by["megabytes"]), "MB"),
        told("time for the import", float(told_by["seconds"]), "s"),
    ]


