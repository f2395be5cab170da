"""What the window and the summary show of patrols: frozen values, without sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldclient.geo.tracks import Track
from fieldclient.store.patrols import Ending
from fieldclient.work.patrol.plane import Plane, Point
from fieldclient.work.views import Delivery
from sync.protocol.marks import Marks
from sync.protocol.position import Position
from sync.protocol.report import Kind


@dataclass(frozen=True, slots=True)
class GridChoice:
    """A grid that can be planned. `own`: the hub gave it to this person."""

    code: str
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class GridLine:
    code: str
    name: str
    planned: bool
    covered: bool
    drawn: bool  # its outline is on this device: without one nobody can say whether it was covered


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of the patrol. `number` is its dot on the map; `reference` the case's number, or the local one."""

    number: int
    case_id: str
    reference: str
    kind: Kind
    subcategory: str
    subcategory_zh: str
    subcategory_en: str
    place: str
    description: str
    at: datetime
    position: Position | None
    photos: tuple[str, ...]  # hashes
    thumbnail: str | None
    delivery: Delivery
    drawn: tuple[tuple[str, Marks], ...] = ()  # what was drawn on which


@dataclass(frozen=True, slots=True)
class Outline:
    """A grid on the map: rings in metres of the plane, the outer ones and the holes alike."""

    code: str
    name: str
    planned: bool
    covered: bool
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class PatrolMap:
    """Everything that is drawn, in metres of one plane. Stretches have at least one point; between two of them is a gap."""

    plane: Plane
    stretches: tuple[tuple[Point, ...], ...]
    outlines: tuple[Outline, ...]
    dots: tuple[tuple[int, Point], ...]


@dataclass(frozen=True, slots=True)
class PatrolLine:
    """A patrol in a list, or the one that is under way. Metres and seconds."""

    id: str
    team: str
    started_at: datetime
    ended_at: datetime | None
    ending: Ending | None
    lasting_s: float
    distance_m: float
    planned: int
    covered: int  # of the planned ones, or of all where none was planned
    reports: int

    @property
    def running(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class PatrolPage:
    """One patrol, whole."""

    line: PatrolLine
    person: str
    moving_s: float
    gaps: int
    points: int
    grids: tuple[GridLine, ...]
    reports: tuple[ReportLine, ...]
    map: PatrolMap | None
    track: Track
    track_hidden: bool
