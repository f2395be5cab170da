"""A kind word about each photo of a draft while another can still be taken: blurred, dark, small, no place, one missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from fieldclient.capture.flaws import Flaw, Remark
from fieldclient.ui.evidence.advising import ask_advice
from fieldclient.ui.evidence.slots import Placed
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.views import DraftView
from sync.protocol.media import MediaKind, Shot

_MISSING = {Shot.FAR: Flaw.MISSING_FAR, Shot.NEAR: Flaw.MISSING_NEAR}


@dataclass(frozen=True)
class RemarkRow:
    id: str  # the photo's hash, or the slot's key for one that is missing
    slot: str  # where it stands; empty for a further photo
    said: str
    sha256: str


class PhotoRemarks:
    """Fills `rows`. Photos are measured on another thread, each once; what is missing is said at once."""

    def __init__(self, room: Any, parent: QObject) -> None:
        self._room = room
        self._topic = f"remarks {id(self)}"  # the report's draft and an act's are two
        self._key: tuple[Any, ...] = ()
        self._found: dict[str, tuple[Remark, ...]] = {}
        self._now: tuple[DraftView | None, Placed] | None = None  # a photo may change its slot while it is measured
        self.rows = RowModel(RemarkRow, parent)

    def look(self, view: DraftView | None, placed: Placed) -> None:
        photos = tuple(p.sha256 for p in view.photos if p.kind is MediaKind.PHOTO) if view is not None else ()
        self._now = (view, placed)
        self._show(view, placed)
        key = (view.id, view.position, photos) if view is not None and photos else ()
        if key == self._key:
            return
        self._key = key
        if view is None or not photos:
            return
        draft_id = view.id

        def came(found: dict[str, tuple[Remark, ...]]) -> None:
            if key == self._key and self._now is not None:
                self._found = found
                self._show(*self._now)

        ask_advice(self._room, self._topic, lambda advice: advice.remarks(draft_id), came)

    def _show(self, view: DraftView | None, placed: Placed) -> None:
        self.rows.replace(remark_rows(self._room.words, placed, self._found) if view is not None and view.photos else [])


def remark_rows(words: Words, placed: Placed, found: dict[str, tuple[Remark, ...]]) -> list[RemarkRow]:
    """One sentence a photo, the gravest, in the order of the slots; then what is missing, once there is any photo at all."""
    rows, missing = [], []
    for slot, photo in placed.slots:
        remarks = found.get(photo.sha256, ()) if photo is not None else ()
        if photo is not None and remarks:
            rows.append(RemarkRow(photo.sha256, slot.key, words.of(remarks[0].flaw), photo.sha256))
        elif photo is None and slot.required and slot.key in ("far", "near"):
            missing.append(RemarkRow(slot.key, slot.key, words.of(_MISSING[slot.shot]), ""))
    for photo in placed.more:
        if found.get(photo.sha256):
            rows.append(RemarkRow(photo.sha256, "", words.of(found[photo.sha256][0].flaw), photo.sha256))
    return rows + missing
