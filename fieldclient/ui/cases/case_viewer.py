"""The photos of a case, one at a time on the whole window: which one, how it is called, and the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.store.fetch_again import Absent
from fieldclient.ui.evidence.editor import LARGE_PX
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from sync.protocol.marks import Marks
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CaseViewer(QObject):
    """`show` one, then `step` through the others in the order in which the page has them. Recordings are left to their player.
    A thumbnail stands in until the large picture is made; that of the next is made ahead."""

    changed = Signal()

    def __init__(self, room: Room | None = None, case: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._case = case
        self._sha256 = ""
        self._large: dict[tuple[str, bool], str] = {}  # by hash, and whether it is the original
        self._bare = False  # the person asked for the original
        self._absent: Absent | None = None
        self._missing: set[str] = set()  # of which there is no picture here, not even a small one
        if case is not None:
            case.changed.connect(self._look)

    def show(self, sha256: str) -> None:
        self._sha256 = sha256
        self._absent = None
        self._bare = False
        self._load(sha256)
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Is the original here? Asked again when something changed: it may have come."""
        sha256 = self._sha256
        if not sha256:
            return

        def came(absent: Absent | None) -> None:
            if sha256 != self._sha256:
                return
            arrived, self._absent = self._absent is not None and absent is None, absent
            if arrived:
                self._load(sha256)
            self.changed.emit()

        self._room.ask(lambda desk: desk.closely.absent(sha256), came, lambda problem: None)

    @Slot()
    def fetchAgain(self) -> None:
        """Have the original brought back from the hub."""
        sha256 = self._sha256
        self._room.do(lambda desk: desk.closely.fetch_again(sha256), lambda _: self._look())

    def leave(self) -> None:
        self._sha256 = ""
        self._large.clear()

    @Slot(int)
    def step(self, by: int) -> None:
        """To the one `by` places further on; at the ends nothing happens."""
        among, at = self._among(), self._at()
        if at >= 0 and 0 <= at + by < len(among):
            self.show(among[at + by])

    def _among(self) -> Sequence[str]:
        return [row.id for row in self._case.photos.rows if row.kind == MediaKind.PHOTO.value]

    def _at(self) -> int:
        among = self._among()
        return among.index(self._sha256) if self._sha256 in among else -1

    def _load(self, sha256: str, *, ahead: bool = False) -> None:
        bare = self._bare and not ahead
        marks = () if bare else self._marks(sha256)
        if (sha256, bare) in self._large:
            if not ahead:
                self._load_next()
            return

        def made(path: Path) -> None:
            self._large[sha256, bare] = file_url(str(path))
            self._missing.discard(sha256)
            if sha256 == self._sha256:
                self.changed.emit()
                self._load_next()

        self._room.ask(lambda desk: desk.marking.picture(sha256, marks, LARGE_PX), made,
                       lambda problem: self._missed(sha256, problem, ahead))

    def _load_next(self) -> None:
        among, at = self._among(), self._at()
        if 0 <= at < len(among) - 1:
            self._load(among[at + 1], ahead=True)

    def _missed(self, sha256: str, problem: Any, ahead: bool) -> None:
        if problem.code is Code.FILE_MISSING:  # that is said beside the picture, with what helps
            self._missing.add(sha256)
            self.changed.emit()
        elif not ahead:
            self._room.say_problem(problem)

    def _marks(self, sha256: str) -> Marks:
        rows = self._case.photos.rows if self._case is not None else ()
        return next((row.marks for row in rows if row.id == sha256), ())

    @Property(bool, notify=changed)
    def marked(self) -> bool:
        """Something was drawn on it, and the original is here to be looked at without."""
        return bool(self._marks(self._sha256)) and self._absent is None and self._sha256 not in self._missing

    @Property(bool, notify=changed)
    def bare(self) -> bool:
        return self._bare

    @Slot(bool)
    def showBare(self, bare: bool) -> None:
        """The original as the camera took it, or with what was drawn on it and without what was hidden."""
        self._bare = bare
        self._load(self._sha256)
        self.changed.emit()

    @Property(bool, notify=changed)
    def gone(self) -> bool:
        """There is nothing of it to look at."""
        return self._sha256 in self._missing and self.source == ""

    @Property(str, notify=changed)
    def away(self) -> str:
        """Where the original is, when at most a small picture of it is here; empty else."""
        absent, words = self._absent, self._room.words if self._room is not None else None
        if words is None or (absent is None and not self.gone):
            return ""
        if absent is None:
            return str(words.phrase("picture_gone"))
        if absent.problem is not None and absent.fits:
            return str(words.sentence(absent.problem))
        told = "original_asked" if absent.fits else "original_waits"
        name = told if absent.asked else "original_only" if self.gone else "original_away"
        return str(words.phrase(name, size=words.size(absent.size_bytes)))

    @Property(bool, notify=changed)
    def canFetch(self) -> bool:
        return self._absent is not None and (not self._absent.asked or self._absent.problem is not None)

    @Property(str, notify=changed)
    def source(self) -> str:
        if (self._sha256, self._bare) in self._large:
            return self._large[self._sha256, self._bare]
        return next((row.picture for row in self._case.photos.rows if row.id == self._sha256), "") if self._case else ""

    @Property(str, notify=changed)
    def caption(self) -> str:
        return str(self._case.captionOf(self._sha256)) if self._case else ""

    @Property(str, notify=changed)
    def place(self) -> str:
        """2 / 5; empty where there is only one."""
        among, at = self._among() if self._case else [], self._at() if self._case else -1
        if at < 0 or len(among) < 2:
            return ""
        return str(self._room.words.phrase("photo_of", number=str(at + 1), count=str(len(among))))

    @Property(bool, notify=changed)
    def hasBefore(self) -> bool:
        return self._case is not None and self._at() > 0

    @Property(bool, notify=changed)
    def hasNext(self) -> bool:
        return self._case is not None and 0 <= self._at() < len(self._among()) - 1
