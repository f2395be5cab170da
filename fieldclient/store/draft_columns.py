"""Columns of drafts that hold more than a word. One that cannot be read costs what is in it and nothing else."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sync.protocol.marks import Marks
from sync.protocol.position import Position


def position_of(raw: bytes | None) -> Position | None:
    if raw is None:
        return None
    try:
        return msgspec.json.decode(raw, type=Position)
    except msgspec.DecodeError:
        return None  # the rest of the draft is worth more than the place; the person sets it again


def marks_of(raw: bytes | None) -> Marks:
    try:
        return msgspec.json.decode(raw, type=Marks) if raw else ()
    except msgspec.DecodeError:
        return ()  # the photo is worth more than what was drawn on it


def names_of(raw: str | None) -> frozenset[str]:
    try:
        return frozenset(msgspec.json.decode(raw, type=list[str])) if raw else frozenset()
    except msgspec.DecodeError:
        return frozenset()  # it is asked about again


def moment_of(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
