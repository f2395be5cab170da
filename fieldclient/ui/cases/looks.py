"""How a case looks: its meaning, icon, section and words, from what the store says. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.ui.parts.case_line import CaseLine, case_line, stage_meaning
from fieldclient.ui.words import Words
from fieldclient.work.views import CaseRow, Delivery, Light, PhotoView
from sync.protocol.lifecycle import ENDED, Act, Stage
from sync.protocol.media import MediaKind, Shot
from sync.protocol.tasks import TaskKind

_STEP_ICONS = {
    Act.SUBMIT: "send", Act.ASK_VERIFY: "eye", Act.VERIFY: "eye", Act.REFUSE: "x", Act.MERGE: "link",
    Act.TRANSFER: "external-link", Act.WITHDRAW: "undo", Act.FILE: "file-text", Act.DISPATCH: "arrow-right",
    Act.RECEIVE: "check", Act.RETURN: "hand-back", Act.EXTEND: "hourglass", Act.SUSPEND: "pause", Act.RESUME: "play",
    Act.FEEDBACK: "wrench", Act.ISSUE_CHECK: "clipboard-list", Act.CHECK_PASS: "clipboard-check",
    Act.CHECK_NOT_PASS: "repeat", Act.CHECK_UNABLE: "question", Act.CLOSE: "check-circle", Act.VOID: "x-circle",
    Act.FORCE_CLOSE: "lock", Act.RATE: "star", Act.REOPEN: "repeat", Act.APPEAL: "flag", Act.SELF_HANDLED: "wrench",
    Act.ANSWER: "message",
}
_DONE_STEPS = frozenset({Act.CHECK_PASS, Act.CLOSE, Act.ANSWER})


def stage_icon(stage: Stage | None) -> str:
    if stage is None:
        return "cloud-off"
    return {"done": "check-circle", "inHand": "wrench"}.get(stage_meaning(stage), "circle")


def step_icon(act: Act) -> str:
    return _STEP_ICONS.get(act, "circle")


def step_meaning(act: Act) -> str:
    return "done" if act in _DONE_STEPS else "neutral"


_BY_LIGHT = {Light.OVERDUE_AGAIN: "late", Light.OVERDUE: "late", Light.DUE_SOON: "soon", Light.ON_TIME: "open",
             Light.NONE: "rest"}
_RANK = {name: rank for rank, name in enumerate(("attention", "late", "soon", "open", "rest"))}


def section_of(row: CaseRow, which: str) -> str:
    """The group a row stands under: by lateness among what is asked of me, by whose turn it is among all; else none."""
    if which == "to_do":
        return "attention" if row.delivery is Delivery.REFUSED else _BY_LIGHT[row.light]
    if which == "all":
        return "ended" if row.stage in ENDED else "yours" if row.needs_me else "others"
    return ""


def grouped(lines: Sequence[ListLine]) -> list[ListLine]:
    """Each group in one piece, the most urgent first; inside a group the store's order (the deadline) stays.

    A long limit is due soon days before its end and a short one minutes before, so the order of deadlines alone would mix them.
    """
    return sorted(lines, key=lambda line: _RANK.get(line.section, 0))


def stage_text(words: Words, stage: Stage | None) -> str:
    return words.of(stage) if stage is not None else words.phrase("not_at_hub_yet")


@dataclass(frozen=True)
class ListLine(CaseLine):
    """A case's line with the group it stands under."""

    section: str


def list_line(words: Words, row: CaseRow, now: datetime, which: str) -> ListLine:
    """Room for the deadline: that a case in a handler's list is to be handled goes without saying."""
    line = case_line(row, words, now)
    task = "" if row.task is TaskKind.HANDLE else line.task_text
    return ListLine(**{**vars(line), "task_text": task}, section=section_of(row, which))


_SHOWN_FIRST = (Shot.NEAR, Shot.FAR, Shot.DETAIL)


def leading(photos: Sequence[PhotoView]) -> PhotoView | None:
    """The photo that stands for a set: the newest near one, else far, else detail, else any; a video where no photo is."""
    photos = [each for each in photos if each.kind is MediaKind.PHOTO] or [
        each for each in photos if each.kind is MediaKind.VIDEO]
    for shot in _SHOWN_FIRST:
        found = [photo for photo in photos if photo.shot is shot]
        if found:
            return found[-1]
    return photos[-1] if photos else None
