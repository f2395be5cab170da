"""What takes room, and clearing away what the hub has. Listed first, then let go one by one beside the work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.store.clearing import Clearable
from fieldclient.ui.me.aside import aside
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.worker import as_problem
from fieldclient.work import storage
from fieldclient.work.storage import DAYS, Heap
from sync.protocol.media import MediaKind
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 200  # of the list of what would go; the sum is of all
_ICONS = {MediaKind.PHOTO: "image", MediaKind.VIDEO: "video", MediaKind.AUDIO: "mic"}


@dataclass(frozen=True)
class HeapLine:
    """`share`: of what the app uses, 0 to 1."""

    id: str
    title: str
    value: str
    icon_name: str
    share: float


@dataclass(frozen=True)
class FileLine:
    """One that would go."""

    id: str
    title: str
    line: str
    icon_name: str


def heap_lines(room: storage.Room, words: Any) -> list[HeapLine]:
    heaps = (("originals", room.originals, "outbox"), ("sent", room.sent, "cloud-check"), ("hub", room.hub, "download"),
             ("cache", room.cache, "images"), ("database", room.database, "cases"), ("other", room.other, "folder"))
    total = sum(heap.size_bytes for _, heap, _ in heaps) or 1
    lines = [HeapLine(name, words.phrase(f"room_{name}"), _counted(heap, words), icon, heap.size_bytes / total)
             for name, heap, icon in heaps]
    return [*lines, HeapLine("free", words.phrase("room_free"), words.size(room.free_bytes), "hard-drive", 0.0)]


def _counted(heap: Heap, words: Any) -> str:
    size: str = words.size(heap.size_bytes)
    return words.phrase("files_counted", count=str(heap.count), size=size) if heap.count else size


@QmlElement
class StorageDesk(QObject):
    """`begin` looks; `clear` lets go what was listed and still may go."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._heaps, self._files = RowModel(HeapLine, self), RowModel(FileLine, self)
        self._listed: list[Clearable] = []
        self._days = DAYS[0]
        self._loaded = self._stop = False
        self._done = 0
        self._thread: threading.Thread | None = None
        if room is not None and room.tongue is not None:
            room.tongue.changed.connect(self._say_again)

    def _say_again(self) -> None:
        """In the language chosen now."""
        if self._loaded:
            self.begin()

    @Property(RowModel, constant=True)
    def heaps(self) -> RowModel:
        return self._heaps

    @Property(RowModel, constant=True)
    def files(self) -> RowModel:
        """The oldest of what would go."""
        return self._files

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        return self._loaded

    @Property(str, notify=changed)
    def days(self) -> str:
        return str(self._days)

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._listed)

    @Property(int, notify=changed)
    def more(self) -> int:
        """How many are not in the list on the screen."""
        return max(0, len(self._listed) - SHOWN)

    @Property(str, notify=changed)
    def size(self) -> str:
        """Of all that would go."""
        return self._room.words.size(sum(each.size_bytes for each in self._listed)) if self._room is not None else ""

    @Property(bool, notify=changed)
    def clearing(self) -> bool:
        return self._thread is not None

    @Property(float, notify=changed)
    def progress(self) -> float:
        return self._done / len(self._listed) if self._listed else 0.0

    @Slot()
    def begin(self) -> None:
        days = self._days
        self._room.ask(
            lambda desk: (desk.store.folder, storage.count_rows(desk.store), storage.clearable(desk.store, days), desk.now()),
            self._take)

    @Slot(str)
    def setDays(self, days: str) -> None:
        self._days = int(days)
        self.changed.emit()
        self.begin()

    @Slot()
    def clear(self) -> None:
        """What is listed now; the window and the store go on meanwhile."""
        wanted, days, worker = [each.sha256 for each in self._listed], self._days, self._room.worker
        if not wanted or self._thread is not None:
            return
        self._done, self._stop = 0, False

        def run() -> None:
            gone = size = 0
            try:
                for number, sha256 in enumerate(wanted, 1):
                    if self._stop:
                        break
                    freed = worker.call(lambda desk, one=sha256: storage.clear(desk.store, one, days))
                    gone, size = gone + (freed > 0), size + freed
                    worker.later(lambda at=number: self._went(at))
            except RuntimeError:
                return  # the window is being closed: what went is gone, the rest stays
            except BaseException as error:
                problem = as_problem(error)
                worker.later(lambda: self._failed(problem))
            worker.later(lambda: self._cleared(gone, size))

        self._thread = threading.Thread(target=run, name="clearing", daemon=True)
        self._thread.start()
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        self._stop = True

    @Slot()
    def clearCache(self) -> None:
        def known(found: tuple[Path, frozenset[str]]) -> None:
            self._aside(lambda: storage.clear_cache(*found), lambda _: self._cache_cleared())

        self._room.ask(lambda desk: (desk.store.folder, storage.cleared(desk.store)), known)

    def _cache_cleared(self) -> None:
        self._room.say(self._room.words.phrase("room_cache_cleared"))
        self.begin()

    def _take(self, found: Any) -> None:
        folder, counted, self._listed, now = found
        words = self._room.words
        self._files.replace([
            FileLine(each.sha256, f"{words.of(each.kind)} · {words.size(each.size_bytes)}",
                     words.phrase("room_sent_at", time=words.ago(each.arrived_at, now)), _ICONS[each.kind])
            for each in self._listed[:SHOWN]])
        self._aside(lambda: storage.look(folder, counted), self._weighed)

    def _weighed(self, room: storage.Room) -> None:
        self._heaps.replace(heap_lines(room, self._room.words))
        self._loaded = True
        self.changed.emit()

    def _aside(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Thousands of small files take a while."""
        aside(self._room.worker, "storage", work, done, self._failed)

    def _failed(self, problem: Problem) -> None:
        self._room.say_problem(problem)

    def _went(self, number: int) -> None:
        self._done = number
        self.changed.emit()

    def _cleared(self, count: int, size: int) -> None:
        self._thread = None
        words = self._room.words
        self._room.say(words.phrase("room_cleared", count=str(count), size=words.size(size)))
        self._room.worker.tell_changed()
        self.begin()
