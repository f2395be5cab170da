"""A waiting thing in words: what it is, why it waits, what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.words import Words
from fieldclient.work.three_way import Difference, Value
from fieldclient.work.views import Delivery, OutboxRow
from sync.engine.runner import LinkState, LinkStatus
from sync.protocol.problems import Code, Next, Problem


@dataclass(frozen=True)
class OutboxLine:
    """Ready texts. `can_retry` and `can_edit`: which buttons help with a refused one."""

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


def outbox_line(row: OutboxRow, link: LinkStatus | None, signed_in: bool, words: Words, now: datetime) -> OutboxLine:
    name = words.name(row.title_zh, row.title_en)
    total = max(row.total_bytes, 1)
    moving = row.delivery in (Delivery.WAITING, Delivery.TRAVELLING)
    code = row.problem.code if row.problem is not None else None
    return OutboxLine(
        id=row.mutation_id, case_id=row.case_id,
        title=words.phrase("title_with_place", title=words.of(row.act), place=name) if name else words.of(row.act),
        reference=row.reference, when=words.ago(row.made_at, now), thumbnail=file_url(row.thumbnail),
        delivery=row.delivery.value, delivery_text=words.of(row.delivery), why=why(row, link, signed_in, words),
        next_try=next_try(row, link, words, now) if moving else "",
        progress=min(1.0, row.sent_bytes / total) if moving else 1.0,
        progress_text=words.phrase("progress", sent=words.size(row.sent_bytes), total=words.size(row.total_bytes)),
        can_retry=code is not Code.VERSION_CONFLICT and (row.problem is None or row.problem.next is not Next.STOP),
        can_edit=code not in (Code.WIRE_TOO_OLD, Code.WIRE_TOO_NEW, Code.ID_REUSED),
        differences=[_compared(each, words, now) for each in row.differences],
    )


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


def why(row: OutboxRow, link: LinkStatus | None, signed_in: bool, words: Words) -> str:
    """The reason in a sentence: of the thing itself first, then of the way to the hub."""
    if row.delivery is Delivery.ARRIVED:
        return ""
    if row.delivery is Delivery.REFUSED:
        return words.sentence(row.problem or Problem(Code.INTERNAL, reference=row.mutation_id[:8]))
    if not signed_in:
        return words.phrase("waits_for_sign_in")
    if row.problem is not None:
        return words.sentence(row.problem)
    if link is not None and link.problem is not None and link.state is not LinkState.SYNCING:
        return words.sentence(link.problem.to_problem())
    left = row.files - row.files_arrived
    if row.record_arrived and left > 0:
        return words.phrase("record_sent_files_wait", count=words.count("file", left))
    return words.phrase("travelling_now" if row.delivery is Delivery.TRAVELLING else "waits_for_turn")


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


def aside_sentence(count: int, words: Words) -> str:
    """That something could not be read, for as long as nobody has looked into it."""
    return words.phrase("kept_aside", count=str(count)) if count else ""
