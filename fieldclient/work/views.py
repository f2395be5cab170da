"""What the window shows: frozen rows and pages, made on the store's thread and handed to the window whole.

They hold codes, numbers and times, never sentences: `fieldclient.ui.words` makes sentences of them in the person's language.
What a case shows is the hub's last truth with this device's unsent acts laid over it; two words are never mixed:
`stage` is how far the case has come (only the hub moves it), `delivery` is where my latest act about it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from fieldclient.work.asking import AskRules as AskRules
from fieldclient.work.asking import DiscardedDraft as DiscardedDraft
from fieldclient.work.kept_aside import KeptAside as KeptAside
from fieldclient.work.list_views import CaseCounts as CaseCounts
from fieldclient.work.list_views import CaseList as CaseList
from fieldclient.work.list_views import Light as Light
from fieldclient.work.list_views import Lookup as Lookup
from fieldclient.work.list_views import SavedFilter as SavedFilter
from fieldclient.work.outbox_views import Delivery as Delivery
from fieldclient.work.outbox_views import OutboxFile as OutboxFile
from fieldclient.work.outbox_views import OutboxRow as OutboxRow
from fieldclient.work.progress import PublicStep
from sync.protocol.feed import CaseMedia, ContactNote, OnShow, Priority, Step
from sync.protocol.lifecycle import Act, Part, Stage
from sync.protocol.marks import Marks
from sync.protocol.media import MediaKind, Shot, TimeSource, Usage
from sync.protocol.mutations import HandlingResult, RatingLevel, ResultUnit
from sync.protocol.people import Person
from sync.protocol.position import Position
from sync.protocol.problems import Problem
from sync.protocol.report import Kind
from sync.protocol.rights import How
from sync.protocol.tasks import Task, TaskKind


@dataclass(frozen=True)
class PhotoView:
    """One file of evidence on the screen. `path` is None while only the hub has it; `thumbnail` is an upright JPEG."""

    sha256: str
    kind: MediaKind
    usage: Usage
    shot: Shot
    path: str | None
    thumbnail: str | None
    width: int | None = None
    height: int | None = None
    captured_at: datetime | None = None
    time_source: TimeSource | None = None
    position: Position | None = None
    by: str = ""
    delivery: Delivery = Delivery.NONE
    sent_bytes: int = 0
    size_bytes: int = 0
    preview: bool = False  # the original is still on its way, and both paths are a small picture of it
    duration_s: float | None = None  # of a video or a voice note
    marks: Marks = ()  # `thumbnail` shows them

    @property
    def picture(self) -> str | None:
        """For the screen. The file itself stands in where no small picture was made, but not where something was drawn on it: it
        would show what is hidden."""
        return self.thumbnail or (None if self.marks else self.path)


@dataclass(frozen=True)
class DraftView:
    """A report, or the evidence for an act on a case, that is not yet sealed. `act` tells which; SUBMIT makes a report."""

    id: str
    act: Act
    case_id: str | None
    kind: Kind
    subcategory: str | None
    subcategory_zh: str
    subcategory_en: str
    description: str
    position: Position | None
    place_text: str
    observed_at: datetime | None
    time_source: TimeSource | None
    photos: tuple[PhotoView, ...]
    missing: tuple[Part, ...]  # what it still lacks; empty: it can be submitted
    changed_at: datetime
    reason: str | None = None
    result: HandlingResult | None = None
    quantity: float | None = None
    unit: ResultUnit | None = None
    choice: str | None = None  # VerifyResult, 'pass' / 'not_pass' / 'unable', RatingLevel: whatever the act asks
    notes: tuple[Problem, ...] = ()  # kind hints about its photos
    until: datetime | None = None  # SUSPEND: until when
    recovered: bool = False  # found after a power cut: nobody has begun it yet
    based_on: str | None = None  # the refused act it was begun from
    same_as: str | None = None  # the case that the person takes it for
    campaign: str | None = None  # code
    campaign_zh: str = ""
    campaign_en: str = ""
    campaign_left: CampaignLeft | None = None  # the one it was taken out of: it can be put back


@dataclass(frozen=True)
class CampaignLeft:
    """By its code and its names."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class CaseRow:
    """One line of a list."""

    id: str
    number: str | None
    local_reference: str
    kind: Kind
    subcategory: str | None
    subcategory_zh: str
    subcategory_en: str
    place: str
    stage: Stage | None  # None: the hub has not answered yet
    delivery: Delivery
    light: Light
    due_at: datetime | None
    overdue_by_s: float | None
    priority: Priority
    thumbnail: str | None
    changed_at: datetime
    mine: bool  # my own report
    task: TaskKind | None  # what I am asked to do about it, if anything
    needs_me: bool
    distance_m: float | None = None
    said: str = ""  # its description, where a list looks for words


