"""English sentences for the operator's terminal. The window has its own, in two languages."""

from __future__ import annotations

import unicodedata

from sync.protocol.problems import Code, Fact, Problem

_SENTENCES: dict[Code, str] = {
    Code.PART_MISSING: "Something is missing for this: {parts}.",
    Code.ACT_NOT_NOW: "Not possible now: the case is at stage '{stage}'.",
    Code.ROLE_NOT_ALLOWED: "This person has no role that may do that ({act}).",
    Code.NOT_YOURS: "This case does not lie with this person ({act}).",
    Code.OWN_HANDLING: "Nobody checks their own work: choose somebody else.",
    Code.LIMIT_REACHED: "It was done as often as it may be ({limit}).",
    Code.TOO_LATE: "Too late: it was possible until {until}.",
    Code.VERSION_CONFLICT: "The case has moved on (stage '{stage}'); this is kept as a note.",
    Code.CASE_UNKNOWN: "There is no such case.",
    Code.BODY_INVALID: "This is not a usable value: {field}.",
    Code.SEED_INVALID: "The seed cannot be used: {field} is missing or wrong.",
    Code.CATALOGUE_INVALID: "The catalogue cannot be used: {field} is missing or wrong.",
    Code.CALENDAR_INVALID: "The calendar cannot be used: {field} is missing or wrong.",
    Code.TILES_INVALID: "This file of map tiles cannot be used: {reason}.",
    Code.STORE_NEWER: "The data folder was written by a newer version ({found}); this one knows {known}.",
    Code.STORE_BUSY: "Another process holds the data folder for too long: try again.",
    Code.DISK_FAILED: "The data folder or the database cannot be used: {reason}.",
    Code.SETUP_INVALID: "No device would take such a code ({reason}): look at the address and at what is asked of devices.",
    Code.INTERNAL: "A defect of the hub; the log tells more under {reference}.",
}


class _Told(dict[str, Fact]):
    def __missing__(self, key: str) -> str:
        return "?"


def sentence(problem: Problem) -> str:
    """One sentence for a problem; its code and facts when there is none for it."""
    template = _SENTENCES.get(problem.code)
    return template.format_map(_Told(problem.facts)) if template else f"{problem}."


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def table(rows: list[dict[str, str]]) -> str:
    """Rows under their headings, in columns."""
    if not rows:
        return "(nothing)"
    heads = list(rows[0])
    lines = [dict(zip(heads, heads, strict=True)), *rows]
    widths = {head: max(width(line[head]) for line in lines) for head in heads}
    return "\n".join(
        "  ".join(line[head] + " " * (widths[head] - width(line[head])) for head in heads).rstrip() for line in lines
    )
