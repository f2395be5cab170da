"""The object behind the patrol's page: planning, the patrol under way, and those of the past."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.parts.patrol_line import grids_text
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.patrol.chart import PatrolChart
from fieldclient.ui.patrol.handing import Handing
from fieldclient.ui.patrol.lines import (
    GridRow,
    PatrolRowLine,
    ReportRow,
    from_to,
    grid_row,
    patrol_row,
    report_row,
    team_of,
)
from fieldclient.ui.patrol.planning import Planning
from fieldclient.ui.patrol.recorder import Recorder
from fieldclient.work.patrol.saving import usual_folder
from fieldclient.work.patrol.views import PatrolLine, PatrolPage
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.patrol"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_MS = 10_000
_MEANINGS = {"moving": ("inHand", "navigation"), "standing": ("neutral", "pause"), "resting": ("neutral", "pause"),
             "searching": ("neutral", "locate"), "saving": ("attention", "battery-low")}


@QmlElement
class PatrolRoom(Room):
    """One patrol is shown at a time: the one under way, or one of the past that was opened. The recorder works whatever is on
    the screen, for whoever is signed in."""

    pageChanged = Signal()
    recordingChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._patrols = RowModel(PatrolRowLine, self, spread=True)
        self._grids = RowModel(GridRow, self, spread=True)
        self._reports = RowModel(ReportRow, self, spread=True)
        self._chart = PatrolChart(self)
        self._planning = Planning(self)
        self.handing = Handing(self)
        self.recorder = Recorder(worker, self)
        self._running = ""
        self._opened = ""
        self._page: PatrolPage | None = None
        self._now: datetime | None = None
        self._folder = Path()
        self._tick = QTimer(self, interval=_LOOK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.recorder.changed.connect(self.recordingChanged.emit)
        self.recorder.written.connect(self._on_tick)
        self.recorder.failed.connect(self._on_not_kept)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.recorder.flush)
        if worker is not None:
            worker.changed.connect(self._look_who)
            self._look_who()

    # The recorder follows the store: a patrol that runs is recorded, by its own person, also after a restart

    def _look_who(self) -> None:
        self.ask(lambda desk: desk.patrols.found_running(), self._take_running, lambda problem: None)

    def _take_running(self, found: tuple[PatrolLine | None, PatrolLine | None]) -> None:
        line, forgotten = found
        if forgotten is not None:
            at = forgotten.ended_at or forgotten.started_at
            self.say(self.words.phrase("patrol_forgotten", day=self.words.day(forgotten.started_at), time=self.words.clock(at)))
        before, self._running = self._running, line.id if line is not None else ""
        if line is None:
            self.recorder.stop()
            self._tick.stop()
        elif self.recorder.patrol != line.id:
            if not before and line.distance_m > 0:
                self.say(self.words.phrase("patrol_goes_on"))
            self.recorder.begin(line.id)
            self._tick.start()
        if before != self._running:
            self.refresh()

    def _on_tick(self) -> None:
        if self._active and self._page is not None and self._page.line.running:
            self._look_at_page()

    def _on_not_kept(self, problem: Problem) -> None:
        self.say(self.words.phrase("patrol_not_kept", reason=self.words.sentence(problem)))

    # Looking

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.patrols.all(), desk.now(), usual_folder()), self._take_list)
        self._planning.refresh()
        self._look_at_page()
        self.recordingChanged.emit()  # in another language, perhaps

    def _take_list(self, answer: tuple[list[PatrolLine], datetime, Path]) -> None:
        lines, self._now, self._folder = answer
        self._patrols.replace([patrol_row(line, self.words, self._now) for line in lines if not line.running])
        self.mark_loaded()
        self.pageChanged.emit()

    def _look_at_page(self) -> None:
        wanted = self._opened or self._running
        if not wanted:
            self._take_page(None)
            return
        self.ask(lambda desk: (desk.patrols.page(wanted), desk.now()), self._take_page, lambda problem: self._gone(wanted))

    def _gone(self, wanted: str) -> None:
        """Another person's, now: what is theirs is shown instead."""
        self._take_page(None)
        if wanted == self._opened:
            self._opened = ""
            if self._running:
                self._look_at_page()

    def _take_page(self, answer: tuple[PatrolPage, datetime] | None) -> None:
        page = None
        if answer is not None:
            page, self._now = answer
        if page is not None and page.line.id != (self._opened or self._running):
            return  # somebody went on meanwhile
        anew = page is None or self._page is None or page.line.id != self._page.line.id
        self._page = page
        self._chart.show(page.map if page is not None else None, anew)
        now, words = self._now, self.words
        grids = [grid_row(grid, words) for grid in page.grids] if page is not None else []
        reports = [report_row(each, words, now) for each in page.reports] if page is not None and now is not None else []
        self._grids.replace(grids)
        self._reports.replace(reports)
        self.pageChanged.emit()

    # What a person does

    @Slot(str)
    def start(self, team: str) -> None:
        codes = self._planning.codes

        def started(line: PatrolLine) -> None:
            self._planning.forget()
            self._opened = ""
            self.say(self.words.phrase("patrol_began"))
            self._take_running((line, None))

        self.do(lambda desk: desk.patrols.start(team, codes), started)

    @Slot()
    def end(self) -> None:
        """What was recorded is written first, then the patrol ends and its summary is shown."""
        patrol = self._running
        if not patrol:
            return
        self.recorder.stop()

        def ended(line: PatrolLine) -> None:
            self._opened, self._running = line.id, ""
            self.say(self.words.phrase("patrol_ended"))
            self.refresh()

        self.do(lambda desk: desk.patrols.end(patrol), ended, self._could_not_end)

    def _could_not_end(self, problem: Problem) -> None:
        self.say_problem(problem)
        self._look_who()

    @Slot(str)
    def openPatrol(self, patrol_id: str) -> None:
        self._opened = patrol_id
        self._look_at_page()

    @Slot(result=bool)
    def closePatrol(self) -> bool:
        """Back to the list, or to the patrol under way. False when none was open."""
        if not self._opened:
            return False
        self._opened = ""
        self._look_at_page()
        return True

    @Slot()
    def deleteTrack(self) -> None:
        patrol = self._opened
        self.do(lambda desk: desk.patrols.hide_track(patrol), lambda _: self.say(
            self.words.phrase("patrol_track_deleted"), self.words.phrase("undo"), lambda: self._bring_back(patrol)))

    def _bring_back(self, patrol: str) -> None:
        self.do(lambda desk: desk.patrols.show_track(patrol), lambda _: self.say(self.words.phrase("patrol_track_back")))

    @Slot(QUrl)
    def saveSummary(self, target: QUrl) -> None:
        if self._page is not None:
            self.handing.save_summary(self._page, target.toLocalFile())

    @Slot(QUrl)
    def saveTrack(self, target: QUrl) -> None:
        if self._page is not None:
            self.handing.save_track(self._page.line.id, target.toLocalFile())

    # What the page shows

    @Property(Planning, constant=True)
    def planning(self) -> Planning:
        return self._planning

    @Property(PatrolChart, constant=True)
    def chart(self) -> PatrolChart:
        return self._chart

    @Property(RowModel, constant=True)
    def patrols(self) -> RowModel:
        return self._patrols

    @Property(RowModel, constant=True)
    def grids(self) -> RowModel:
        return self._grids

    @Property(RowModel, constant=True)
    def reports(self) -> RowModel:
        return self._reports

    @Property(str, notify=pageChanged)
    def view(self) -> str:
        """plan, now or past."""
        if self._page is None:
            return "plan"
        return "now" if self._page.line.running else "past"

    @Property("QVariantMap", notify=pageChanged)
    def numbers(self) -> dict[str, str]:
        """time, distance, grids, reports, team, when, gaps, moving: ready texts."""
        page, words = self._page, self.words
        if page is None or self._now is None:
            return {}
        line = page.line
        return {
            "time": words.lasting(line.lasting_s), "distance": words.distance(line.distance_m), "grids": grids_text(line, words),
            "reports": str(line.reports), "team": team_of(line, words), "when": from_to(line, words, self._now),
            "gaps": words.count("gap", page.gaps) if page.gaps else "",
            "moving": words.phrase("sheet_moving", time=words.lasting(page.moving_s)),
        }

    @Property(bool, notify=pageChanged)
    def hasTrack(self) -> bool:
        return self._page is not None and self._page.points > 0

    @Property(bool, notify=pageChanged)
    def trackDeleted(self) -> bool:
        return self._page is not None and self._page.track_hidden

    @Property(str, notify=pageChanged)
    def fileUrl(self) -> str:
        """Where a file of this patrol goes unless the person says otherwise, without its ending."""
        if self._page is None:
            return ""
        return file_url(str(self._folder / f"patrol-{self._page.line.started_at.astimezone():%Y-%m-%d-%H%M}"))

    @Property(str, notify=recordingChanged)
    def recorderText(self) -> str:
        return self.words.phrase(f"patrol_{self.recorder.state}") if self.recorder.state else ""

    @Property(str, notify=recordingChanged)
    def recorderMeaning(self) -> str:
        return _MEANINGS.get(self.recorder.state, ("attention", ""))[0]

    @Property(str, notify=recordingChanged)
    def recorderIcon(self) -> str:
        return _MEANINGS.get(self.recorder.state, ("", "map-pin-off"))[1]