@dataclass(frozen=True)
class AllowedAct:
    act: Act
    how: How
    draft_id: str | None = None  # a draft already begun for it


@dataclass(frozen=True)
class CasePage:
    """Everything the case page shows."""

    row: CaseRow
    description: str
    position: Position | None
    before: tuple[PhotoView, ...]
    after: tuple[PhotoView, ...]
    others: tuple[PhotoView, ...]
    timeline: tuple[Step, ...]
    unsent: tuple[UnsentAct, ...]
    acts: tuple[AllowedAct, ...]
    tasks: tuple[Task, ...]
    department_name: str
    handler_name: str
    reporter_name: str
    created_at: datetime
    used_fraction: float | None  # of the deadline; 1.0 is due
    result: HandlingResult | None
    result_text: str
    quantity: float | None
    unit: ResultUnit | None
    rating: RatingLevel | None
    reply: str
    hold_media: bool
    pending: Act | None
    round: int
    media: tuple[CaseMedia, ...] = ()
    received_at: datetime | None = None
    same_as: str = ""  # number of the case that its reporter takes it for
    grid: str | None = None  # code
    grid_name: str = ""
    contacts: tuple[ContactNote, ...] = ()
    campaign_zh: str = ""
    campaign_en: str = ""
    rules: tuple[AskRules, ...] = ()  # of the acts that can be asked for now
    discarded: tuple[DiscardedDraft, ...] = ()  # begun for this case, and still to be brought back
    on_show: OnShow | None = None
    progress: tuple[PublicStep, ...] = ()  # of my own report, in plain steps


@dataclass(frozen=True)
class UnsentAct:
    """An act of mine that the hub has not settled, or has refused."""

    mutation_id: str
    act: Act
    made_at: datetime
    delivery: Delivery
    problem: Problem | None = None


@dataclass(frozen=True)
class Status:
    """The one line at the top of every screen. It says only what the store knows."""

    waiting: int  # acts whose record or files have not all arrived
    waiting_bytes: int
    travelling: int
    attention: int
    drafts: int
    as_of: datetime | None  # when the last pull finished
    clock_offset_s: float | None
    signed_in: bool
    person: Person | None
    quarantined: int = 0
    unread: int = 0  # notices nobody has looked at
    link_problem: Problem | None = None  # why the last cycle did not go through
    link_at: datetime | None = None


@dataclass(frozen=True)
class Home:
    """Today at a glance."""

    tasks: tuple[CaseRow, ...]  # the first of what is asked of me
    to_do: int  # how much that is
    due_soon: int
    overdue: int
    drafts: tuple[DraftView, ...]
    recent: tuple[CaseRow, ...]  # my latest reports
    reported_today: int
    closed_this_week: int


@dataclass(frozen=True)
class ActivityRow:
    """A notice to me or a result shown to everybody."""

    id: str
    code: str  # a notice's code, or 'published'
    case_id: str | None
    number: str | None
    kind: Kind | None
    subcategory_zh: str
    subcategory_en: str
    place: str
    text: str
    at: datetime
    before: str | None
    after: str | None
    facts: dict[str, str] = field(default_factory=dict)
    read: bool = False


@dataclass(frozen=True)
class CategoryRow:
    code: str
    zh: str
    en: str
    icon: str
    extension: bool


@dataclass(frozen=True)
class SubcategoryRow:
    code: str
    category: str
    zh: str
    en: str
    icon: str
    hint_zh: str
    hint_en: str
    urgent: bool
    confused_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class PickRow:
    """A file in the picker. `problem` says why it cannot be taken; `notes` what to know about it."""

    path: str
    name: str
    thumbnail: str | None
    modified_at: datetime
    size_bytes: int
    has_position: bool | None
    taken_at: datetime | None
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()
