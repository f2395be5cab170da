"""What goes between a stream's uploader and whoever drives it."""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol import stream
from sync.protocol.mutations import MediaReceipt
from sync.protocol.problems import Problem


@dataclass(frozen=True, slots=True)
class Piece:
    """Frame bytes to send. With `size_bytes`, that many bytes of the file from `first` on follow the head."""

    head: bytes
    sha256: str = ""
    first: int = 0
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Greeted:
    told: stream.Greeting


@dataclass(frozen=True, slots=True)
class Replied:
    """The packed reply to the push of this key."""

    key: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Moved:
    """All bytes of a file below this are at the hub."""

    sha256: str
    offset_bytes: int


@dataclass(frozen=True, slots=True)
class Arrived:
    sha256: str
    receipt: MediaReceipt


@dataclass(frozen=True, slots=True)
class Failed:
    """X: about a file, about a push, or about the whole stream."""

    problem: Problem
    sha256: str | None = None
    push: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """There may be something to pull."""


Event = Greeted | Replied | Moved | Arrived | Failed | Changed
