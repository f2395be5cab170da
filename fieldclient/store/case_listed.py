"""A case as lists show it: what of the hub's view a line needs, read past all that stands on the case's own page alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from sync.protocol.deadlines import Deadline
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Stage
from sync.protocol.marks import Marks
from sync.protocol.media import MediaKind, Shot, Usage
from sync.protocol.mutations import Mutation
from sync.protocol.position import Position
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskKind


class ListedFile(msgspec.Struct, frozen=True, gc=False):
    """Of a `MediaRef`."""

    sha256: str
    kind: MediaKind
    usage: Usage
    shot: Shot = Shot.OTHER
    marks: Marks = ()


class ListedMedia(msgspec.Struct, frozen=True):
    """Of a `CaseMedia`."""

    ref: ListedFile


class ListedView(msgspec.Struct, frozen=True, kw_only=True):
    """Of a `CaseView`, by the same names. The timeline, most of what the hub tells of a case, is passed over."""

    kind: Kind
    stage: Stage
    subcategory: str | None = None
    priority: Priority = Priority.NORMAL
    description: str = ""
    position: Position | None = None
    place_text: str = ""
    grid_name: str = ""
    reporter: str | None = None
    deadline: Deadline | None = None
    tasks: tuple[Task, ...] = ()
    media: tuple[ListedMedia, ...] = ()


class Told:
    """A case by the hub's `view`, or by the report that made it here, `own`."""

    __slots__ = ()
    view: Any
    own: Mutation | None

    @property
    def position(self) -> Position | None:
        if self.view is not None:
            return self.view.position
        return self.own.body.report.position if self.own is not None and self.own.body.report is not None else None

    @property
    def description(self) -> str:
        if self.view is not None:
            return self.view.description
        return self.own.body.report.description if self.own is not None and self.own.body.report is not None else ""


read_view = msgspec.json.Decoder(ListedView).decode


@dataclass(frozen=True, slots=True)
class ListedCase(Told):
    """One case: what of the hub's view a list shows, or None while only this device knows of it; then `own` is the report that
    made it. `task`: what its person is asked to do, with their own acts played forward (see `case_index`)."""

    id: str
    view: ListedView | None
    own: Mutation | None
    number: str | None
    needs_me: bool
    changed_at: datetime
    row: int
    task: TaskKind | None
