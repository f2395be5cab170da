"""Marks on the photos of a draft, and photos with the marks of whoever sent them. The original is only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldclient.store import Store
from fieldclient.work.pictures import Pictures
from fieldclient.work.writing import Writing
from sync.protocol.marks import FEATURE, Marks, sound
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem


@dataclass(frozen=True)
class ToMark:
    """A photo to draw on: `picture` is upright and without marks."""

    sha256: str
    picture: Path
    marks: Marks
    ratio: float  # width by height
    heeded: bool  # the hub shows nothing to everybody that is made unreadable here


class Marking:
    def __init__(self, store: Store, pictures: Pictures, writing: Writing) -> None:
        self._store, self._pictures, self._writing = store, pictures, writing

    def open(self, draft_id: str, sha256: str, box_px: int) -> ToMark:
        """FILE_MISSING, FILE_NOT_MEDIA (a recording), BODY_INVALID (not of this draft)."""
        photo = next((each for each in self._writing.own(draft_id).photos if each.sha256 == sha256), None)
        media = self._store.media.get(sha256)
        if photo is None:
            raise Problem(Code.BODY_INVALID, field="photo")
        if media is None or media.missing:
            raise Problem(Code.FILE_MISSING, sha256=sha256)
        if media.ref.kind is not MediaKind.PHOTO:
            raise Problem(Code.FILE_NOT_MEDIA, sha256=sha256)
        hub = self._store.settings.hub_info()
        heeded = hub is None or FEATURE in hub.features
        picture = self._pictures.of(media, box_px)
        return ToMark(sha256, picture, photo.marks, _ratio(picture), heeded)

    def keep(self, draft_id: str, sha256: str, marks: Marks) -> None:
        """Durable when this returns."""
        if not sound(marks):
            raise Problem(Code.BODY_INVALID, field="marks")
        self._store.drafts.mark_photo(self._writing.own(draft_id).id, sha256, marks, self._store.clock())

    def picture(self, sha256: str, marks: Marks, box_px: int) -> Path:
        """As it is shown to whoever does not ask for the original."""
        media = self._store.media.get(sha256)
        if media is None or media.missing:
            raise Problem(Code.FILE_MISSING, sha256=sha256)
        return self._pictures.shown(media, marks, box_px)


def _ratio(picture: Path) -> float:
    from PIL import Image  # decoders are loaded with the first photo, not at start

    with Image.open(picture) as image:
        return image.width / image.height
