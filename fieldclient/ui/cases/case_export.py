"""A selection of cases as a file: in the person's words, with its progress, and a way to stop it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.proposing import propose
from fieldclient.ui.parts.paper.saving import say_saved
from fieldclient.ui.parts.room import Room
from fieldclient.ui.words.wording import wording_of

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_MS = 120


@QmlElement
class CaseExport(QObject):
    """`open` asks in which form, `start` begins. `chosen`: what QML shows the dialog for; '' while nothing is asked."""

    changed = Signal()
    proposed = Signal(str, str, arguments=["kind", "url"])

    def __init__(self, room: Room | None = None, listing: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._listing = listing
        self._run: Any = None
        self._tick = QTimer(self, interval=_LOOK_MS)
        self._tick.timeout.connect(self._look)

    @Property(bool, notify=changed)
    def running(self) -> bool:
        return self._run is not None

    @Property(float, notify=changed)
    def progress(self) -> float:
        """0…1."""
        run = self._run
        return min(1.0, run.done / run.total) if run is not None and run.total else 0.0

    @Property(str, notify=changed)
    def text(self) -> str:
        """How far it is, in words."""
        run, words = self._run, self._room.words if self._room is not None else None
        if run is None or words is None:
            return ""
        if not run.total:
            return str(words.phrase("export_begins"))
        return str(words.phrase("export_progress", done=f"{run.done:,}", total=f"{run.total:,}"))

    @Slot(str)
    def propose(self, kind: str) -> None:
        """`proposed` says where a file of this kind goes unless the person says otherwise."""
        name = f"{self._room.words.phrase('export_name')}-{datetime.now():%Y-%m-%d-%H%M}.{kind}"
        propose(self._room, name, lambda url: self.proposed.emit(kind, url))

    @Slot(str, QUrl)
    def start(self, kind: str, target: QUrl) -> None:
        """Of what is selected in the list."""
        told = target.toLocalFile()
        if not told or self._run is not None:
            return
        path = Path(told if told.lower().endswith(f".{kind}") else f"{told}.{kind}")
        selection, words = self._listing.selection, self._room.words

        def begin(desk: Any) -> Any:
            account = desk.store.people.current()
            wording = wording_of(words, account.person.name if account is not None else "", desk.now())
            return desk.exporting.write(kind, selection.wanted() or selection.ids(desk), path, wording)

        self._room.ask(begin, self._began)

    def _began(self, run: Any) -> None:
        self._run = run
        self._tick.start()
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _look(self) -> None:
        run = self._run
        if run is not None and run.over:
            self._run = None
            self._tick.stop()
            self._told(run)
        self.changed.emit()

    def _told(self, run: Any) -> None:
        if run.problem is not None:
            self._room.say_problem(run.problem)
        elif run.cancelled:
            self._room.say(self._room.words.phrase("export_stopped"))
        else:
            say_saved(self._room, run.path)
