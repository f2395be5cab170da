"""What the outbox shows, as `views`: acts on their way, files of theirs, what was put away, and when originals may travel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldclient.work.three_way import Difference
from sync.engine.lanes import Hold, TravelRules
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind
from sync.protocol.problems import Problem


class Delivery(StrEnum):
    """Where my latest act about something is."""

    NONE = "none"  # I have done nothing about it
    WAITING = "waiting"
    TRAVELLING = "travelling"
    ARRIVED = "arrived"
    REFUSED = "refused"  # needs attention: a person decides


@dataclass(frozen=True)
class OutboxFile:
    """One file of an act. `sent_bytes`: as last heard from the hub."""

    sha256: str
    kind: MediaKind
    size_bytes: int
    sent_bytes: int
    delivery: Delivery
    problem: Problem | None = None
    next_try_at: datetime | None = None


@dataclass(frozen=True)
class OutboxRow:
    """One waiting thing: an act with its files. `sent_bytes`/`total_bytes` count record and media together."""

    mutation_id: str
    case_id: str
    act: Act
    title_zh: str
    title_en: str
    reference: str
    thumbnail: str | None
    made_at: datetime
    delivery: Delivery
    record_arrived: bool
    files: int
    files_arrived: int
    sent_bytes: int
    total_bytes: int
    attempts: int
    next_try_at: datetime | None
    problem: Problem | None
    receipt_hashes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()  # of an act that came too late: mine, theirs and base
    paused: bool = False  # by itself, not with all others
    first: bool = False  # a person wants it before others
    behind: str = ""  # the act of the same case that has to go before: its mutation
    behind_refused: bool = False  # and that one waits for a decision
    parts: tuple[OutboxFile, ...] = ()


@dataclass(frozen=True)
class PutAway:
    """A draft that was discarded, or a refused act that was set aside: it can be brought back until `until`."""

    id: str  # of the draft or the mutation
    is_draft: bool
    act: Act
    title_zh: str
    title_en: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class Travel:
    """When originals may travel, and how it stands with that now. `moved_today_bytes`: of originals, up and down."""

    rules: TravelRules
    moved_today_bytes: int
    held: Hold | None
    stopped: bool  # the person has paused everything of theirs
