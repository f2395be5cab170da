"""A draft under the person's hands: every field is on its way to the disk as soon as it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.state import DraftState, read_quantity
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.room import Room
from fieldclient.work.views import DraftView
from sync.protocol.marks import Marks
from sync.protocol.media import Shot, Usage
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1

_TYPING_MS = 400  # a pause in typing this long is saved; a power cut costs at most the word being typed
_GONE_MS = 60  # the page of what was sealed is off the screen by then
LARGE_PX = 2048  # the long side of a photo that is looked at


@QmlElement
class DraftEditor(DraftState):
    """One draft. `submitted` comes once, with the case id."""

    opened = Signal()
    submitted = Signal(str)
    discarded = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(room, parent)
        self._looked_at: tuple[str, Marks] = ("", ())  # which photo, with what was drawn on it
        self._pause = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self._cleared = QTimer(self, interval=_GONE_MS, singleShot=True)
        self._cleared.timeout.connect(self._show)

    # Opening and saving

    def open(self, job: Callable[[Any], DraftView], done: Callable[[DraftView], None] | None = None) -> None:
        """Show the draft that `job` gives. What is still being typed into another one is saved first."""
        self.leave()

        def show(view: DraftView) -> None:
            self._reminded = self._submitting = False
            self._number = ""
            self._sent.clear()
            self._take(view)
            self.opened.emit()
            if done is not None:
                done(view)

        self._room.do(job, show)

    def reload(self) -> None:
        """Look again; a draft that is gone (sealed or discarded elsewhere) is let go."""
        if self._view is None or self._submitting:
            return
        draft_id = self._view.id
        self._room.ask(lambda desk: desk.draft(draft_id), self._refresh, lambda problem: self._lost(draft_id, problem))

    def _lost(self, draft_id: str, problem: Problem) -> None:
        """It is no draft of who works here now: theirs it stays, out of sight."""
        if problem.code is Code.BODY_INVALID and self._view is not None and self._view.id == draft_id and not self._submitting:
            self._pause.stop()
            self._typed.clear()
            self._sent.clear()
            self._view = None
            self._show()
            self.discarded.emit()

    def _refresh(self, view: DraftView) -> None:
        if self._view is not None and view.id == self._view.id and not self._submitting:
            self._take(view)
            sha256, marks = self._looked_at
            if any(photo.sha256 == sha256 and photo.marks != marks for photo in view.photos):
                self.showPhoto(sha256)  # it was drawn on meanwhile

    def leave(self) -> bool:
        """Let it go as it is, everything typed saved. True when something of it is kept; an empty one leaves no trace."""
        if self._view is None:
            return False
        kept, draft_id = not self.is_empty(), self._view.id
        self.flush()
        if not kept and not self._submitting:
            self._room.do(lambda desk: desk.discard_draft(draft_id))
        self._view = None
        self._sent.clear()
        self._show()
        return kept

    @Slot(str, str)
    def write(self, name: str, text: str) -> None:
        """A field that is being typed: saved after a short pause or on leaving."""
        if self._view is None or text == self.text_of(name):
            return
        self._typed[name] = text
        if name == "quantity":
            self._number = text
        self._pause.start()
        self.changed.emit()

    @Slot(str, str)
    def choose(self, name: str, value: str) -> None:
        """A field that is chosen: saved at once."""
        if self._view is None:
            return
        self._typed[name] = value
        self.flush()
        self.changed.emit()

    @Slot()
    def toggleCampaign(self) -> None:
        """Out of it, and back into the one it was taken out of."""
        view = self._view
        if view is None:
            return
        if view.campaign:
            self.choose("campaign", "")
        elif view.campaign_left is not None:
            self.choose("campaign", view.campaign_left.code)

    @Slot()
    def flush(self) -> None:
        self._pause.stop()
        typed, self._typed = self._typed, {}
        if self._view is None:
            return
        draft_id = self._view.id
        for name, text in typed.items():
            self._sent[name] = text
            self._save(draft_id, name, text)

    def _save(self, draft_id: str, name: str, text: str) -> None:
        value: str | float | None = read_quantity(text) if name == "quantity" else text

        def saved(view: DraftView) -> None:
            if self._sent.get(name) == text and view.id == draft_id:
                del self._sent[name]
            self._refresh(view)

        def failed(problem: Problem) -> None:
            if self._sent.get(name) == text and self._view is not None and self._view.id == draft_id:
                self._typed.setdefault(name, self._sent.pop(name))  # kept on the screen, tried again on leaving
            self._room.say_problem(problem)

        self._room.do(lambda desk: desk.save_field(draft_id, name, value), saved, failed)

    # Photos

    def change(self, job: Callable[[Any, str], DraftView], done: Callable[[DraftView], None] | None = None) -> None:
        """Change the draft by a call of the desk that gives it back."""
        if self._view is None:
            return
        draft_id = self._view.id

        def changed(view: DraftView) -> None:
            self._refresh(view)
            if done is not None:
                done(view)

        self._room.do(lambda desk: job(desk, draft_id), changed)

    def add_files(self, paths: Sequence[Path], slot: str = "") -> None:
        shot, usage = self.shot_of(slot), self.usage_of(slot)
        self.change(lambda desk, draft_id: desk.add_photos(draft_id, paths, shot=shot, usage=usage), self._say_notes)

    def add_bytes(self, data: bytes, slot: str = "", position: Position | None = None) -> None:
        shot, usage = self.shot_of(slot), self.usage_of(slot)
        self.change(lambda desk, draft_id: desk.add_photo_bytes(draft_id, data, shot=shot, position=position, usage=usage))

    def shot_of(self, slot_key: str) -> Shot | None:
        return next((slot.shot for slot, _ in self.placed().slots if slot.key == slot_key), None)

    def usage_of(self, slot_key: str) -> Usage | None:
        """Of which it is evidence, where that is not the same for all photos of the act."""
        return next((slot.usage for slot, _ in self.placed().slots if slot.key == slot_key), None)

    @Slot(str)
    def showPhoto(self, sha256: str) -> None:
        """Have an upright picture of it made that fills a screen; the thumbnail stands in until then."""
        photos = self._view.photos if self._view else ()
        self._large = next((file_url(photo.thumbnail) for photo in photos if photo.sha256 == sha256), "")
        self.changed.emit()

        marks = next((photo.marks for photo in photos if photo.sha256 == sha256), ())
        self._looked_at = sha256, marks

        def made(path: Path) -> None:
            if self._looked_at == (sha256, marks):
                self._large = file_url(str(path))
                self.changed.emit()

        self._room.ask(lambda desk: desk.marking.picture(sha256, marks, LARGE_PX), made)

    @Slot(str, str)
    def movePhoto(self, sha256: str, slot: str) -> None:
        shot, usage = self.shot_of(slot) or Shot.OTHER, self.usage_of(slot)
        self.change(lambda desk, draft_id: desk.move_photo(draft_id, sha256, shot, usage))

    @Slot(str)
    def removePhoto(self, sha256: str) -> None:
        self.change(lambda desk, draft_id: desk.remove_photo(draft_id, sha256))

    def _say_notes(self, view: DraftView) -> None:
        refused = [note for note in view.notes if note.next.value == "stop"]
        if refused:
            self._room.say_problem(refused[0])

    # Ending

    @Slot()
    def submit(self) -> None:
        """Seal it. A second tap while it is being sealed does nothing; what is missing is said, and nothing is lost."""
        if self._view is None or self._submitting:
            return
        self.flush()
        self._submitting = True
        self.changed.emit()
        draft_id = self._view.id
        self._room.do(lambda desk: desk.submit(draft_id), self._sealed, self._not_sealed)

    def _sealed(self, case_id: str) -> None:
        self._view = None
        self._typed.clear()
        self._sent.clear()
        self._submitting = self._reminded = False
        self.submitted.emit(case_id)
        self._cleared.start()  # the page goes first: emptying it takes as long again, and is nobody's to see

    def _not_sealed(self, problem: Problem) -> None:
        self._submitting = False
        self._reminded = problem.code is Code.PART_MISSING
        self._show()
        self._room.say_problem(problem)

    @Slot()
    def discard(self) -> None:
        """Out of sight, with a way back in the toast."""
        if self._view is None:
            return
        self.flush()
        draft_id = self._view.id

        def gone(_: object) -> None:
            self._view = None
            self._show()
            self._room.say(self._room.words.phrase("draft_discarded"), self._room.words.phrase("undo"),
                           lambda: self.open(lambda desk: desk.undo_discard(draft_id)))
            self.discarded.emit()

        self._room.do(lambda desk: desk.discard_draft(draft_id), gone)

