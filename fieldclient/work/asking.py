"""What is settled about asking for something, told before a person asks: how often, until when, who decides, and what becomes of
the deadline (domain 2.7, 5.4). Pure.

The hub decides by its own numbers; these are the life cycle's and the usual ones, as far as the hub's view tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldclient.store.overlay import facts_of
from sync.protocol.deadlines import Deadline, TimedStage, extend_deadline, return_until
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import TRANSITIONS, Act
from sync.protocol.people import Role
from sync.protocol.workcalendar import Calendar

ASKED_FOR = (Act.RETURN, Act.EXTEND, Act.SUSPEND, Act.REOPEN, Act.APPEAL)
MAX_SUSPENSION = timedelta(days=366)  # as the hub takes it: at most a year


@dataclass(frozen=True, slots=True)
class AskRules:
    """`done`: how often it was approved in this round, `most`: how often it may be. `until`: the latest moment for asking, None
    where there is none. `due_at`: the deadline that runs, `due_then`: the one after an approval that moves it."""

    act: Act
    decides: tuple[Role, ...]
    done: int = 0
    most: int | None = None
    until: datetime | None = None
    due_at: datetime | None = None
    due_then: datetime | None = None
    longest: datetime | None = None  # the last day of a suspension

    def is_over(self, now: datetime) -> bool:
        """Whoever asks now is too late."""
        return self.until is not None and now > self.until


@dataclass(frozen=True, slots=True)
class DiscardedDraft:
    """An act on a case that was begun and discarded."""

    draft_id: str
    act: Act
    at: datetime


def rules_of(act: Act, view: CaseView, now: datetime, calendar: Calendar) -> AskRules:
    row = TRANSITIONS[act]
    clock = view.deadline
    handling = clock if clock is not None and clock.stage is TimedStage.HANDLE else None
    return AskRules(
        act=act, decides=tuple(sorted(row.roles)), done=facts_of(view).counts.get(act, 0), most=row.limit,
        until=_until(act, clock, handling, calendar), due_at=handling.due_at if handling is not None else None,
        due_then=extend_deadline(handling, calendar).due_at if act is Act.EXTEND and handling is not None else None,
        longest=now + MAX_SUSPENSION if act is Act.SUSPEND else None,
    )


def _until(act: Act, clock: Deadline | None, handling: Deadline | None, calendar: Calendar) -> datetime | None:
    if act is Act.REOPEN:
        return clock.due_at if clock is not None and clock.stage is TimedStage.RATING else None
    if handling is None:
        return None
    if act is Act.EXTEND:
        return handling.due_at
    return return_until(handling, calendar) if act is Act.RETURN else None
