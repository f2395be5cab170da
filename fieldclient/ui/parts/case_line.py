"""A case as one line of a list: the same words and marks wherever it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fieldclient.ui.words import Words
from fieldclient.work.views import CaseRow, Delivery, Light
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Stage
from sync.protocol.report import UNSURE, Kind

if TYPE_CHECKING:
    from fieldclient.work.patrol.views import ReportLine

_IN_HAND = frozenset({Stage.VERIFYING, Stage.HANDLING, Stage.HANDLED, Stage.CHECKING})
_DONE = frozenset({Stage.CHECKED, Stage.ANSWERED, Stage.CLOSED})
_KIND_ICONS = {Kind.PRAISE: "thumbs-up", Kind.CONSULTATION: "question", Kind.SUGGESTION: "lightbulb"}


@dataclass(frozen=True)
class CaseLine:
    """Ready texts and the names of meanings; empty where there is nothing to say."""

    id: str
    title: str
    line: str
    when: str
    thumbnail: str
    icon_name: str
    stage_text: str
    stage_meaning: str
    light: str
    deadline_text: str
    delivery: str
    delivery_text: str
    task_text: str
    urgent_text: str
    needs_me: bool


def stage_meaning(stage: Stage | None) -> str:
    if stage in _DONE:
        return "done"
    return "inHand" if stage in _IN_HAND else "neutral"


def file_url(path: str | None) -> str:
    """What QML needs to show a file; empty when there is none."""
    return Path(path).absolute().as_uri() if path else ""


def case_title(row: CaseRow | ReportLine, words: Words) -> str:
    """The subcategory, or the kind where a kind has none."""
    if row.kind is not Kind.PROBLEM:
        return words.of(row.kind)
    if row.subcategory == UNSURE:
        return words.phrase("unsure_subcategory")
    return words.name(row.subcategory_zh, row.subcategory_en) or words.phrase("no_subcategory")


def case_line(row: CaseRow, words: Words, now: datetime) -> CaseLine:
    place = row.place or words.phrase("no_place")
    told = row.delivery is not Delivery.NONE and (row.delivery is not Delivery.ARRIVED or row.stage is None)
    late = row.light is not Light.NONE
    return CaseLine(
        id=row.id, title=case_title(row, words), line=f"{place} · {row.number or row.local_reference}",
        when=words.ago(row.changed_at, now), thumbnail=file_url(row.thumbnail),
        icon_name=_KIND_ICONS.get(row.kind, "image"),
        stage_text=words.of(row.stage) if row.stage is not None else "", stage_meaning=stage_meaning(row.stage),
        light=row.light.value, deadline_text=words.deadline(row.light, row.due_at, row.overdue_by_s, now) if late else "",
        delivery=row.delivery.value if told else "none", delivery_text=words.of(row.delivery) if told else "",
        task_text=words.of(row.task) if row.task is not None else "",
        urgent_text=words.of(row.priority) if row.priority is Priority.URGENT else "", needs_me=row.needs_me,
    )
