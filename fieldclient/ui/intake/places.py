"""What can be taken in: cards that are mounted, usual folders, and those a person chose; and the tracks recorded meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.card.cards import shown_name
from fieldclient.work.card.mounts import Mounted

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1

_SHOWN = ("pictures", "downloads")  # nobody takes in a whole home folder by one tap


@dataclass(frozen=True)
class PlaceRow:
    """A folder. `code` tells which usual one it is: card, pictures, downloads, other."""

    id: str
    code: str
    name: str
    path: str
    chosen: bool


@dataclass(frozen=True)
class TrackRow:
    id: str
    name: str


@QmlElement
class PlaceList(QObject):
    """Paths may hold names that are no text, so rows go by number."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._model = RowModel(PlaceRow, self)
        self._track_model = RowModel(TrackRow, self)
        self._found: list[tuple[str, str]] = []
        self._added: list[tuple[str, str]] = []
        self._chosen: list[str] = []
        self._tracks: list[str] = []

    @Property(RowModel, constant=True)
    def folders(self) -> RowModel:
        return self._model

    @Property(RowModel, constant=True)
    def trackFiles(self) -> RowModel:
        return self._track_model

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many folders are chosen."""
        return len(self._chosen)

    def chosen(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    def tracks(self) -> tuple[str, ...]:
        return tuple(self._tracks)

    def title(self, folders: Sequence[str]) -> str:
        """Their names, as one line."""
        return str(self._room.words.listing(Path(shown_name(each)).name or shown_name(each) for each in folders))

    def load(self) -> None:
        def came(answer: tuple[Sequence[Mounted], Sequence[tuple[str, Path]]]) -> None:
            cards, folders = answer
            self._found = [("card", each.path) for each in cards]
            self._found += [(code, str(path)) for code, path in folders if code in _SHOWN]
            self._show()

        self._room.ask(lambda desk: (desk.cards.mounted(), desk.photo_folders()), came)

    def add(self, path: str, code: str = "other") -> None:
        """Chosen at once."""
        if path not in [each for _, each in (*self._found, *self._added)]:
            self._added.append((code, path))
        if path not in self._chosen:
            self._chosen.append(path)
        self._show()

    def add_track(self, path: str) -> None:
        if path and path not in self._tracks:
            self._tracks.append(path)
        self._show()

    def clear(self) -> None:
        self._chosen, self._tracks, self._added = [], [], []
        self._show()

    @Slot(QUrl)
    def addFolder(self, url: QUrl) -> None:
        if url.toLocalFile():
            self.add(url.toLocalFile())

    @Slot(str)
    def toggle(self, row_id: str) -> None:
        path = self._all()[int(row_id)][1]
        if path in self._chosen:
            self._chosen.remove(path)
        else:
            self._chosen.append(path)
        self._show()

    @Slot(str)
    def removeTrack(self, row_id: str) -> None:
        del self._tracks[int(row_id)]
        self._show()

    def _all(self) -> list[tuple[str, str]]:
        known = {path for _, path in self._found}
        return [*self._found, *(each for each in self._added if each[1] not in known)]

    def _show(self) -> None:
        self._model.replace([
            PlaceRow(str(at), code, Path(shown_name(path)).name or shown_name(path), shown_name(path), path in self._chosen)
            for at, (code, path) in enumerate(self._all())
        ])
        self._track_model.replace([TrackRow(str(at), Path(shown_name(path)).name) for at, path in enumerate(self._tracks)])
        self.changed.emit()
