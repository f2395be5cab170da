"""What the hub tells a device: changes in commit order, each seen through the eyes of one person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from sync.protocol.deadlines import Deadline
from sync.protocol.lifecycle import Act, Showing, Stage
from sync.protocol.media import MediaRef
from sync.protocol.mutations import Contact, HandlingResult, RatingLevel, ResultUnit
from sync.protocol.people import Role
from sync.protocol.position import Position
from sync.protocol.report import Kind
from sync.protocol.tasks import Task

MAX_PAGE = 500
CONTACTS = "contacts1"  # in `HubInfo.features` when the hub takes Act.CONTACT
SHOWS = "shows1"  # in `HubInfo.features` when the hub takes Act.PUBLISH and Act.TAKE_BACK
PAGES = "application/vnd.fieldclient.pages"  # an answer of many pages: a line of JSON for each


class Priority(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"


class Doubt(StrEnum):
    """A fact about an act that whoever judges it should know. Never a reason to refuse what a person made."""

    FAR_FROM_CASE = "far_from_case"  # a photo or the person was more than 100 m away
    PHOTO_BEFORE_RECEIVE = "photo_before_receive"  # the after-photo was taken before the case was received
    PHOTO_BEFORE_HANDLED = "photo_before_handled"  # the check's photo was taken before the handling
    CLOCK_OFF = "clock_off"  # the device's clock was wrong, or the act lies in the future
    MOCKED_POSITION = "mocked_position"  # the device said that its position was made up
    OUTSIDE_AREA = "outside_area"  # not in this jurisdiction
    SENT_LATE = "sent_late"  # it came after the deadline, but was made before it: counted as made in time


class NoticeCode(StrEnum):
    """What a notice says. The comment tells to whom and which facts; every one carries the case and its number."""

    REPORT_FILED = "report_filed"  # reporter
    REPORT_REFUSED = "report_refused"  # reporter; reason, text
    REPORT_MERGED = "report_merged"  # reporter; into (case number)
    REPORT_TRANSFERRED = "report_transferred"  # reporter; destination
    REPORT_ANSWERED = "report_answered"  # reporter; text
    REPORT_CLOSED = "report_closed"  # reporter: please rate
    REPORT_VOIDED = "report_voided"  # reporter; text
    TASK_ISSUED = "task_issued"  # who is to verify or check; kind, task
    CASE_DISPATCHED = "case_dispatched"  # the department; department
    CASE_REWORK = "case_rework"  # the department; text
    CASE_RESUMED = "case_resumed"  # the department
    CASE_OVERDUE = "case_overdue"  # yellow: the department or the centre; stage
    CASE_OVERDUE_AGAIN = "case_overdue_again"  # red: the leader too; stage
    ASK_WAITING = "ask_waiting"  # who decides; act
    ASK_APPROVED = "ask_approved"  # who asked; act
    ASK_DECLINED = "ask_declined"  # who asked; act, text
    CHECK_STUCK = "check_stuck"  # duty chief: nobody is left who could check
    NEEDS_DISPATCH = "needs_dispatch"  # dispatcher: no rule says to whom
    RESULT_SHOWN = "result_shown"  # reporter and department: a person decided to show it to everybody
    RESULT_TAKEN_BACK = "result_taken_back"  # reporter and department


class CaseMedia(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file of a case; `arrived` tells whether its bytes can be fetched yet."""

    ref: MediaRef
    by: str = ""  # display name, or empty when hidden
    at: datetime
    arrived: bool = False
    preview: bool = False  # the bytes of `ref.preview` can be fetched


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the timeline (domain 5.2, FlowRecord). Append-only."""

    seq: int
    act: Act
    source: Stage | None = None
    target: Stage | None = None
    by: str = ""
    role: Role | None = None
    at_device: datetime | None = None
    at_hub: datetime
    reason: str | None = None
    text: str = ""
    round: int = 1
    asked: bool = False  # only asked for; a decision follows
    approved: bool | None = None  # the decision on something asked for
    late: bool = False  # arrived after the case had moved on: kept as a note
    doubts: tuple[str, ...] = ()  # facts for the checker, e.g. 'far_from_case', 'photo_before_receive'
    media: tuple[str, ...] = ()  # hashes


class ContactNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call or a visit as staff may see it. Not a `Step`: a device of the first release cannot read a step by an act that
    it does not know, and passes over a field that it does not know."""

    seq: int  # its place among the steps
    contact: Contact
    text: str
    by: str = ""
    role: Role | None = None
    at_hub: datetime
    round: int = 1
    late: bool = False


