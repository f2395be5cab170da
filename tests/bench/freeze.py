"""How long the window's thread is held up while 20 photos are imported: the gaps of a 1 ms timer on that thread."""

from __future__ import annotations

from tests.bench.offscreen import offscreen
from tests.bench.progress import window
from tests.bench.rows import Row, at_most, told

LIMIT_MS = 50.0
PATIENCE_S = 180


def measure() -> list[Row]:
    """In a process of its own, so that nothing of this one is in the way."""
    printed = window("tests.bench.freeze_window", env=offscreen(), patience_s=PATIENCE_S)
    told_by = dict(line.split("\t") for line in printed.splitlines() if "\t" in line)
    return [
        at_most("longest gap of the window's thread while 20 photos are imported", float(told_by["import_ms"]), "ms", LIMIT_MS),
        told("the same without waiting for a processor that others had", float(told_by["own_ms"]), "ms"),
        told("longest work of the window's thread by itself", float(told_by["worked_ms"]), "ms"),
        told("longest gap of the same window with nothing to do", float(told_by["idle_ms"]), "ms"),
        told("photos imported", float(told_by["photos"]), "photos"),
        told("size of all photos", float(told_by["megabytes"]), "MB"),
        told("time for the import", float(told_by["seconds"]), "s"),
    ]


