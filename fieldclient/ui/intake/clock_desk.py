"""One clock for each camera: what is added to its time, why, and what is suggested. The result moves at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.clocks import ClockSource
from fieldclient.ui.intake.offsets import MOST_S, offset_text, offset_typed, read_offset, reason
from fieldclient.ui.intake.sort_table import SortTable
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.card import sorting as table
from fieldclient.work.card.sorting import Sorting

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1

SPAN_S = 600.0  # of the slider, to both sides of a whole quarter of an hour: clocks are a little wrong, or a whole zone
QUARTER_S = 900.0


@dataclass(frozen=True)
class CameraRow:
    """A camera as a choice: its name and how many photos it took."""

    id: str
    name: str
    count: str
    offset: str


@QmlElement
class ClockDesk(QObject):
    """The clock of the camera that is chosen. Moves come faster than they can be worked out: the last one counts."""

    changed = Signal()

    def __init__(self, room: Room | None = None, sort: SortTable | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._table: Any = sort
        self._cameras = RowModel(CameraRow, self)
        self._camera = ""
        self._sorting = Sorting()
        self._base_s = 0.0
        self._wanted: dict[str, float | None] = {}  # moves that are not worked out yet
        self._under_way = False
        self._problem = ""
        if sort is not None:
            sort.drawn.connect(self._take)

    # What the page binds to

    @Property(RowModel, constant=True)
    def cameras(self) -> RowModel:
        return self._cameras

    @Property(str, notify=changed)
    def camera(self) -> str:
        return self._camera

    @Property(str, notify=changed)
    def cameraName(self) -> str:
        return self._camera or self._room.words.phrase("clock_no_name")

    @Property(float, notify=changed)
    def seconds(self) -> float:
        return self._seconds()

    @Property(float, notify=changed)
    def base(self) -> float:
        """The middle of the slider."""
        return self._base_s

    @Property(float, constant=True)
    def span(self) -> float:
        return SPAN_S

    @Property(str, notify=changed)
    def offsetText(self) -> str:
        return offset_text(self._room.words, self._seconds())

    @Property(str, notify=changed)
    def typedText(self) -> str:
        return offset_typed(self._seconds())

    @Property(str, notify=changed)
    def reason(self) -> str:
        if self._camera in self._by_hand():
            return self._room.words.phrase("clock_hand")
        known = self._sorting.known.get(self._camera)
        return reason(self._room.words, known if known is not None and known.sure else None)

    @Property(str, notify=changed)
    def suggestion(self) -> str:
        """A sentence when photos or tracks say another offset than the one that counts; else empty."""
        known = self._sorting.known.get(self._camera)
        if known is None or abs(known.offset_s - self._seconds()) < 0.5:
            return ""
        words = self._room.words
        return words.phrase("clock_offer", offset=offset_text(words, known.offset_s), reason=reason(words, known))

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why what was typed is no offset."""
        return self._problem

    # What the person does

    @Slot(str)
    def choose(self, camera: str) -> None:
        camera = "" if camera == "-" else camera
        self._camera, self._problem = camera, ""
        self._centre(self._seconds())
        self.changed.emit()

    @Slot(float)
    def slide(self, seconds: float) -> None:
        """The slider, which stays where it is."""
        self._set(seconds)

    @Slot(float)
    def step(self, seconds: float) -> None:
        """This much more or less."""
        wanted = max(-MOST_S, min(MOST_S, self._seconds() + seconds))
        self._centre(wanted)
        self._set(wanted)

    @Slot(str, result=bool)
    def typed(self, text: str) -> bool:
        seconds = read_offset(text)
        self._problem = "" if seconds is not None else self._room.words.phrase("clock_wrong")
        if seconds is not None:
            self._centre(seconds)
            self._set(seconds)
        self.changed.emit()
        return seconds is not None

    @Slot()
    def takeSuggestion(self) -> None:
        known = self._sorting.known.get(self._camera)
        if known is None:
            return
        self._centre(known.offset_s)
        self._set(None if known.sure and known.source is not ClockSource.ZONE else known.offset_s)

    @Slot(str)
    def readCode(self, key: str) -> None:
        """A photo that shows a code with the time sets the clock of its camera."""
        photo = self._table.sorting.by_key().get(key)
        if photo is None:
            return

        def found(answer: tuple[str, float]) -> None:
            camera, seconds = answer
            words = self._room.words
            self._camera = camera
            self._centre(seconds)
            self._wanted.pop(camera, None)
            self._table.apply(lambda now: table.set_code(now, camera, seconds))
            name = camera or words.phrase("clock_no_name")
            self._room.say(words.phrase("clock_code_read", camera=name, offset=offset_text(words, seconds)))

        self._room.ask(lambda desk: desk.cards.code_shown(photo), found)

    def _by_hand(self) -> dict[str, float]:
        told = dict(self._sorting.by_hand)
        for camera, seconds in self._wanted.items():
            if seconds is None:
                told.pop(camera, None)
            else:
                told[camera] = seconds
        return told

    def _seconds(self) -> float:
        by_hand = self._by_hand().get(self._camera)
        known = self._sorting.known.get(self._camera)
        return by_hand if by_hand is not None else known.offset_s if known is not None and known.sure else 0.0

    def _centre(self, seconds: float) -> None:
        self._base_s = round(seconds / QUARTER_S) * QUARTER_S

    def _set(self, seconds: float | None) -> None:
        self._wanted[self._camera] = seconds
        self._problem = ""
        self.changed.emit()
        self._send()

    def _send(self) -> None:
        """One move at a time; those that come meanwhile are taken together with the next."""
        if self._under_way or not self._wanted:
            return
        self._under_way, moves = True, dict(self._wanted)

        def moved(now: Sorting) -> Sorting:
            for camera, seconds in moves.items():
                now = table.set_clock(now, camera, seconds)
            return now

        def done() -> None:
            self._under_way = False
            for camera, seconds in moves.items():
                if camera in self._wanted and self._wanted[camera] == seconds:
                    del self._wanted[camera]
            self._send()

        self._table.apply(moved, done)

    def _take(self, sorting: Sorting, drawn: object) -> None:
        self._sorting = sorting
        cameras = sorting.cameras()
        if self._camera not in cameras:
            self._camera = next(iter(cameras), "")
            self._centre(self._seconds())
        words, clocks = self._room.words, sorting.clocks
        told = {camera: offset_text(words, each.offset_s) for camera, each in clocks.items() if each.sure}
        self._cameras.replace([
            CameraRow(camera or "-", camera or words.phrase("clock_no_name"), words.count("photo", count), told.get(camera, ""))
            for camera, count in cameras.items()
        ])
        self.changed.emit()
