"""What is shown of a draft: its fields as the person sees them, its photos in their slots, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.store.overlay import NEW_CASE
from fieldclient.store.recordings import length_of
from fieldclient.ui.evidence.remarks import PhotoRemarks
from fieldclient.ui.evidence.slots import Placed, place
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import DraftView, PhotoView
from sync.protocol.lifecycle import Act, Part
from sync.protocol.media import MediaKind
from sync.protocol.position import PositionSource
from sync.protocol.problems import Code

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

_SLOT_OF_PART = {
    Part.FAR_PHOTO: "far", Part.NEAR_PHOTO: "near", Part.AFTER_PHOTO: "after", Part.CHECK_PHOTO: "check",
    Part.NEW_PHOTO: "again", Part.BEFORE_PHOTO: "before",
}


@dataclass(frozen=True)
class SlotRow:
    id: str  # the slot's key
    sha256: str
    picture: str
    lacking: bool


@dataclass(frozen=True)
class PhotoRow:
    id: str  # sha256
    picture: str
    shot: str
    kind: str = "photo"
    length: str = ""  # of a video or a voice note, as players show it


@QmlElement
class DraftState(QObject):
    """The readable half of a draft's editor. Typed words win over saved ones until they are saved."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._view: DraftView | None = None
        self._typed: dict[str, str] = {}  # not yet on its way
        self._sent: dict[str, str] = {}  # on its way
        self._submitting = False
        self._reminded = False
        self._large = ""
        self._number = ""  # a quantity as it is being typed: "1." is on its way to 1.5 and must not become 1
        self._slots = RowModel(SlotRow, self)
        self._more = RowModel(PhotoRow, self)
        self._remarks = PhotoRemarks(room, self)
        self._wanted: list[PhotoRow] = []
        self._next_tile = QTimer(self, interval=0, singleShot=True)
        self._next_tile.timeout.connect(self._show_more)

    @property
    def view(self) -> DraftView | None:
        return self._view

    def text_of(self, name: str) -> str:
        """A typed field as the person sees it: what was typed last, saved or not."""
        for words in (self._typed, self._sent):
            if name in words:
                return words[name]
        value = getattr(self._view, name, None)
        if name == "quantity" and self._number and read_quantity(self._number) == value:
            return self._number
        if isinstance(value, float):
            return f"{value:g}"
        return str(value) if value is not None else ""

    @Property(str, notify=changed)
    def draftId(self) -> str:
        return self._view.id if self._view else ""

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return self._view is not None

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._view.kind.value if self._view else "problem"

    @Property(str, notify=changed)
    def description(self) -> str:
        return self.text_of("description")

    @Property(str, notify=changed)
    def placeText(self) -> str:
        return self.text_of("place_text")

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self.text_of("reason")

    @Property(str, notify=changed)
    def result(self) -> str:
        return self.text_of("result")

    @Property(str, notify=changed)
    def quantity(self) -> str:
        return self.text_of("quantity")

    @Property(bool, notify=changed)
    def quantityWrong(self) -> bool:
        """Something stands there that is not a number; it is not kept as one."""
        text = self.text_of("quantity").strip()
        return text != "" and read_quantity(text) is None

    @Property(str, notify=changed)
    def unit(self) -> str:
        return self.text_of("unit")

    @Property(str, notify=changed)
    def choice(self) -> str:
        return self.text_of("choice")

    @Property(str, notify=changed)
    def campaign(self) -> str:
        """For which it is made, in words; empty for none."""
        view = self._view
        return self._room.words.name(view.campaign_zh, view.campaign_en) if view is not None and view.campaign else ""

    @Property(str, notify=changed)
    def campaignLeft(self) -> str:
        """The one that the report was taken out of, in words: it can be put back."""
        left = self._view.campaign_left if self._view is not None else None
        return self._room.words.name(left.zh, left.en) if left is not None else ""

    @Property(bool, notify=changed)
    def selfHandled(self) -> bool:
        """It was mended by who reports it."""
        return self._view is not None and self._view.act is Act.SELF_HANDLED

    @Property(RowModel, constant=True)
    def slots(self) -> RowModel:
        return self._slots

    @Property(RowModel, constant=True)
    def more(self) -> RowModel:
        return self._more

    @Property(RowModel, constant=True)
    def remarks(self) -> RowModel:
        """What might be better about single photos; never a reason not to go on."""
        return self._remarks.rows

    @Property(int, notify=changed)
    def free(self) -> int:
        """How many photos may still be added."""
        return self.placed().free

    @Property(int, notify=changed)
    def photoCount(self) -> int:
        return len(self._view.photos) if self._view else 0

    def is_empty(self) -> bool:
        """Nothing of it was made by a person: what it knows it was told by the case or by this device."""
        view = self._view
        if view is None:
            return True
        by_hand = view.position is not None and view.position.source is PositionSource.HAND
        about = view.act in NEW_CASE and view.subcategory
        typed = ("description", "place_text", "choice", "result", "reason", "quantity")
        return not (view.photos or by_hand or about or view.until or view.recovered or view.based_on
                    or any(self.text_of(name).strip() for name in typed))

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        return self.is_empty()

    def lacks(self) -> bool:
        return self._view is None or bool(self._view.missing)

    @Property(bool, notify=changed)
    def complete(self) -> bool:
        return not self.lacks()

    @Property(str, notify=changed)
    def missingText(self) -> str:
        """The names of what it still lacks; empty when it can go."""
        missing = self._view.missing if self._view else ()
        return self._room.words.parts(missing) if missing else ""

    @Property(bool, notify=changed)
    def reminded(self) -> bool:
        """Submit was touched while something was missing: the places where it is missing show it."""
        return self._reminded and self.lacks()

    @Property("QVariantList", notify=changed)
    def notes(self) -> list[str]:
        """Kind hints about its files, each a sentence; that a photo is small stands among the remarks."""
        notes = self._view.notes if self._view else ()
        return [self._room.words.sentence(note) for note in notes if note.code is not Code.FILE_TOO_SMALL]

    @Property(bool, notify=changed)
    def submitting(self) -> bool:
        return self._submitting

    @Slot(str, result=str)
    def slotOf(self, sha256: str) -> str:
        """The key of the slot a photo stands in; empty for a further one."""
        return next((row.id for row in self._slots.rows if row.sha256 == sha256), "")

    @Slot(str, result=bool)
    def holds(self, sha256: str) -> bool:
        """Whether it is one of this draft's files."""
        return self._view is not None and any(photo.sha256 == sha256 for photo in self._view.photos)

    @Property(str, notify=changed)
    def largePhoto(self) -> str:
        return self._large

    def _take(self, view: DraftView) -> None:
        self._view = view
        self._show()

    def placed(self) -> Placed:
        if self._view is None:
            return Placed((), (), 0)
        return place(self._view.act, self._view.kind, self._view.photos)

    def _show(self) -> None:
        placed = self.placed()
        needed = {_SLOT_OF_PART.get(part) for part in self._view.missing} if self._view and self._reminded else set()
        if self._view and self._reminded and self._view.act is Act.VERIFY and Part.VERIFY_PHOTOS in self._view.missing:
            needed |= {"far", "near"}
        self._slots.replace([slot_row(slot.key, photo, slot.key in needed and photo is None)
                             for slot, photo in placed.slots])
        self._wanted = [photo_row(p) for p in placed.more]
        self._show_more()
        self._remarks.look(self._view, placed)
        self.changed.emit()

    def _show_more(self) -> None:
        """A tile at a turn: seven made in one turn held the window up for 60 ms."""
        shown = self._more.rowCount() + 1
        self._more.replace(self._wanted[:shown])
        if shown < len(self._wanted):
            self._next_tile.start()


def photo_row(photo: PhotoView) -> PhotoRow:
    """A voice has no picture, and of a video only one that was made of it."""
    shown = photo.picture if photo.kind is MediaKind.PHOTO else photo.thumbnail
    length = length_of(photo.duration_s) if photo.duration_s else ""
    return PhotoRow(photo.sha256, file_url(shown), photo.shot.value, photo.kind.value, length)


def slot_row(key: str, photo: PhotoView | None, lacking: bool) -> SlotRow:
    if photo is None:
        return SlotRow(key, "", "", lacking)
    return SlotRow(key, photo.sha256, file_url(photo.picture), lacking)


def read_quantity(text: str) -> float | None:
    """A number as typed, with a point or a comma; None when it is not one."""
    try:
        value = float(text.strip().replace(",", ".").replace("，", "."))
    except ValueError:
        return None
    return value if 0 <= value < 1e9 else None
