"""A patrol in one line: the same words wherever it is listed."""

from __future__ import annotations

from fieldclient.ui.words import Words
from fieldclient.work.patrol.views import PatrolLine


def grids_text(line: PatrolLine, words: Words) -> str:
    """3 of 5 with a plan, 3 without one."""
    if line.planned:
        return words.phrase("patrol_of_planned", covered=str(line.covered), planned=str(line.planned))
    return str(line.covered)


def patrol_numbers(line: PatrolLine, words: Words) -> str:
    """How long, how far, grids, reports."""
    grids = words.count("grid", line.covered)
    if line.planned:
        grids = words.phrase("patrol_grids_short", grids=grids_text(line, words))
    return words.phrase(
        "patrol_line", time=words.lasting(line.lasting_s), distance=words.distance(line.distance_m), grids=grids,
        reports=words.count("report", line.reports))
