"""A case as a file for the person: read on the store's thread, drawn here a page to a turn, written there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.proposing import propose
from fieldclient.ui.parts.paper.saving import PaperSaver
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import CasePage
from sync.protocol.media import MediaKind

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

PHOTO_PX = 900  # on eight centimetres of paper that is 280 dots to the inch


@QmlElement
class CasePaper(QObject):
    changed = Signal()
    proposed = Signal(str, arguments=["url"])

    def __init__(self, room: Room | None = None, case: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._case = case
        self._saver = PaperSaver(room) if room is not None else None
        self._busy = False

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Slot()
    def propose(self) -> None:
        """`proposed` says where it goes unless the person says otherwise: their documents, under the number of the case."""
        page: CasePage | None = self._case.page
        name = (page.row.number or page.row.local_reference) if page is not None else "case"
        plain = re.sub(r"[^\w-]", "", name)
        propose(self._room, f"case-{plain}.pdf", self.proposed.emit)

    @Slot(QUrl)
    def save(self, target: QUrl) -> None:
        page: CasePage | None = self._case.page
        told = target.toLocalFile()
        if page is None or not told or self._busy or self._saver is None:
            return
        path = Path(told if told.lower().endswith(".pdf") else f"{told}.pdf")
        photos = [photo for photo in (*page.before, *page.after, *page.others) if photo.kind is MediaKind.PHOTO]
        drawn = {photo.sha256: photo.marks for photo in photos}
        self._set_busy(True)
        self._room.ask(
            lambda desk: (desk.closely.pictures(drawn, PHOTO_PX), desk.closely.map(page), desk.now()),
            lambda answer: self._begin(page, path, *answer), self._missed)

    def _begin(self, page: CasePage, path: Path, photos: dict[str, bytes], drawn: Any, now: Any) -> None:
        from fieldclient.ui.cases.case_sheet import CaseSheet  # drawing is loaded with the first sheet

        def write(desk: Any, pdf: bytes) -> Path:
            desk.closely.save(path, pdf)
            return path

        assert self._saver is not None
        self._saver.save(CaseSheet(page, photos, drawn, self._room.words, now), write, lambda: self._set_busy(False))

    def _missed(self, problem: Any) -> None:
        self._set_busy(False)
        self._room.say_problem(problem)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()
