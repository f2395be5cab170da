"""The shape of a benchmark's result: ratios taken in one run, printed as a table and written as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


class CannotMeasure(Exception):
    """This machine lacks what the measurement needs; the text says what."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured thing. `beside` is the peer's or the limit's value in the same unit, measured in the same run;
    `ratio` is value / beside; `goal` is the largest ratio wanted (or the largest value, when nothing stands beside it)."""

    what: str
    value: float
    unit: str
    beside: float | None = None
    beside_what: str = ""
    ratio: float | None = None
    goal: float | None = None
    holds: bool | None = None


def against(what: str, value: float, unit: str, beside: float, beside_what: str, goal: float) -> Row:
    """A row whose goal is a ratio."""
    ratio = value / beside
    return Row(what=what, value=round(value, 3), unit=unit, beside=round(beside, 3), beside_what=beside_what,
               ratio=round(ratio, 3), goal=goal, holds=ratio <= goal)


def at_most(what: str, value: float, unit: str, goal: float) -> Row:
    """A row whose goal is a fixed limit of what a person can feel."""
    return Row(what=what, value=round(value, 3), unit=unit, beside=goal, beside_what="limit",
               ratio=round(value / goal, 3), goal=goal, holds=value <= goal)


def told(what: str, value: float, unit: str) -> Row:
    """A row that is only told."""
    return Row(what=what, value=round(value, 3), unit=unit)


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    head = ("what", "value", "unit", "beside", "ratio", "goal", "holds")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                     for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    def number(value: float | None) -> str:
        return "" if value is None else f"{value:g}"
    beside = f"{number(row.beside)} ({row.beside_what})" if row.beside is not None else ""
    holds = {True: "yes", False: "NO", None: ""}[row.holds]
    return (row.what, number(row.value), row.unit, beside, number(row.ratio), number(row.goal), holds)


def write(path: Path, name: str, rows: Sequence[Row]) -> None:
    path.write_text(json.dumps({"bench": name, "rows": [asdict(row) for row in rows]}, indent=1), "utf-8")
