"""What home shows, in words: drafts, campaigns, messages, tasks with their distance, how old it all is. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldclient.ui.parts.case_line import CaseLine, case_line, file_url
from fieldclient.ui.parts.patrol_line import patrol_numbers
from fieldclient.ui.words import Words
from fieldclient.work.among import Front
from fieldclient.work.patrol.views import PatrolLine
from fieldclient.work.views import ActivityRow, CaseRow, DraftView, Status
from sync.protocol.lifecycle import Act
from sync.protocol.report import UNSURE, Kind

STALE = timedelta(hours=1)


@dataclass(frozen=True)
class DraftLine:
    """A draft to go on with."""

    id: str
    title: str
    line: str
    when: str
    thumbnail: str
    icon_name: str


def draft_line(draft: DraftView, words: Words, now: datetime) -> DraftLine:
    thumbnail = next((photo.thumbnail for photo in draft.photos if photo.thumbnail), None)
    missing = words.parts(draft.missing)
    return DraftLine(
        id=draft.id, title=draft_title(draft, words),
        line=words.phrase("draft_lacks", parts=missing) if missing else words.phrase("draft_ready"),
        when=words.ago(draft.changed_at, now), thumbnail=file_url(thumbnail),
        icon_name="thumbs-up" if draft.kind is Kind.PRAISE else "file-text",
    )


def draft_title(draft: DraftView, words: Words) -> str:
    if draft.act is not Act.SUBMIT:
        return words.of(draft.act)
    if draft.kind is not Kind.PROBLEM:
        return words.of(draft.kind)
    if draft.subcategory == UNSURE:
        return words.phrase("unsure_subcategory")
    return words.name(draft.subcategory_zh, draft.subcategory_en) or words.phrase("untitled_draft")


@dataclass(frozen=True)
class CampaignLine:
    """A campaign that runs today."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class NewsLine:
    """A message that nobody has looked at yet."""

    id: str
    case_id: str
    title: str
    line: str
    when: str
    icon_name: str


def news_line(row: ActivityRow, words: Words, now: datetime) -> NewsLine:
    about = [words.name(row.subcategory_zh, row.subcategory_en), row.place, "" if row.case_id else row.text]
    return NewsLine(
        id=row.id, case_id=row.case_id or "", title=words.notice(row.code, row.facts),
        line=" · ".join(part for part in about if part), when=words.ago(row.at, now),
        icon_name="bell" if row.case_id else "megaphone")


def task_line(row: CaseRow, words: Words, now: datetime) -> CaseLine:
    """As a case everywhere, and how far away it is."""
    line = case_line(row, words, now)
    if row.distance_m is None:
        return line
    return replace(line, line=f"{words.phrase('far_off', distance=words.distance(row.distance_m))} · {line.line}")


def freshness(status: Status, words: Words, now: datetime) -> tuple[str, str]:
    """How old the truth on this screen is; and a sentence when that is old enough to be said aloud."""
    if not status.signed_in:
        return "", ""
    if status.as_of is None:
        return "", words.phrase("never")
    old = now - status.as_of >= STALE
    return words.phrase("fresh", time=words.moment(status.as_of, now)), (
        words.phrase("stale", time=words.moment(status.as_of, now)) if old else "")


def patrol_texts(patrol: PatrolLine, words: Words) -> tuple[str, str]:
    """Of the patrol under way: whose it is, and how long, how far, grids, reports."""
    team = patrol.team or words.phrase("patrol_no_team")
    return words.phrase("patrol_home", team=team), patrol_numbers(patrol, words)


def waiting_text(status: Status, words: Words) -> str:
    return words.phrase("to_send", size=words.size(status.waiting_bytes)) if status.waiting else words.phrase("to_send_none")


def fix_text(front: Front, words: Words, now: datetime) -> str:
    return words.phrase("fix_age", time=words.ago(front.fix.at, now)) if front.fix is not None else ""
