"""One case on the screen: its head, photos, buttons, story and what of mine is not settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases.case_outward import CaseOutward
from fieldclient.ui.cases.looks import leading, stage_icon, stage_text
from fieldclient.ui.cases.story import (
    ActRow,
    CasePhoto,
    FactLine,
    StepRow,
    UnsentRow,
    act_rows,
    fact_lines,
    photo_rows,
    step_rows,
    unsent_rows,
)
from fieldclient.ui.cases.telling import DiscardedRow, contact_rows, discarded_rows
from fieldclient.ui.parts.case_line import case_title, file_url, stage_meaning
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.parts.turns import Turns
from fieldclient.work.views import CasePage, PhotoView
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Stage

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CaseState(QObject):
    """What the case page shows. `show` takes a new page of the store; rows that did not change stay where they are. They come in
    several turns of the loop, and the page itself with the last of them: no case is open with half of its rows, or another's."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._page: CasePage | None = None
        self._now: datetime | None = None
        self._doing: set[str] = set()
        self._acts = RowModel(ActRow, self, spread=True)
        self._steps = RowModel(StepRow, self, spread=True)
        self._facts = RowModel(FactLine, self, spread=True)
        self._photos = RowModel(CasePhoto, self, spread=True)
        self._unsent = RowModel(UnsentRow, self, spread=True)
        self._contacts = RowModel(StepRow, self, spread=True)
        self._discarded = RowModel(DiscardedRow, self, spread=True)
        self._outward = CaseOutward(room, self)
        self._turns = Turns(self)

    @property
    def page(self) -> CasePage | None:
        return self._page

    @property
    def now(self) -> datetime | None:
        """The hub's time when the page was asked for."""
        return self._now

    def wait(self) -> None:
        """Another case is on its way, and nothing is shown until it is there. Rows that both have are kept: making the row of a
        fact anew costs the window's thread more than changing its words."""
        self._turns.stop()
        self._page = None
        self.changed.emit()

    def clear(self) -> None:
        self._turns.stop()
        self._page = None
        for model in (self._acts, self._steps, self._facts, self._photos, self._unsent, self._contacts, self._discarded):
            model.replace([])
        self._outward.clear()
        self.changed.emit()

    def show(self, page: CasePage, now: datetime, done: Callable[[], None] = lambda: None) -> None:
        """`done`: all of it is there."""
        words = self._room.words
        pictures = {photo.sha256: picture_of(photo) for photo in (*page.before, *page.after, *page.others)}

        def whole() -> None:
            self._page, self._now = page, now
            self.changed.emit()
            done()

        self._turns.begin((
            lambda: self._acts.replace(act_rows(words, page.acts)),
            lambda: self._steps.replace(step_rows(words, page.timeline, pictures, now)),
            lambda: self._facts.replace(fact_lines(words, page, now)),
            lambda: self._photos.replace(photo_rows(words, page, pictures, now)),
            lambda: self._unsent.replace(unsent_rows(words, page.unsent)),
            lambda: self._contacts.replace(contact_rows(words, page.contacts, now)),
            lambda: self._discarded.replace(discarded_rows(words, page.discarded, now)),
            lambda: self._outward.show(page, now),
            whole,
        ))

    def mark_doing(self, act: str, doing: bool) -> None:
        """An act was touched and is not durable yet: its button says so at once and takes no second tap."""
        (self._doing.add if doing else self._doing.discard)(act)
        self.changed.emit()

    def is_doing(self, act: str) -> bool:
        return act in self._doing

    # Rows

    @Property(RowModel, constant=True)
    def acts(self) -> RowModel:
        return self._acts

    @Property(RowModel, constant=True)
    def steps(self) -> RowModel:
        return self._steps

    @Property(RowModel, constant=True)
    def facts(self) -> RowModel:
        return self._facts

    @Property(RowModel, constant=True)
    def photos(self) -> RowModel:
        return self._photos

    @Property(RowModel, constant=True)
    def unsent(self) -> RowModel:
        return self._unsent

    @Property(RowModel, constant=True)
    def contacts(self) -> RowModel:
        """Calls and visits, the newest first."""
        return self._contacts

    @Property(CaseOutward, constant=True)
    def outward(self) -> CaseOutward:
        """What others than colleagues see of it."""
        return self._outward

    @Property(RowModel, constant=True)
    def discarded(self) -> RowModel:
        """Drafts of acts on this case that can still be brought back."""
        return self._discarded

    # The head

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return self._page is not None

    @Property(str, notify=changed)
    def caseId(self) -> str:
        return self._page.row.id if self._page else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        if self._page is None:
            return ""
        title = case_title(self._page.row, self._room.words)
        return f"{title} · {self._page.row.place}" if self._page.row.place else title

    @Property(str, notify=changed)
    def number(self) -> str:
        return (self._page.row.number or self._page.row.local_reference) if self._page else ""

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._page.row.stage.value if self._page and self._page.row.stage else ""

    @Property(str, notify=changed)
    def stageText(self) -> str:
        return stage_text(self._room.words, self._page.row.stage) if self._page else ""

    @Property(str, notify=changed)
    def stageMeaning(self) -> str:
        return stage_meaning(self._page.row.stage) if self._page else "neutral"

    @Property(str, notify=changed)
    def stageSymbol(self) -> str:
        return stage_icon(self._page.row.stage) if self._page else ""

    @Property(str, notify=changed)
    def light(self) -> str:
        return self._page.row.light.value if self._page else "none"

    @Property(str, notify=changed)
    def lightText(self) -> str:
        if self._page is None or self._now is None:
            return ""
        row = self._page.row
        return self._room.words.deadline(row.light, row.due_at, row.overdue_by_s, self._now)

    @Property(str, notify=changed)
    def delivery(self) -> str:
        return self._page.row.delivery.value if self._page else "none"

    @Property(str, notify=changed)
    def deliveryText(self) -> str:
        return self._room.words.of(self._page.row.delivery) if self._page else ""

    @Property(bool, notify=changed)
    def urgent(self) -> bool:
        return self._page is not None and self._page.row.priority is Priority.URGENT

    @Property(bool, notify=changed)
    def holdMedia(self) -> bool:
        """The hub still waits for photos before anybody looks at it."""
        return self._page is not None and self._page.hold_media

    @Property(str, notify=changed)
    def doing(self) -> str:
        return next(iter(self._doing), "")

    # Words and result

    @Property(str, notify=changed)
    def description(self) -> str:
        return self._page.description if self._page else ""

    @Property(str, notify=changed)
    def reply(self) -> str:
        return self._page.reply if self._page else ""

    @Property(str, notify=changed)
    def resultTitle(self) -> str:
        """The result and how much of what; empty before there is one."""
        page = self._page
        if page is None or page.result is None:
            return ""
        words = self._room.words
        told = words.of(page.result)
        return f"{told} · {words.quantity(page.quantity, page.unit)}" if page.quantity is not None else told

    @Property(str, notify=changed)
    def resultText(self) -> str:
        return self._page.result_text if self._page else ""

    @Property(str, notify=changed)
    def rating(self) -> str:
        return self._page.rating.value if self._page and self._page.rating else ""

    @Property(str, notify=changed)
    def ratingText(self) -> str:
        return self._room.words.of(self._page.rating) if self._page and self._page.rating else ""

    # Before and after

    @Property(str, notify=changed)
    def before(self) -> str:
        return picture_of(leading(self._page.before)) if self._page else ""

    @Property(str, notify=changed)
    def after(self) -> str:
        return picture_of(leading(self._page.after)) if self._page else ""

    @Property(str, notify=changed)
    def beforeHash(self) -> str:
        return self.hashes()[0]

    @Property(str, notify=changed)
    def afterHash(self) -> str:
        return self.hashes()[1]

    def hashes(self) -> tuple[str, str]:
        """The two photos that stand for before and after; empty where there is none."""
        if self._page is None:
            return "", ""
        return hash_of(leading(self._page.before)), hash_of(leading(self._page.after))

    @Property(bool, notify=changed)
    def handled(self) -> bool:
        """There is, or will be, something to compare the first photos with."""
        stages = (Stage.HANDLING, Stage.SUSPENDED, Stage.HANDLED, Stage.CHECKING, Stage.CHECKED, Stage.CLOSED)
        return self._page is not None and (bool(self._page.after) or self._page.row.stage in stages)

    @Slot(str, result=str)
    def captionOf(self, sha256: str) -> str:
        return next((row.caption for row in self._photos.rows if row.id == sha256), "")


def picture_of(photo: PhotoView | None) -> str:
    return file_url(photo.picture) if photo is not None else ""


def hash_of(photo: PhotoView | None) -> str:
    return photo.sha256 if photo is not None else ""
