"""Cases as the lines of the list: the group each stands under, and what of it answers to the words looked for. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import chain

from fieldclient.ui.parts.case_line import CaseLine, case_line
from fieldclient.ui.words import Words
from fieldclient.work.hits import Span, excerpt, spans, wanted_of
from fieldclient.work.views import CaseRow, Delivery, Light, Lookup
from sync.protocol.lifecycle import ENDED
from sync.protocol.tasks import TaskKind

Reads = Callable[[str], str]

_BY_LIGHT = {Light.OVERDUE_AGAIN: "late", Light.OVERDUE: "late", Light.DUE_SOON: "soon", Light.ON_TIME: "open",
             Light.NONE: "rest"}
_RANK = {name: rank for rank, name in enumerate(("attention", "late", "soon", "open", "rest"))}


_LIGHT_MARKS = {  # meaning and icon
    Light.ON_TIME: ("neutral", "clock"), Light.DUE_SOON: ("dueSoon", "clock"), Light.OVERDUE: ("overdue", "clock-alert"),
    Light.OVERDUE_AGAIN: ("overdueAgain", "alert-triangle"),
}
_DELIVERY_MARKS = {
    Delivery.WAITING: ("waiting", "outbox"), Delivery.TRAVELLING: ("waiting", "upload"),
    Delivery.ARRIVED: ("arrived", "cloud-check"), Delivery.REFUSED: ("attention", "alert-circle"),
}


@dataclass(frozen=True)
class ListLine(CaseLine):
    """A case's line with the group it stands under. What was looked for is marked by <b> in the last three, in text that is
    escaped for it; they are empty where nothing was found there."""

    section: str
    marks: tuple[str, ...] = ()  # meaning, icon and text of each that there is, in one line; the weightiest first
    far: str = ""  # how far from here, or from the stop before
    title_hit: str = ""
    line_hit: str = ""
    said_hit: str = ""


def section_of(row: CaseRow, lookup: Lookup) -> str:
    """The group a row stands under: by lateness among what is asked of me, by whose turn it is among all; else none. An order
    that was chosen has no groups."""
    if lookup.sort not in ("", "deadline"):
        return ""
    if lookup.which == "to_do":
        return "attention" if row.delivery is Delivery.REFUSED else _BY_LIGHT[row.light]
    if lookup.which == "all":
        return "ended" if row.stage in ENDED else "yours" if row.needs_me else "others"
    return ""


def grouped(lines: Sequence[ListLine]) -> list[ListLine]:
    """Each group in one piece, the most urgent first; inside a group the store's order (the deadline) stays.

    A long limit is due soon days before its end and a short one minutes before, so the order of deadlines alone would mix them.
    """
    return sorted(lines, key=rank_of)


def rank_of(line: ListLine) -> int:
    return _RANK.get(line.section, 0)


def list_line(words: Words, row: CaseRow, now: datetime, lookup: Lookup, reads: Reads | None = None) -> ListLine:
    """`reads`: initials of a character, where letters may be meant so."""
    line = case_line(row, words, now)
    told = row.distance_m is not None and (lookup.sort == "distance" or lookup.near_m is not None)
    far = words.distance(row.distance_m or 0.0) if told else ""
    wanted = wanted_of(lookup.text)
    hits = {} if not wanted else {
        "title_hit": marked(line.title, spans(line.title, wanted, reads)),
        "line_hit": marked(line.line, spans(line.line, wanted, reads)),
        "said_hit": marked(*excerpt(row.said, spans(row.said, wanted, reads))),
    }
    return ListLine(**vars(line), section=section_of(row, lookup), marks=marks_of(row, line), far=far, **hits)


def stop_line(words: Words, row: CaseRow, now: datetime, number: int) -> ListLine:
    """A stop of a route: its number, and how far it is from the one before."""
    line = case_line(row, words, now)
    far = words.phrase("route_no_place") if row.distance_m is None else words.distance(row.distance_m)
    return ListLine(**vars(line), section="", marks=("inHand", "map-pin", str(number), *marks_of(row, line)), far=far)


def marks_of(row: CaseRow, line: CaseLine) -> tuple[str, ...]:
    """What I am asked to do, how late it is, how urgent, where my act is, how far the case is. Room for the deadline: that a case
    in a handler's list is to be handled goes without saying."""
    task = "" if row.task is TaskKind.HANDLE else line.task_text
    marks = [
        ("inHand", "clipboard-check", task), (*_LIGHT_MARKS.get(row.light, ("neutral", "")), line.deadline_text),
        ("attention", "alert-triangle", line.urgent_text),
        (*_DELIVERY_MARKS.get(Delivery(line.delivery), ("neutral", "")), line.delivery_text),
        (line.stage_meaning, "", "" if task else line.stage_text),
    ]
    return tuple(chain.from_iterable(mark for mark in marks if mark[2]))


def marked(text: str, hits: Sequence[Span]) -> str:
    """The text for a label that understands <b>; empty without a hit."""
    if not hits:
        return ""
    out, last = list[str](), 0
    for start, end in hits:
        out += escape(text[last:start], quote=False), "<b>", escape(text[start:end], quote=False), "</b>"
        last = end
    return "".join([*out, escape(text[last:], quote=False)])


def reader(text: str) -> Reads | None:
    """What reads characters, where the words looked for may be initials. On the store's thread: it loads a table."""
    if not any(len(each) > 1 and each.isascii() and each.isalpha() for each in wanted_of(text)):
        return None
    from fieldclient.store.initials import letters_of

    return letters_of
