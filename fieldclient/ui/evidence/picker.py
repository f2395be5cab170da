"""The photo picker: folders at the side, files in a grid, tapped in the order wanted. What cannot be taken says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.views import PickRow
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = 24  # files looked at in one turn of the store's thread: their thumbnails appear together


@dataclass(frozen=True)
class FolderRow:
    id: str  # path
    code: str
    name: str
    current: bool


@dataclass(frozen=True)
class FileRow:
    id: str  # path
    name: str
    picture: str
    when: str
    order: int  # 0: not chosen
    problem: str
    note: str
    has_position: bool


@QmlElement
class PhotoPicker(QObject):
    """Choosing files for somebody: `start` says for whom, how many at most and what happens with them."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._folders = RowModel(FolderRow, self)
        self._files = RowModel(FileRow, self)
        self._places: list[tuple[str, Path]] = []
        self._folder: Path | None = None
        self._picked: dict[str, PickRow] = {}
        self._rows: list[PickRow] = []
        self._limit = 10
        self._more = self._loading = False
        self._purpose = ""
        self._problem = ""
        self._done: Callable[[Sequence[Path]], None] | None = None

    def start(self, purpose: str, limit: int, done: Callable[[Sequence[Path]], None]) -> None:
        """Open for a new choice. `limit` is how many files may be taken, at least one."""
        self._purpose, self._limit, self._done = purpose, max(1, limit), done
        self._picked.clear()
        self._show_files()
        self._room.ask(lambda desk: desk.photo_folders(), self._take_places)

    def _take_places(self, places: Sequence[tuple[str, Path]]) -> None:
        extra = [place for place in self._places if place[0] == "other" and place not in places]
        self._places = [*places, *extra]
        known = [path for _, path in self._places]
        if self._folder is None or self._folder not in known:
            self._folder = known[0] if known else None
        if self._folder is not None:
            self._open(self._folder)
        self._show_folders()

    # What the person sees

    @Property(RowModel, constant=True)
    def folders(self) -> RowModel:
        return self._folders

    @Property(RowModel, constant=True)
    def files(self) -> RowModel:
        return self._files

    @Property(str, notify=changed)
    def purpose(self) -> str:
        return self._purpose

    @Property(int, notify=changed)
    def chosen(self) -> int:
        return len(self._picked)

    @Property(int, notify=changed)
    def limit(self) -> int:
        return self._limit

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        return self._loading

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the folder cannot be shown, or why a touched file cannot be taken."""
        return self._problem

    @Property(str, notify=changed)
    def folderPath(self) -> str:
        return str(self._folder) if self._folder else ""

    # What the person does

    @Slot(str)
    def openFolder(self, path: str) -> None:
        self._open(Path(path))
        self._show_folders()

    @Slot(QUrl)
    def openOther(self, url: QUrl) -> None:
        """A folder from the system's own dialog; it stays in the list while the app runs."""
        path = Path(url.toLocalFile())
        if path not in [place for _, place in self._places]:
            self._places.append(("other", path))
        self.openFolder(str(path))

    @Slot()
    def loadMore(self) -> None:
        if self._more and not self._loading and self._folder is not None:
            self._fetch(self._folder, len(self._rows))

    @Slot(str)
    def toggle(self, path: str) -> None:
        """Choose or let go. Where one photo is wanted, the next tap replaces it; one with a problem is told, not taken."""
        row = next((row for row in self._rows if row.path == path), None)
        if row is None:
            return
        self._problem = ""
        if path in self._picked:
            del self._picked[path]
        elif row.problem is not None:
            self._problem = self._room.words.sentence(row.problem)
        elif self._limit == 1:
            self._picked = {path: row}
        elif len(self._picked) < self._limit:
            self._picked[path] = row
        else:
            self._problem = self._room.words.phrase("photos_at_most", count=str(self._limit))
        self._show_files()

    def picked(self) -> list[Path]:
        """What is chosen now, in the order of choosing."""
        return [Path(path) for path in self._picked]

    @Slot()
    def confirm(self) -> None:
        done, self._done = self._done, None  # a double tap takes them once
        if done is not None and self._picked:
            done(self.picked())
        else:
            self._done = done

    # Reading folders

    def _open(self, folder: Path) -> None:
        self._folder = folder
        self._rows, self._more, self._loading, self._problem = [], False, False, ""
        self._show_files()
        self._fetch(folder, 0)

    def _fetch(self, folder: Path, offset: int) -> None:
        self._loading = True
        self.changed.emit()

        def came(rows: Sequence[PickRow]) -> None:
            if folder != self._folder or offset != len(self._rows):
                return  # another folder was opened meanwhile
            self._rows.extend(rows)
            self._more = len(rows) == PAGE
            self._loading = False
            self._show_files()

        def failed(problem: Problem) -> None:
            if folder == self._folder:
                self._loading = False
                self._problem = self._room.words.sentence(problem)
                self.changed.emit()

        self._room.ask(lambda desk: desk.list_folder(folder, offset=offset, limit=PAGE), came, failed)

    def _show_folders(self) -> None:
        self._folders.replace([FolderRow(str(path), code, path.name or str(path), path == self._folder)
                               for code, path in self._places])
        self.changed.emit()

    def _show_files(self) -> None:
        order = {path: at for at, path in enumerate(self._picked, 1)}
        words = self._room.words
        self._files.replace([replace(file_row(words, row), order=order.get(row.path, 0)) for row in self._rows])
        self.changed.emit()


def file_row(words: Any, row: PickRow) -> FileRow:
    notes = [words.sentence(note) for note in row.notes]
    when = words.moment(row.taken_at or row.modified_at, datetime.now(UTC))
    return FileRow(
        id=row.path, name=row.name, picture=file_url(row.thumbnail), when=when, order=0,
        problem=words.sentence(row.problem) if row.problem else "",
        note=notes[0] if notes else "",
        has_position=bool(row.has_position),
    )
