"""What is shipped, in which version and under which licence: read from what is installed, at the moment somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient import __version__
from fieldclient.ui.me.aside import aside
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1

LOCK = "requirements.lock"
OURS = (("fieldclient", __version__, "LICENSE"), ("Field Sans SC (Noto Sans SC)", "", "resources/fonts/OFL.txt"),
        ("Lucide", "", "resources/icons/LICENSE"))
_LONG = 60  # characters: some packages write the whole licence where its name belongs
_FULL = 50  # letters: a line that was broken only because it was full; a title is shorter
_BEGINS = re.compile(r"(?i)[(\[]?(\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]\s|[-*•+–]\s|\W+$|all rights reserved|copyright\s+(\(c\)|©|\d)|https?://\S+$")
_CLASSIFIER = "License :: "


@dataclass(frozen=True)
class Shipped:
    """`licence`: its name, as the package gives it; its text is in `texts`."""

    id: str
    version: str
    licence: str


def shipped(project: Path) -> list[Shipped]:
    """Ours first, then every package of the lock that is installed here, by name."""
    rows = [Shipped(name, version, _first_line(project / file)) for name, version, file in OURS]
    return rows + [Shipped(str(each.metadata["Name"]), each.version, licence_of(each.metadata)) for each in _packages(project)]


def texts(project: Path) -> Iterator[tuple[str, str]]:
    """Whose, and the text, of each licence that is here; one may have several."""
    for name, _, file in OURS:
        if (project / file).is_file():
            yield name, (project / file).read_text("utf-8").strip()
    for each in _packages(project):
        for path in each.files or ():
            if re.search(r"(?i)^(licen[cs]e|copying|notice)", path.name) and ".dist-info" in str(path):
                try:
                    yield str(each.metadata["Name"]), Path(str(path.locate())).read_text("utf-8").strip()
                except (OSError, UnicodeDecodeError):
                    continue


def flowing(text: str) -> str:
    """The same words without the line breaks of a page of 80 letters, so that they fill the lines of any screen. What begins like
    an item or is underlined keeps its line; a short line ends a paragraph."""
    lines: list[str] = []
    open_line = False
    for line in (each.strip() for each in text.splitlines()):
        if open_line and line and not _BEGINS.match(line):
            lines[-1] += " " + line
        else:
            lines.append(line)
        open_line = len(line) >= _FULL and not _BEGINS.fullmatch(line)
    return "\n".join(lines)


def licence_of(told: Message | Any) -> str:
    """The expression (PEP 639), else the classifiers, else the field when it is a name and not a text."""
    expression = told.get("License-Expression")
    if expression:
        return str(expression)
    named = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith(_CLASSIFIER)]
    told_so = str(told.get("License") or "").strip()
    if told_so and len(told_so) <= _LONG and not told_so.upper().startswith(("UNKNOWN", "COPYRIGHT")):
        return told_so
    return ", ".join(each for each in named if each != "OSI Approved") or told_so.partition("\n")[0][:_LONG]


def _packages(project: Path) -> list[metadata.Distribution]:
    found = []
    try:
        lines = (project / LOCK).read_text("utf-8").splitlines()
    except OSError:
        return []
    for line in dict.fromkeys(each.partition("==")[0] + "==" for each in lines if "==" in each):
        named = re.match(r"([A-Za-z0-9._-]+)==", line)
        if named:
            try:
                found.append(metadata.distribution(named[1]))
            except metadata.PackageNotFoundError:
                continue  # for another system
    return sorted(found, key=lambda each: str(each.metadata["Name"]).lower())


def _first_line(path: Path) -> str:
    text = path.read_text("utf-8") if path.is_file() else ""
    if "SIL OPEN FONT LICENSE" in text.upper():
        return "OFL-1.1"
    return text.strip().partition("\n")[0].strip()[:_LONG]


@QmlElement
class AboutDesk(QObject):
    """`begin` reads the list; `readTexts` the licences themselves."""

    changed = Signal()

    def __init__(self, room: Room | None = None, project: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._project = project or Path()
        self._rows = RowModel(Shipped, self)
        self._text = ""

    @Property(RowModel, constant=True)
    def rows(self) -> RowModel:
        return self._rows

    @Property(str, constant=True)
    def version(self) -> str:
        return __version__

    @Property(str, notify=changed)
    def text(self) -> str:
        """Of the one that was chosen."""
        return self._text

    @Slot()
    def begin(self) -> None:
        self._text = ""
        self.changed.emit()
        aside(self._room.worker, "about", lambda: shipped(self._project), self._rows.replace, self._room.say_problem)

    @Slot(str)
    def readText(self, name: str) -> None:
        aside(self._room.worker, "about", lambda: [text for whose, text in texts(self._project) if whose == name], self._show,
              self._room.say_problem)

    @Slot(result=bool)
    def back(self) -> bool:
        """From the licence to the list; false when there is no step back."""
        reading = self._text != ""
        self.closeText()
        return reading

    @Slot()
    def closeText(self) -> None:
        self._text = ""
        self.changed.emit()

    def _show(self, found: list[str]) -> None:
        self._text = "\n\n\n".join(map(flowing, found))
        self.changed.emit()
