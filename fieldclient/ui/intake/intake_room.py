"""The intake of a card or folder: what to take, how far it is, the table to sort on, and the drafts that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.intake.clock_desk import ClockDesk
from fieldclient.ui.intake.course import Course
from fieldclient.ui.intake.harvest import Harvest
from fieldclient.ui.intake.places import PlaceList
from fieldclient.ui.intake.progress import IntakeProgress
from fieldclient.ui.intake.sort_table import SortTable
from fieldclient.ui.intake.subjects import SubjectPicker
from fieldclient.ui.intake.track_map import TrackMap
from fieldclient.ui.intake.whose import Whose
from fieldclient.ui.parts.room import Room
from fieldclient.work.card.cards import Open
from fieldclient.work.card.sorting import Sorting, lay_out, read_again, to_text

QML_IMPORT_NAME = "fieldclient.ui.intake"
QML_IMPORT_MAJOR_VERSION = 1

CHOOSE, TAKING, SORT, DONE = "choose", "taking", "sort", "done"


@QmlElement
class IntakeRoom(Room):
    """`step` is the page: choose, taking, sort, done. What is under way goes on when the room is left."""

    stepChanged = Signal()
    nameChanged = Signal()
    left = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._step = CHOOSE
        self._heard = False  # the intake's thread has called, and the window has not looked yet
        self._now: datetime | None = None
        self._folders: tuple[str, ...] = ()
        self._tracks: tuple[str, ...] = ()
        self._open: Open | None = None
        self._progress = IntakeProgress(self)
        self._places = PlaceList(self)
        self._table = SortTable(self)
        self._table.keep = self._keep
        self._clocks = ClockDesk(self, self._table)
        self._map = TrackMap(self, self._table)
        self._subjects = SubjectPicker(self)
        self._harvest = Harvest(self)
        self._whose = Whose(self)
        self._whose.another.connect(self._leave_to_another)

    # What the page binds to

    @Property(PlaceList, constant=True)
    def places(self) -> PlaceList:
        return self._places

    @Property(SortTable, constant=True)
    def table(self) -> SortTable:
        return self._table

    @Property(ClockDesk, constant=True)
    def clocks(self) -> ClockDesk:
        return self._clocks

    @Property(TrackMap, constant=True)
    def map(self) -> TrackMap:
        return self._map

    @Property(SubjectPicker, constant=True)
    def subjects(self) -> SubjectPicker:
        return self._subjects

    @Property(Harvest, constant=True)
    def harvest(self) -> Harvest:
        return self._harvest

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._step

    @Property(IntakeProgress, constant=True)
    def progress(self) -> IntakeProgress:
        return self._progress

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        """The folders, for a title."""
        return self._places.title(self._folders)

    @Property(str, notify=stepChanged)
    def openText(self) -> str:
        """An intake that was not sorted to its end; empty when there is none."""
        there = self._open if self._step == CHOOSE else None
        return self.words.phrase("intake_open", name=self._places.title(there.folders)) if there is not None else ""

    def now(self) -> datetime:
        """By the store's clock, as it was last told."""
        return self._now or datetime.now().astimezone()

    # Coming and going

    def _leave_to_another(self) -> None:
        """They find the first page; what was on the table is remembered for who laid it out."""
        self._harvest.clear()
        self._let_go()
        self._go(CHOOSE)

    def refresh(self) -> None:
        def look(desk: Any) -> tuple[datetime, Open | None]:
            return desk.now(), desk.cards.recall() if self._step == CHOOSE else None

        self.ask(look, self._look_again)
        if self._step == CHOOSE:
            self._places.load()
        elif self._step == SORT:
            self._table.apply(lambda now: now)

    def _look_again(self, answer: tuple[datetime, Open | None]) -> None:
        self._now, found = answer
        if self._step == CHOOSE:
            self._open = found
        self.mark_loaded()
        self.stepChanged.emit()

    @Slot(str)
    def begin(self, folder: str) -> None:
        """From elsewhere, with a card or without. What is under way is shown instead."""
        if self._step == DONE:
            self._go(CHOOSE)
        if self._step == CHOOSE and folder:
            self._places.add(folder, "card")

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back inside the page; False when the page itself is left."""
        if self._step == DONE:
            self._go(CHOOSE)
        return self._step == SORT and self._table.chooseNone()

    def _go(self, step: str) -> None:
        if step != self._step:
            self._step = step
            self.stepChanged.emit()
            self._note_change()

    # Taking in

    @Slot()
    def start(self) -> None:
        """Take in what is chosen."""
        self._begin(self._places.chosen(), self._places.tracks(), Sorting())

    @Slot()
    def resume(self) -> None:
        """Go on with the intake that was not finished, with all that was done to it."""
        if self._open is not None:
            self._begin(self._open.folders, self._open.tracks, self._open.sorting)

    @Slot()
    def goOn(self) -> None:
        """After a stop, or after a pause."""
        if self._progress.course.paused:
            self.worker.ask(lambda desk: desk.cards.go_on(), lambda _: self._look_at_course())
        else:
            self._begin(self._folders, self._tracks, self._table.sorting)

    @Slot()
    def pause(self) -> None:
        self.worker.ask(lambda desk: desk.cards.pause(), lambda _: self._look_at_course())

    @Slot()
    def cancel(self) -> None:
        """What was kept stays, and can be sorted."""
        self.worker.ask(lambda desk: desk.cards.cancel(), lambda _: self._look_at_course())

    def _begin(self, folders: Sequence[str], tracks: Sequence[str], before: Sorting) -> None:
        if not folders:
            return
        self._folders, self._tracks, self._open = tuple(folders), tuple(tracks), None
        self._progress.show(Course("finding"))
        text = to_text(before, folders, tracks)

        def job(desk: Any, now: Sorting) -> Sorting:
            desk.cards.remember(text)
            desk.cards.take(folders, self._hear)
            return before

        self._table.work(job, self.worker.tell_changed)  # the home page leads back to what is open
        self._go(TAKING)
        self.nameChanged.emit()

    def _hear(self) -> None:
        """On the intake's thread, for each file."""
        if not self._heard:
            self._heard = True
            self.worker.later(self._look_at_course)

    def _look_at_course(self) -> None:
        self._heard = False
        self.ask(lambda desk: (desk.cards.course, desk.now()), self._take_course)

    def _take_course(self, answer: tuple[Course, datetime]) -> None:
        before, (course, self._now) = self._progress.course, answer
        if not self._folders:
            return  # it was put aside meanwhile
        self._progress.show(course)
        taken = course.stage in ("pictures", "done")
        if taken and before.stage not in ("pictures", "done"):
            self._lay_out()
        elif self._step == SORT and taken and self._progress.new_pictures(before):
            self._table.work(self._read)  # with them come those of which nothing can be seen

    # Sorting

    def _lay_out(self) -> None:
        problems: list[Any] = []

        def job(desk: Any, now: Sorting) -> Sorting:
            photos, tracks, found = desk.cards.on_table(self._folders, self._tracks)
            problems.extend(found)
            return lay_out(photos, tracks, now)

        def done() -> None:
            for _, problem in problems:
                self.say_problem(problem)
            if self._step == TAKING and self._table.sorting.by_key():
                self._go(SORT)

        self._table.work(job, done)

    def _read(self, desk: Any, now: Sorting) -> Sorting:
        """The rows again, on the table as it is."""
        return read_again(now, desk.cards.read(self._folders))

    def _keep(self, desk: Any, sorting: Sorting) -> None:
        here = self._whose.person in ("", desk.cards.person())  # the window may not know yet that somebody else came
        if here and self._folders and self._step in (TAKING, SORT):
            desk.cards.remember(to_text(sorting, self._folders, self._tracks))

    @Slot(QUrl)
    def addTrack(self, url: QUrl) -> None:
        """Before the intake, or while sorting: then it counts at once."""
        self._places.add_track(url.toLocalFile())
        if self._step == SORT:
            self._tracks = self._places.tracks()
            self._lay_out()

    # Drafts

    @Slot("QStringList")
    def makeDrafts(self, group_ids: Sequence[str]) -> None:
        """Of these groups, or of all when none is named. What is left stays on the table."""
        sorting = self._table.sorting
        wanted = list(group_ids) or [each.id for each in sorting.board.groups]

        def made(ids: list[str]) -> None:
            self.say(self.words.phrase("intake_drafts", count=str(len(ids))))
            self._harvest.show(ids)
            self._table.work(self._read, self._after_drafts)

        self.do(lambda desk: desk.cards.make_drafts(sorting, wanted), made)

    def _after_drafts(self) -> None:
        if not self._folders:
            return  # another person came meanwhile
        if not self._table.sorting.board.groups:
            self._finish()
        self._go(DONE)

    @Slot()
    def sortOn(self) -> None:
        """Back to what is left on the table."""
        self._go(SORT if self._table.sorting.board.groups else CHOOSE)

    @Slot()
    def putAside(self) -> None:
        """Leave it unsorted. The photos stay on this device, and the folder can be chosen again."""
        self._finish()
        self._go(CHOOSE)
        self.say(self.words.phrase("intake_forgotten"))

    def _let_go(self) -> None:
        self._folders, self._tracks, self._open = (), (), None
        self._progress.show(Course())
        self._table.clear()
        self._places.clear()
        self.worker.ask(lambda desk: desk.cards.cancel())

    def _finish(self) -> None:
        self._let_go()
        self.worker.do(lambda desk: desk.cards.remember(None))

