"""Whether an after-photo shows the place of the before-photo, in words. Advice for who takes it and for who checks it; nothing
here ever stops an act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from fieldclient.capture.verdicts import AfterPhoto, View
from fieldclient.ui.cases.looks import leading
from fieldclient.ui.evidence.advising import ask_advice
from fieldclient.ui.evidence.editor import LARGE_PX
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.words import Words
from fieldclient.work.advice import Match
from fieldclient.work.views import CasePage, DraftView, PhotoView
from sync.protocol.lifecycle import Act
from sync.protocol.marks import Marks, only_hiding
from sync.protocol.media import MediaKind
from sync.protocol.position import Position

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1

_LOOKS = {
    View.MATCH: ("done", "check-circle"), View.DOUBTFUL: ("neutral", "question"), View.DIFFERENT: ("attention", "alert-circle"),
}
_LAID_OVER = frozenset({Act.FEEDBACK, Act.CHECK_PASS, Act.CHECK_NOT_PASS})  # acts whose photo should show the same spot


@QmlElement
class CaseMatch(QObject):
    """One comparison; empty while there is nothing to compare or nothing of it is on this device."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._key: tuple[Any, ...] = ()
        self._match: Match | None = None
        self._waits = False
        if room is not None and room.tongue is not None:
            room.tongue.changed.connect(self.changed)

    def look_at_case(self, page: CasePage | None) -> None:
        """The handler's photo beside those of the report."""
        photo = _photo(page.after) if page is not None else None
        self._look(page, photo.sha256 if photo is not None else "", None)

    def look_at_draft(self, page: CasePage | None, view: DraftView | None) -> None:
        """The photo of the act that is being written, while another can still be taken."""
        there = view if page is not None and view is not None and view.act in _LAID_OVER and view.case_id == page.row.id else None
        photo = _photo(there.photos) if there is not None else None
        here = there.position if there is not None else None
        self._look(page, photo.sha256 if photo is not None else "", here)

    def _look(self, page: CasePage | None, after: str, here: Position | None) -> None:
        reported = page.before if page is not None else ()
        before = tuple(each.sha256 for each in reported if each.path is not None and each.kind is MediaKind.PHOTO)
        key = (before, after, here) if before and after and page is not None else ()
        if key == self._key:
            return
        self._key, self._match, self._waits = key, None, bool(key)
        self.changed.emit()
        if page is None or not key:
            return
        place, received_at = page.position, page.received_at

        def came(match: Match | None) -> None:
            if key == self._key:
                self._match, self._waits = match, False
                self.changed.emit()

        ask_advice(
            self._room, f"match {id(self)}",
            lambda advice: advice.match(before, after, case_place=place, here=here, received_at=received_at), came,
            lambda: came(None))

    @property
    def best(self) -> str:
        """The photo of before that the after-photo fits best; empty while that is not known."""
        return self._match.before if self._match is not None else ""

    @property
    def after(self) -> str:
        return str(self._key[1]) if self._key else ""

    @Property(str, notify=changed)
    def view(self) -> str:
        """match, doubtful or different; empty while there is nothing to say."""
        return self._match.found.view.value if self._match is not None else ""

    @Property(bool, notify=changed)
    def comparing(self) -> bool:
        """The answer is on its way: its place is kept, so that nothing moves under a finger when it comes."""
        return self._waits

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._room.words.of(self._match.found.view) if self._match is not None else ""

    @Property(str, notify=changed)
    def meaning(self) -> str:
        return _LOOKS[self._match.found.view][0] if self._match is not None else "neutral"

    @Property(str, notify=changed)
    def symbol(self) -> str:
        return _LOOKS[self._match.found.view][1] if self._match is not None else ""

    @Property(str, notify=changed)
    def facts(self) -> str:
        return match_facts(self._room.words, self._match.found) if self._match is not None else ""

    @Property(str, notify=changed)
    def help(self) -> str:
        """What would make it clearer, for who can still take another photo."""
        clear = self._match is None or self._match.found.view is View.MATCH
        return "" if clear else self._room.words.phrase("match_help")


def _photo(files: Sequence[PhotoView]) -> PhotoView | None:
    """The one that stands for them; a voice or a video is laid over nothing."""
    return leading([file for file in files if file.kind is MediaKind.PHOTO])


@QmlElement
class CaseMatches(QObject):
    """The two comparisons of the cases room, and the two large photos that are laid over each other."""

    changed = Signal()

    def __init__(self, room: Room | None = None, case: Any = None, editor: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._case, self._editor = case, editor
        self._handled, self._own = CaseMatch(room, self), CaseMatch(room, self)
        self._before = self._after = ""
        if case is not None and editor is not None:
            case.changed.connect(self._look)
            editor.changed.connect(self._look)

    def _look(self) -> None:
        self._handled.look_at_case(self._case.page)
        self._own.look_at_draft(self._case.page, self._editor.view)

    @Property(CaseMatch, constant=True)
    def handled(self) -> CaseMatch:
        """The handler's photo beside those of the report."""
        return self._handled

    @Property(CaseMatch, constant=True)
    def own(self) -> CaseMatch:
        """The same for the photo of the act that is being written."""
        return self._own

    @Property(str, notify=changed)
    def before(self) -> str:
        """The large photos: sources of an Image, empty while they are being made."""
        return self._before

    @Property(str, notify=changed)
    def after(self) -> str:
        return self._after

    def lay_over(self, before: str, after: str) -> None:
        """Of the photos of before the one that fits, where that is known."""
        self._load(self._handled.best or before, after)

    def lay_own_over(self) -> None:
        self._load(self._own.best, self._own.after)

    def _load(self, before: str, after: str) -> None:
        self._before = self._after = ""
        hides = self._hides()
        first, last = hides.get(before, ()), hides.get(after, ())
        self._room.ask(lambda desk: desk.marking.picture(before, first, LARGE_PX), lambda path: self._show(before=path))
        self._room.ask(lambda desk: desk.marking.picture(after, last, LARGE_PX), lambda path: self._show(after=path))

    def _hides(self) -> dict[str, Marks]:
        """What is hidden stays hidden here; arrows and cuts would stand in the way of comparing."""
        page, view = self._case.page, self._editor.view
        photos = (*page.before, *page.after, *page.others) if page is not None else ()
        return {photo.sha256: only_hiding(photo.marks) for photo in (*photos, *(view.photos if view is not None else ()))}

    def _show(self, before: Path | None = None, after: Path | None = None) -> None:
        if before is not None:
            self._before = file_url(str(before))
        if after is not None:
            self._after = file_url(str(after))
        self.changed.emit()


def match_facts(words: Words, found: AfterPhoto) -> str:
    """How far apart, how much another way, and how long after receipt; what is not known is left out."""
    told = []
    if found.distance_m is not None:
        told.append(words.phrase("away_from_before", distance=words.distance(found.distance_m)))
    if found.bearing_off_deg is not None:
        told.append(words.phrase("bearing_off", degrees=f"{found.bearing_off_deg:.0f}"))
    if found.after_s is not None:
        phrase = "after_receipt" if found.after_s >= 0 else "before_receipt"
        told.append(words.phrase(phrase, time=words.lasting(abs(found.after_s))))
    return " · ".join(told)
