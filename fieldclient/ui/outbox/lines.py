"""A waiting thing in words: what it is, why it waits, what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.words import Words
from fieldclient.work.hindrance import (
    Help,
    Reason,
    Situation,
    can_edit,
    can_retry,
    help_for,
    reason_of,
    steps_of,
)
from fieldclient.work.outbox_views import OutboxFile, PutAway, Travel
from fieldclient.work.three_way import Difference, Value
from fieldclient.work.views import Delivery, OutboxRow
from sync.engine.runner import LinkState, LinkStatus
from sync.protocol.problems import Code, Problem

REASON_ICONS: dict[Reason, str] = {
    Reason.ARRIVED: "cloud-check", Reason.SENDING: "send", Reason.QUEUED: "list", Reason.BEHIND: "layers", Reason.PAUSED: "pause",
    Reason.STOPPED: "pause", Reason.NO_NETWORK: "wifi-off", Reason.SWITCHED_OFF: "wifi-off", Reason.PORTAL: "globe",
    Reason.HUB_AWAY: "cloud-off", Reason.UNTRUSTED: "shield-check", Reason.SIGNED_OUT: "log-in", Reason.LOCKED: "lock",
    Reason.CLOCK: "clock-alert", Reason.VERSION: "download", Reason.NO_HUB: "server", Reason.DISK: "hard-drive",
    Reason.WIFI: "wifi", Reason.CAP: "signal", Reason.BATTERY: "battery-low", Reason.HOURS: "hourglass",
    Reason.QUOTA: "server", Reason.AGAIN: "repeat", Reason.REFUSED: "alert-circle", Reason.CONFLICT: "split",
    Reason.DOUBTED: "shield-check", Reason.FILE_LOST: "image-off", Reason.FILE_BAD: "image-off",
}
STEP_ICONS = {
    "first": "chevron-up", "not_first": "chevron-down", "pause": "pause", "resume": "play", "anyway": "send",
    "hand_over": "folder", "edit": "pencil", "retry": "repeat", "aside": "archive", "open": "external-link",
}
HELP_ICONS = {
    "sync": "refresh", "sign_in": "log-in", "switch_on": "wifi", "browser": "globe", "anyway": "send", "resume": "play",
    "resume_all": "play", "earlier": "layers", "settings": "settings", "room": "hard-drive", "hand_over": "folder",
    "edit": "pencil", "retry": "repeat", "aside": "archive", "open": "external-link",
}
_DECIDED = (Reason.REFUSED, Reason.CONFLICT, Reason.DOUBTED, Reason.FILE_LOST, Reason.FILE_BAD)
_OF_THE_WAY = frozenset({
    Reason.NO_NETWORK, Reason.PORTAL, Reason.HUB_AWAY, Reason.UNTRUSTED, Reason.VERSION, Reason.NO_HUB, Reason.CLOCK,
    Reason.QUOTA, Reason.DISK,
})
_OWN_WORDS = frozenset({
    Reason.PAUSED, Reason.STOPPED, Reason.SWITCHED_OFF, Reason.LOCKED, Reason.WIFI, Reason.CAP, Reason.BATTERY,
})


@dataclass(frozen=True)
class OutboxLine:
    """Ready texts. `helps` is the one button, `steps` all that can be done: {step, text, icon}; `files`: {text, size, icon,
    progress}."""

    id: str
    case_id: str
    title: str
    reference: str
    when: str
    thumbnail: str
    delivery: str
    delivery_text: str
    why: str
    next_try: str
    progress: float
    progress_text: str
    can_retry: bool
    can_edit: bool
    differences: list[dict[str, str]]  # field, base, theirs, mine: each in words, "–" where there is nothing
    reason: str = ""
    reason_text: str = ""
    reason_icon: str = ""
    helps: str = ""
    help_text: str = ""
    help_icon: str = ""
    left_text: str = ""
    behind: str = ""
    first_text: str = ""
    steps: tuple[dict[str, str], ...] = ()
    files: tuple[dict[str, str | float], ...] = ()


@dataclass(frozen=True)
class AwayLine:
    """Something put away that can still be brought back."""

    id: str
    is_draft: bool
    title: str
    until: str


def situation(link: LinkStatus | None, signed_in: bool, travel: Travel | None = None, locked: bool = False) -> Situation:
    told = link.problem.to_problem() if link is not None and link.problem is not None else None
    return Situation(
        signed_in=signed_in, locked=locked, switched_off=link is not None and link.switched_off,
        syncing=link is not None and link.state is LinkState.SYNCING, clock_wrong=link is not None and link.clock is not None,
        stopped=travel is not None and travel.stopped, held=travel.held if travel is not None else None, problem=told,
    )


def outbox_line(
    row: OutboxRow, link: LinkStatus | None, signed_in: bool, words: Words, now: datetime, *, travel: Travel | None = None,
    locked: bool = False,
) -> OutboxLine:
    name = words.name(row.title_zh, row.title_en)
    total = max(row.total_bytes, 1)
    moving = row.delivery in (Delivery.WAITING, Delivery.TRAVELLING)
    here = situation(link, signed_in, travel, locked)
    reason = reason_of(row, here)
    helps = help_for(reason, row)
    left = row.total_bytes - row.sent_bytes
    return OutboxLine(
        id=row.mutation_id, case_id=row.case_id,
        title=words.phrase("title_with_place", title=words.of(row.act), place=name) if name else words.of(row.act),
        reference=row.reference, when=words.ago(row.made_at, now), thumbnail=file_url(row.thumbnail),
        delivery=row.delivery.value, delivery_text=words.of(row.delivery), why=why(row, reason, here, travel, words),
        next_try=next_try(row, link, words, now) if moving and not _waits_for_somebody(reason) else "",
        progress=min(1.0, row.sent_bytes / total) if moving else 1.0,
        progress_text=words.phrase("progress", sent=words.size(row.sent_bytes), total=words.size(row.total_bytes)),
        can_retry=can_retry(row), can_edit=can_edit(row), differences=[_compared(each, words, now) for each in row.differences],
        reason=reason.value, reason_text=words.phrase(f"reason.{reason.value}"), reason_icon=REASON_ICONS[reason],
        helps=helps.value, help_text="" if helps is Help.NONE else words.phrase(f"help.{helps.value}"),
        help_icon=HELP_ICONS.get(helps.value, ""), behind=row.behind,
        first_text=words.phrase("outbox_first") if row.first else "",
        left_text=words.phrase("outbox_left", size=words.size(left)) if moving and left > 0 else "",
        steps=tuple({"step": step.value, "text": words.phrase(f"step.{step.value}"), "icon": STEP_ICONS[step.value]}
                    for step in steps_of(row, reason)),
        files=tuple(_file(each, number, words) for number, each in enumerate(row.parts, start=1)),
    )


def _waits_for_somebody(reason: Reason) -> bool:
    return reason in (Reason.PAUSED, Reason.STOPPED, Reason.SWITCHED_OFF, Reason.LOCKED, Reason.SIGNED_OUT)


def _file(part: OutboxFile, number: int, words: Words) -> dict[str, str | float]:
    icons = {Delivery.ARRIVED: "cloud-check", Delivery.TRAVELLING: "send", Delivery.REFUSED: "alert-circle"}
    told = words.sentence(part.problem) if part.problem is not None else ""
    progress = words.phrase("progress", sent=words.size(part.sent_bytes), total=words.size(part.size_bytes))
    return {
        "text": words.phrase("outbox_file", kind=words.of(part.kind), number=str(number)), "state": words.of(part.delivery),
        "size": words.size(part.size_bytes) if part.delivery is Delivery.ARRIVED else progress, "problem": told,
        "icon": icons.get(part.delivery, "clock"),
        "progress": 1.0 if part.delivery is Delivery.ARRIVED else part.sent_bytes / max(1, part.size_bytes),
    }


def _compared(difference: Difference, words: Words, now: datetime) -> dict[str, str]:
    values = {"base": difference.base, "theirs": difference.theirs, "mine": difference.mine}
    return {"field": words.of(difference.field), **{name: _value(value, words, now) for name, value in values.items()}}


def _value(value: Value, words: Words, now: datetime) -> str:
    if value is None:
        return "–"
    if isinstance(value, StrEnum):
        return words.of(value)
    if isinstance(value, datetime):
        return words.moment(value, now)
    return words.quantity(*value) if isinstance(value, tuple) else str(value)


def why(row: OutboxRow, reason: Reason, here: Situation, travel: Travel | None, words: Words) -> str:
    """The reason in a sentence: of the thing itself first, then of the way to the hub."""
    if reason is Reason.ARRIVED:
        return ""
    if reason in _DECIDED:
        return words.sentence(row.problem or Problem(Code.INTERNAL, reference=row.mutation_id[:8]))
    if reason is Reason.BEHIND:
        return words.phrase("why.behind_refused" if row.behind_refused else "why.behind")
    if reason is Reason.SIGNED_OUT:
        return words.phrase("waits_for_sign_in")
    of_the_way = reason in _OF_THE_WAY and here.problem is not None and not here.syncing
    told = here.problem if of_the_way else row.problem
    if told is not None and (of_the_way or reason not in _OWN_WORDS | {Reason.SENDING, Reason.HOURS}):
        return words.sentence(told)
    return _own_words(row, reason, travel, words)


def _own_words(row: OutboxRow, reason: Reason, travel: Travel | None, words: Words) -> str:
    if reason in _OWN_WORDS:
        return words.phrase(f"why.{reason.value}")
    if reason is Reason.HOURS and travel is not None:
        return words.phrase("why.hours", start=hour(travel.rules.from_hour), end=hour(travel.rules.until_hour))
    left = row.files - row.files_arrived
    if reason is Reason.QUEUED and row.record_arrived and left > 0:
        return words.phrase("record_sent_files_wait", count=words.count("file", left))
    return words.phrase("travelling_now" if reason is Reason.SENDING else "waits_for_turn")


def hour(at: int) -> str:
    return f"{at:02d}:00"


def next_try(row: OutboxRow, link: LinkStatus | None, words: Words, now: datetime) -> str:
    """When it is tried again by itself; empty when that is now or nobody knows."""
    looks_at = link.next_try_at if link is not None else None
    known = [at for at in (row.next_try_at, looks_at) if at is not None and at > now]
    if not known:
        return ""
    left = (max(known) - now).total_seconds()
    if left < 3600:
        return words.phrase("next_try_in", time=words.lasting(max(1.0, left)))
    return words.phrase("next_try", time=words.moment(max(known), now))


def away_line(away: PutAway, words: Words, now: datetime) -> AwayLine:
    name = words.name(away.title_zh, away.title_en)
    title = words.phrase("title_with_place", title=words.of(away.act), place=name) if name else words.of(away.act)
    return AwayLine(away.id, away.is_draft, title, words.phrase("outbox_away_until", time=words.moment(away.until, now)))


def aside_sentence(count: int, words: Words) -> str:
    """That something could not be read, for as long as nobody has looked into it."""
    return words.phrase("kept_aside", count=str(count)) if count else ""
