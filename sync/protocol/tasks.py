"""Work given to one person about one case."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class TaskKind(StrEnum):
    VERIFY = "verify"  # 核实: is the public's report true? Before filing.
    CHECK = "check"  # 核查: is it fixed? After handling.
    SURVEY = "survey"  # 专项普查: count something in a grid.
    HANDLE = "handle"  # 处置: mend it.


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"  # given to somebody else, or the case went another way


class VerifyResult(StrEnum):
    EXIST = "exist"
    NOT_EXIST = "not_exist"
    UNABLE = "unable"


class Task(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One task. `round` is the case's round it belongs to; `department` instead of `person` means whoever of it takes it."""

    id: str
    number: str
    kind: TaskKind
    case_id: str
    state: TaskState = TaskState.OPEN
    person: str | None = None
    department: str | None = None
    issued_at: datetime
    due_at: datetime | None = None
    done_at: datetime | None = None
    round: int = 1
    note: str = ""
