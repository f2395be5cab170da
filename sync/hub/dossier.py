"""A case with all that belongs to it: the file on the table."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sync.hub.case import Case
from sync.hub.steps import StepRow
from sync.protocol.media import MediaRef
from sync.protocol.tasks import Task


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A file that an act named. `bound`: who named it has shown that they hold the bytes, which lie here."""

    seq: int  # of the step that named it
    ref: MediaRef
    person: str
    round: int
    bound: bool


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A case with all that belongs to it, ready to be looked at."""

    case: Case
    steps: tuple[StepRow, ...]
    media: tuple[Held, ...]
    tasks: tuple[Task, ...]
    names: Mapping[str, str]  # of people, by id
    department_name: str = ""