class OnShow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether everybody sees the result. Who decides sees every state, everybody else only that it is shown."""

    state: Showing
    at: datetime | None = None  # since when it is shown
    text: str = ""  # the words that a person chose, for whoever decides
    by: str = ""  # display name of that person, for whoever decides; empty when a rule of the hub did it


class Pending(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something asked for and not yet decided (return, extension, suspension, check not passed, reopen, appeal)."""

    act: Act
    by: str
    at: datetime
    reason: str | None = None
    text: str = ""
    until: datetime | None = None


class CaseView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A case as one person may see it. The same case looks different to its reporter, its handler and the public."""

    id: str
    number: str | None = None
    version: int
    kind: Kind
    stage: Stage
    round: int = 1
    subcategory: str | None = None
    priority: Priority = Priority.NORMAL
    description: str = ""
    position: Position | None = None
    place_text: str = ""
    grid: str | None = None
    grid_name: str = ""
    created_at: datetime
    observed_at: datetime | None = None
    filed_at: datetime | None = None
    received_at: datetime | None = None
    handled_at: datetime | None = None
    closed_at: datetime | None = None
    department: str | None = None
    department_name: str = ""
    handler: str | None = None
    handler_name: str = ""
    reporter: str | None = None  # person id, only for the reporter themself and the centre
    reporter_name: str = ""
    deadline: Deadline | None = None
    hold_media: bool = False  # the least set of photos has not arrived yet: no triage
    pending: Pending | None = None
    tasks: tuple[Task, ...] = ()  # the viewer's own
    media: tuple[CaseMedia, ...] = ()
    timeline: tuple[Step, ...] = ()
    result: HandlingResult | None = None
    result_text: str = ""
    quantity: float | None = None
    unit: ResultUnit | None = None
    rating: RatingLevel | None = None
    return_count: int = 0
    rework_count: int = 0
    extension_count: int = 0
    same_as: str | None = None  # the case that its reporter takes it for; for the reporter and the centre alone
    campaign: str | None = None  # code of the campaign it belongs to
    reply: str = ""  # answer to a consultation, suggestion or praise; reason given to the reporter
    contacts: tuple[ContactNote, ...] = ()  # for staff, and for who noted them
    on_show: OnShow | None = None


class CaseChanged(msgspec.Struct, frozen=True, kw_only=True, tag="case"):
    case: CaseView


class CaseRevoked(msgspec.Struct, frozen=True, kw_only=True, tag="revoked"):
    """The case left this person's sight. What they made about it stays theirs."""

    case_id: str


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="notice"):
    """A message. `code` is turned into a sentence on the device; `text` is what a person wrote."""

    id: str
    code: str
    case_id: str | None = None
    number: str | None = None
    facts: dict[str, str] = {}
    text: str = ""
    at: datetime


class Published(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="published"):
    """A result or praise shown to everybody (晾晒). Holds no name, no phone, and only released photos."""

    id: str
    kind: Kind
    subcategory: str | None = None
    place_text: str = ""
    grid_name: str = ""
    text: str = ""
    at: datetime
    department_name: str = ""
    before: str | None = None  # hash of a released photo
    after: str | None = None
    before_bytes: int = 0  # its size, so that a device can fetch it; 0 where there is none
    after_bytes: int = 0
    withdrawn: bool = False


class RulesChanged(msgspec.Struct, frozen=True, kw_only=True, tag="rules"):
    """The catalogue or the calendar has a newer version: fetch it by `Hub.catalogue()`."""

    catalogue_version: int


Change = CaseChanged | CaseRevoked | Notice | Published | RulesChanged


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Changes after a cursor. `cursor` is opaque to the device; `more` says that another page waits."""

    cursor: str
    changes: tuple[Change, ...] = ()
    more: bool = False
    snapshot: bool = False  # this page starts the whole truth anew: what is not in it is no longer in sight
    epoch: str = ""  # with a snapshot: another one than before says that the hub was put back to an older copy of itself
    hub_time: datetime
