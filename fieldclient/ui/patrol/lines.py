"""Rows of the patrol's lists: ready texts and the names of meanings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldclient.ui.parts.case_line import case_title, file_url
from fieldclient.ui.parts.patrol_line import patrol_numbers
from fieldclient.ui.words import Words
from fieldclient.work.patrol.views import GridChoice, GridLine, PatrolLine, ReportLine
from fieldclient.work.views import Delivery


@dataclass(frozen=True)
class ChoiceRow:
    """A grid that can be planned."""

    id: str
    title: str
    line: str
    chosen: bool


@dataclass(frozen=True)
class PatrolRowLine:
    """A patrol of the past in the list."""

    id: str
    title: str
    line: str
    when: str


@dataclass(frozen=True)
class GridRow:
    id: str
    title: str
    word: str
    meaning: str
    icon_name: str


@dataclass(frozen=True)
class ReportRow:
    id: str
    number: str
    title: str
    line: str
    when: str
    thumbnail: str
    delivery: str
    delivery_text: str


def team_of(line: PatrolLine, words: Words) -> str:
    return line.team or words.phrase("patrol_no_team")


def from_to(line: PatrolLine, words: Words, now: datetime) -> str:
    start = words.moment(line.started_at, now)
    if line.ended_at is None:
        return words.phrase("patrol_started", time=start)
    same_day = line.ended_at.astimezone().date() == line.started_at.astimezone().date()
    end = words.clock(line.ended_at) if same_day else words.moment(line.ended_at, now)
    return words.phrase("patrol_from_to", start=start, end=end)


def patrol_row(line: PatrolLine, words: Words, now: datetime) -> PatrolRowLine:
    return PatrolRowLine(line.id, team_of(line, words), patrol_numbers(line, words), from_to(line, words, now))


def choice_row(grid: GridChoice, chosen: bool, words: Words) -> ChoiceRow:
    line = [grid.code] if grid.name else []
    line += [words.phrase("grid_own")] if grid.own else []
    return ChoiceRow(grid.code, grid.name or grid.code, " · ".join(line), chosen)


def grid_row(grid: GridLine, words: Words) -> GridRow:
    title = grid.name or grid.code
    if not grid.drawn:
        return GridRow(grid.code, title, words.phrase("grid_unknown"), "neutral", "question")
    if not grid.planned:
        return GridRow(grid.code, title, words.phrase("grid_extra"), "inHand", "plus")
    name, meaning, icon = ("grid_covered", "done", "check") if grid.covered else ("grid_not_covered", "neutral", "circle")
    return GridRow(grid.code, title, words.phrase(name), meaning, icon)


def report_row(report: ReportLine, words: Words, now: datetime) -> ReportRow:
    told = report.delivery not in (Delivery.NONE, Delivery.ARRIVED)
    return ReportRow(
        id=report.case_id, number=str(report.number), title=case_title(report, words),
        line=f"{report.place or words.phrase('no_place')} · {report.reference}", when=words.moment(report.at, now),
        thumbnail=file_url(report.thumbnail), delivery=report.delivery.value if told else "none",
        delivery_text=words.of(report.delivery) if told else "")
