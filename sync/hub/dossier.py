"""A case with all that belongs to it: the file on the table."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sync.hub.case import Case
from sync.hub.steps import StepRow
from sync.protocol.lifecycle import Showing
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
    showing: Showing | None = None

    @property
    def originals(self) -> tuple[Held, ...]:
        """The files that are evidence; the others are previews of them."""
        return tuple(held for held in self.media if held.ref.preview_of is None)

    @property
    def previewed(self) -> frozenset[tuple[int, str]]:
        """Step and hash of the originals whose preview is here."""
        return frozenset((held.seq, held.ref.preview_of) for held in self.media if held.ref.preview_of and held.bound)
