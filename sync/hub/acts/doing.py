"""What a handler of an act is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.hub.case import Case
from sync.hub.desk import Desk
from sync.hub.world import PersonRow, World
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaRef
from sync.protocol.mutations import ActBody
from sync.protocol.people import Role


@dataclass(kw_only=True)
class Doing:
    """One act on one case. Rights, stage and required parts have been checked; the stage is set by the table afterwards.

    A handler checks first what the table cannot say (raising Problem), then changes `case` and speaks to `desk`. When it
    raises, the whole transaction of this act is undone.
    """

    act: Act
    case: Case
    desk: Desk
    person: PersonRow | None  # None: the hub itself, by a rule
    role: Role
    body: ActBody
    media: tuple[MediaRef, ...]
    effective_at: datetime  # when it was made, by the hub's clock; never after `at`

    @property
    def at(self) -> datetime:
        return self.desk.at

    @property
    def world(self) -> World:
        return self.desk.world

    @property
    def person_id(self) -> str | None:
        return self.person.id if self.person else None
