"""A case as the hub keeps it: everything, unlike `feed.CaseView`, which is what one person may see of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from sync.hub.steps import FIRST
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import ENDED, Act, Stage
from sync.protocol.media import MediaRef
from sync.protocol.mutations import ActBody, HandlingResult, RatingLevel, ResultUnit
from sync.protocol.people import Role
from sync.protocol.position import Position
from sync.protocol.report import Kind, Report
from sync.protocol.tasks import VerifyResult


class Publication(StrEnum):
    """Whether the result is shown to everybody."""

    NO = "no"
    DUE = "due"  # decided; the copies are made outside of any transaction, at the next tick
    DONE = "done"
    WITHDRAWN = "withdrawn"


class ToShow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person decided to show to everybody: their words, and photos that they looked at."""

    text: str
    by: str
    at: datetime
    before: str | None = None  # hash of the original
    after: str | None = None


class CloseKind(StrEnum):
    NORMAL = "normal"
    FORCED = "forced"  # by the leader, without a passed check: left out of evaluation
    ANSWERED = "answered"


class Ask(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something asked for and not yet decided, with all that it carried."""

    act: Act
    person: str
    role: Role
    at: datetime
    body: ActBody = ActBody()
    media: tuple[MediaRef, ...] = ()


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever decided had seen a later version than there is: the hub was put back to a copy from before. What was decided before
    that comes again, too, from other devices and later; it changes nothing. `at`: when it was made, by the hub's clock."""

    act: Act
    at: datetime


class Case(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One case. Changed only by acts (`sync.hub.acts`), media arrivals and the clock (`sync.hub.tick`)."""

    id: str
    number: str
    version: int = 0
    stage: Stage
    round: int = 1
    report: Report
    subcategory: str | None = None
    priority: Priority = Priority.NORMAL
    area: str | None = None  # unit grid (15 digits) or, outside of every grid, street (9 digits)
    area_name: str = ""
    outside: bool = False  # not in the jurisdiction at all
    reporter: str
    reporter_role: Role
    hotline: bool = False  # an acceptor wrote down a call: no photos, so it must be verified before it is filed
    verified: VerifyResult | None = None
    subscribers: tuple[str, ...] = ()  # reporters of cases merged into this one
    created_at: datetime
    filed_at: datetime | None = None
    dispatched_at: datetime | None = None
    received_at: datetime | None = None
    handled_at: datetime | None = None
    closed_at: datetime | None = None
    ended_at: datetime | None = None
    department: str | None = None
    handler: str | None = None
    handlers: tuple[str, ...] = ()  # everybody who received or handled it in this round: none of them checks it
    deadlines: dict[TimedStage, Deadline] = {}
    resume_at: datetime | None = None  # suspended until
    hold_media: bool = False
    proof_act: Act = Act.SUBMIT  # the act whose photos must have arrived before anything is decided on it
    proof_seq: int = 1  # its step
    pending: Ask | None = None
    counts: dict[Act, int] = {}  # in this round
    returned_by: tuple[str, ...] = ()  # departments that handed it back in this round
    unable_by: tuple[str, ...] = ()  # collectors who could not check since the last handling
    reopened_by: tuple[str, ...] = ()
    return_count: int = 0
    rework_count: int = 0
    extension_count: int = 0
    result: HandlingResult | None = None
    result_text: str = ""
    quantity: float | None = None
    unit: ResultUnit | None = None
    rating: RatingLevel | None = None
    reply: str = ""
    destination: str | None = None
    parent: str | None = None
    close_kind: CloseKind | None = None
    overdue_exempt: bool = False
    publication: Publication = Publication.NO
    to_show: ToShow | None = None  # by hand; None: as the rules make it
    shown_at: datetime | None = None
    taken_back_version: int = 0  # the version in which a person last took it back: whoever decided on an older one did not know
    taken_back_by: str | None = None  # that person
    ahead: Ahead | None = None  # a decision about showing that came from beyond what this copy of the hub knows
    moved_version: int = 0  # the version in which a person, not a rule alone, last moved it to another stage
    moved_by: str | None = None  # that person
    doubts: tuple[str, ...] = ()  # about the report itself
    last_seq: int = 0  # of the timeline, with the hash that the next step is chained to
    last_hash: str = FIRST
    campaign: str | None = None  # code; chosen by the reporter, else by what it is about
    aged: bool = False  # ended so long ago that it left everybody's lists but the reporter's

    @property
    def kind(self) -> Kind:
        return self.report.kind

    @property
    def position(self) -> Position | None:
        return self.report.position

    @property
    def all_handlers(self) -> tuple[str, ...]:
        return self.handlers if self.handler is None or self.handler in self.handlers else (*self.handlers, self.handler)

    def took_part(self, person: str | None) -> None:
        """This person has it in hand from now on; None: a rule received it for the whole department."""
        self.handler = person
        if person is not None and person not in self.handlers:
            self.handlers = (*self.handlers, person)

    @property
    def ended(self) -> bool:
        return self.stage in ENDED
