"""What one file tells: the answer of `read.read_evidence`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldclient.capture.details import Details
from sync.protocol.media import MediaKind, MediaRef, Origin, Shot, TimeSource, Usage
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem

# The order in which notices are told when there is room for one: what may cost the evidence first, curiosities last.
_WEIGHT = (
    Code.FILE_TRUNCATED,
    Code.PREVIEW_NOT_POSSIBLE,
    Code.PHOTO_VERY_LARGE,
    Code.POSITION_ZERO,
    Code.POSITION_INCOMPLETE,
    Code.POSITION_OUT_OF_RANGE,
    Code.TIME_ABSURD,
    Code.EXIF_BROKEN,
    Code.FILE_TOO_SMALL,
    Code.FILE_MISLABELLED,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What reading a file tells. Nothing here was guessed without saying so.

    `width` and `height` are pixels as the decoder hands them out, `orientation` (1 to 8) is what still has to be done to
    them. `taken_at` is aware; while `offset_known` is False its zone is only assumed. `problems` are notices about a file
    that can be taken; `fatal` says why one cannot. Fields that are None are not known.
    """

    path: Path
    name: str
    size_bytes: int = 0
    sha256: str | None = None  # lower-case hex of the bytes as they are
    mime: str | None = None  # from the content
    kind: MediaKind | None = None
    width: int | None = None
    height: int | None = None
    orientation: int = 1
    duration_s: float | None = None
    position: Position | None = None
    taken_at: datetime | None = None
    time_source: TimeSource | None = None
    offset_known: bool = False
    camera: str | None = None
    details: Details | None = None  # None when no tag told anything
    problems: tuple[Problem, ...] = ()
    fatal: Problem | None = None

    @property
    def usable(self) -> bool:
        """Whether the file can be taken as evidence."""
        return self.fatal is None

    @property
    def told(self) -> tuple[Problem, ...]:
        """Everything there is to say, the most important first."""
        notices = sorted(self.problems, key=lambda each: _weight(each.code))
        return (self.fatal, *notices) if self.fatal else tuple(notices)

    def media_ref(self, *, usage: Usage, shot: Shot = Shot.OTHER, origin: Origin = Origin.FILE) -> MediaRef:
        """This file as both ends name it. Raises `fatal` when the file cannot be taken."""
        if self.fatal is not None:
            raise self.fatal
        assert self.sha256 and self.mime and self.kind  # every usable file has them: read.py's contract
        return MediaRef(
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            mime=self.mime,
            kind=self.kind,
            usage=usage,
            shot=shot,
            origin=origin,
            captured_at=self.taken_at,
            time_source=self.time_source,
            position=self.position,
            width=self.width,
            height=self.height,
            duration_s=self.duration_s,
            orientation=self.orientation,
            camera=self.camera,
        )


def refused(path: str | os.PathLike[str], fatal: Problem, size_bytes: int = 0) -> Evidence:
    """The evidence of a file that could not even be looked at."""
    where = Path(path)
    # Without its traceback, which would keep the frames that read the file, and what they hold, alive.
    return Evidence(path=where, name=where.name, size_bytes=size_bytes, fatal=fatal.with_traceback(None))


def _weight(code: Code) -> int:
    return _WEIGHT.index(code) if code in _WEIGHT else len(_WEIGHT)
