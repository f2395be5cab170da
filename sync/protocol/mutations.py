"""What a device tells the hub, and the hub's receipt for it.

A mutation is sealed when the person acts and never changes afterwards; its id makes a repeat harmless (the hub answers with
the first receipt again). Receipts are the only proof of arrival: nothing on a device is cleaned up without one.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaRef
from sync.protocol.position import Position
from sync.protocol.problems import ProblemBody
from sync.protocol.report import Report
from sync.protocol.tasks import VerifyResult

MAX_BATCH = 5000  # mutations in one push; a hub that does not announce FEATURE takes OLD_BATCH
OLD_BATCH = 200
FEATURE = "zstd"  # in `HubInfo.features` when the hub takes and gives zstd, and batches of MAX_BATCH
MAX_BODY_BYTES = 256 * 1024


class HandlingResult(StrEnum):
    FIXED = "fixed"
    PARTLY = "partly"
    NOT_OURS = "not_ours"
    CANNOT = "cannot"


class ResultUnit(StrEnum):
    """Units in which results are counted in the trade (处 ㎡ 起 张 辆 米 座)."""

    PLACES = "places"
    SQUARE_METRES = "square_metres"
    INCIDENTS = "incidents"
    SHEETS = "sheets"
    VEHICLES = "vehicles"
    METRES = "metres"
    PIECES = "pieces"


class RatingLevel(StrEnum):
    SATISFIED = "satisfied"  # 满意
    MOSTLY = "mostly"  # 基本满意
    NOT_SATISFIED = "not_satisfied"  # 不满意


class RefuseReason(StrEnum):
    """The nine reasons for not filing (domain 2.6)."""

    OUT_OF_SCOPE = "out_of_scope"
    PHOTO_UNCLEAR = "photo_unclear"
    TRIVIAL = "trivial"
    ALREADY_FILED = "already_filed"
    NOT_FOUND = "not_found"
    FALSE = "false"
    JUDICIAL = "judicial"
    SPLIT = "split"
    OTHER = "other"


class ReturnReason(StrEnum):
    """Why a handler hands a case back."""

    NOT_OUR_DUTY = "not_our_duty"
    WRONG_PLACE = "wrong_place"
    NOT_FOUND = "not_found"
    DUPLICATE = "duplicate"
    NEEDS_OTHERS = "needs_others"
    OTHER = "other"


class ContactWay(StrEnum):
    """How somebody was reached."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"


class Contacted(StrEnum):
    """Who was reached, or was not there."""

    REPORTER = "reporter"
    RESPONSIBLE = "responsible"  # whose matter it is: a shop, an owner, whoever parked there
    COMPANY = "company"  # a firm that has to do something: bikes, power, telecom
    RESIDENT = "resident"
    COLLEAGUE = "colleague"
    OTHER = "other"


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the contact log; what was said is the act's `text`. `at`: by the clock of the device."""

    way: ContactWay
    whom: Contacted
    name: str = ""
    at: datetime


class Release(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Photos of the case that a person looked at and lets everybody see, by the hash of the original; None: none is shown."""

    before: str | None = None
    after: str | None = None


class ActBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything an act may carry; which of it an act must carry stands in `lifecycle.TRANSITIONS`."""

    report: Report | None = None
    subcategory: str | None = None
    reason: str | None = None  # RefuseReason, ReturnReason or free code
    text: str | None = None
    verify: VerifyResult | None = None
    person: str | None = None  # to whom a task goes
    department: str | None = None
    parent: str | None = None  # the case this one is merged into
    destination: str | None = None  # the system it is transferred to
    until: datetime | None = None
    result: HandlingResult | None = None
    quantity: float | None = None
    unit: ResultUnit | None = None
    level: RatingLevel | None = None
    position: Position | None = None
    approve: bool | None = None  # answer to what somebody asked for
    task: str | None = None
    contact: Contact | None = None
    release: Release | None = None


class Mutation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of one person on one case. `case_id` is the aggregate: order is kept within it, never across."""

    id: str
    device: str
    seq: int
    person: str
    act: Act
    case_id: str
    base_version: int = 0  # the case version the person was looking at; 0 when the hub has not answered yet
    made_at: datetime  # clock of the device
    clock_offset_s: float | None = None  # hub minus device, as last measured
    body: ActBody = ActBody()
    media: tuple[MediaRef, ...] = ()
    schema: int = 1


class Outcome(StrEnum):
    APPLIED = "applied"
    DUPLICATE = "duplicate"  # applied before: this is the first receipt again
    CONFLICT = "conflict"  # the case had moved on; the act and its photos are kept as a late note
    REFUSED = "refused"  # see problem; kept on the device for the person to decide


class Receipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The hub's answer to one mutation."""

    mutation: str
    outcome: Outcome
    case_id: str
    case_number: str | None = None
    version: int = 0
    received_at: datetime
    problem: ProblemBody | None = None
    media_missing: tuple[str, ...] = ()  # hashes named in the mutation whose bytes the hub still lacks


class PushBatch(msgspec.Struct, frozen=True, kw_only=True):
    mutations: tuple[Mutation, ...]


class PushReply(msgspec.Struct, frozen=True, kw_only=True):
    receipts: tuple[Receipt, ...]
    hub_time: datetime


class MediaReceipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where one file stands. `complete` with `sha256` computed by the hub is the proof that it has arrived."""

    sha256: str
    size_bytes: int
    offset_bytes: int
    complete: bool = False
    received_at: datetime | None = None
