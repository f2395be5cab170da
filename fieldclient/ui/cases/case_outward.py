"""What of a case goes outward: the plain steps that its reporter sees, and the photos that may be shown to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.story import label_of, reason_word, shot_rank
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.progress import PublicStep, Reach
from fieldclient.work.views import CasePage, PhotoView
from sync.protocol.media import MediaKind

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

_SYMBOLS = {Reach.DONE: "check", Reach.NOW: "circle-dot", Reach.AHEAD: "circle"}
_MEANINGS = {Reach.DONE: "done", Reach.NOW: "inHand", Reach.AHEAD: "neutral"}


@dataclass(frozen=True)
class ProgressRow:
    id: str
    title: str
    when: str  # empty for what is ahead
    text: str
    symbol: str
    meaning: str
    ahead: bool
    spoken: str


@dataclass(frozen=True)
class OutPhoto:
    """A photo that may be let out."""

    id: str  # its hash
    picture: str
    label: str


@QmlElement
class CaseOutward(QObject):
    """Of the case that is shown."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room: Any = room
        self._steps = RowModel(ProgressRow, self, spread=True)
        self._before = RowModel(OutPhoto, self)
        self._after = RowModel(OutPhoto, self)
        self._away: list[str] = []

    def show(self, page: CasePage, now: datetime) -> None:
        words = self._room.words
        self._steps.replace(progress_rows(words, page.progress, now))
        self._before.replace(out_photos(words, page.before))
        self._after.replace(out_photos(words, page.after))
        self._away = photos_away((*page.before, *page.after))
        self.changed.emit()

    def clear(self) -> None:
        self._away = []
        self.changed.emit()
        for model in (self._steps, self._before, self._after):
            model.replace([])

    @Slot()
    def fetch(self) -> None:
        """Have the photos brought that are not here: who decides over a result is seldom who handled it, and photos of cases that
        ask nothing of a person do not come by themselves."""
        away = tuple(self._away)
        if away:
            self._room.do(lambda desk: [desk.closely.fetch_again(sha256) for sha256 in away])

    @Property(int, notify=changed)
    def away(self) -> int:
        """How many photos the hub has and this device has not."""
        return len(self._away)

    @Property(RowModel, constant=True)
    def steps(self) -> RowModel:
        """How far my report is; none of somebody else's."""
        return self._steps

    @Property(RowModel, constant=True)
    def before(self) -> RowModel:
        return self._before

    @Property(RowModel, constant=True)
    def after(self) -> RowModel:
        return self._after


def progress_rows(words: Words, steps: Sequence[PublicStep], now: datetime) -> list[ProgressRow]:
    """Each with its time, or what is being waited for. Spoken in one sentence, with its place among the others."""
    rows = []
    for number, step in enumerate(steps, 1):
        title = words.of(step.end) if step.end is not None else words.of(step.stage)
        when = words.moment(step.at, now) if step.at is not None else ""
        text = _told(words, step, now)
        place = words.phrase("progress_of", number=str(number), count=str(len(steps)))
        spoken = ", ".join(part for part in (place, title, words.phrase(f"progress_{step.reach.value}"), when, text) if part)
        ended = step.end is not None
        rows.append(ProgressRow(
            id=step.stage.value, title=title, when=when, text=text, symbol="info" if ended else _SYMBOLS[step.reach],
            meaning="neutral" if ended else _MEANINGS[step.reach], ahead=step.reach is Reach.AHEAD, spoken=spoken))
    return rows


def _told(words: Words, step: PublicStep, now: datetime) -> str:
    if step.unsent:
        return words.phrase("progress_unsent")
    if step.end is not None:
        return " · ".join(part for part in (reason_word(words, step.reason), step.text) if part)
    if step.rated is not None:
        return words.phrase("progress_rated", rating=words.of(step.rated))
    if step.to_rate_until is not None and step.to_rate_until > now:
        return words.phrase("progress_rate", time=words.moment(step.to_rate_until, now))
    return words.phrase("progress_round", round=str(step.round)) if step.round > 1 else ""


def out_photos(words: Words, photos: Sequence[PhotoView]) -> list[OutPhoto]:
    """Only what can be looked at here: nobody lets out a photo that they have not seen."""
    seen = [photo for photo in photos if photo.kind is MediaKind.PHOTO and photo.picture]
    found = {photo.sha256: photo for photo in sorted(seen, key=shot_rank)}
    return [OutPhoto(sha256, file_url(photo.picture), label_of(words, photo)) for sha256, photo in found.items()]


def photos_away(photos: Sequence[PhotoView]) -> list[str]:
    """The hashes of those that cannot be looked at here yet."""
    return list(dict.fromkeys(photo.sha256 for photo in photos if photo.kind is MediaKind.PHOTO and photo.path is None))
