"""Cases: a list, the chosen one, and the act that is being written. The steps on top are kept as a stack."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.cases import case_strokes as case_strokes  # QML needs it as well
from fieldclient.ui.cases.acts import BUTTONS
from fieldclient.ui.cases.case_asking import CaseAsking
from fieldclient.ui.cases.case_chart import CaseChart
from fieldclient.ui.cases.case_export import CaseExport
from fieldclient.ui.cases.case_list import CaseList
from fieldclient.ui.cases.case_paper import CasePaper
from fieldclient.ui.cases.case_state import CaseState
from fieldclient.ui.cases.case_viewer import CaseViewer
from fieldclient.ui.cases.looks import leading
from fieldclient.ui.cases.match import CaseMatches
from fieldclient.ui.evidence.gathering import GatheringRoom
from fieldclient.ui.evidence.sources import place_source
from fieldclient.work.views import CasePage, DraftView, PhotoView
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaKind
from sync.protocol.position import distance_m
from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.cases"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CasesRoom(GatheringRoom):
    """Besides those of its base, its steps are act, zoom and compare."""

    changed = Signal()
    caseChosen = Signal()  # another case than before
    draftWanted = Signal(str)  # a report's draft: another room's work

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._case_id = ""
        self._act: Act | None = None
        self._listing = CaseList(self)
        self._case = CaseState(self)
        self._viewer = CaseViewer(self, self._case)
        self._chart = CaseChart(self, self._case, self._fix)
        self._asking = CaseAsking(self, self._case, self._editor)
        self._paper = CasePaper(self, self._case)
        self._exporting = CaseExport(self, self._listing)
        self._matches = CaseMatches(self, self._case, self._editor)
        self._editor.changed.connect(self.changed)
        self._editor.submitted.connect(self._submitted)
        self._editor.discarded.connect(self._act_left)

    def refresh(self) -> None:
        self._listing.refresh()
        self._look_at_case()
        self._editor.reload()

    # What the pages bind to

    @Property(CaseList, constant=True)
    def listing(self) -> CaseList:
        return self._listing

    @Property(CaseState, constant=True)
    def caseData(self) -> CaseState:
        return self._case

    @Property(CaseMatches, constant=True)
    def matches(self) -> CaseMatches:
        return self._matches

    @Property(str, notify=changed)
    def caseId(self) -> str:
        return self._case_id

    @Property(str, notify=changed)
    def act(self) -> str:
        return self._act.value if self._act else ""

    @Property(str, notify=changed)
    def actPage(self) -> str:
        """The QML page of the act that is being written."""
        return BUTTONS[self._act].page if self._act else ""

    @Property(CaseViewer, constant=True)
    def viewer(self) -> CaseViewer:
        """Its photos on the whole window."""
        return self._viewer

    @Property(CaseChart, constant=True)
    def chart(self) -> CaseChart:
        """Where it lies."""
        return self._chart

    @Property(CaseAsking, constant=True)
    def asking(self) -> CaseAsking:
        """What belongs to asking for something: rules, ends, times."""
        return self._asking

    @Property(CasePaper, constant=True)
    def paper(self) -> CasePaper:
        """The case as a PDF."""
        return self._paper

    @Property(CaseExport, constant=True)
    def exporting(self) -> CaseExport:
        """A selection of cases as a file."""
        return self._exporting

    @Property(str, notify=changed)
    def here(self) -> str:
        """Where the act is done from, as far from the case as it is; empty while unknown."""
        view, page = self._editor.view, self._case.page
        if view is None or view.position is None:
            return ""
        if page is None or page.position is None:
            return f"{view.position.latitude:.5f}, {view.position.longitude:.5f}"
        distance = self.words.distance(distance_m(view.position, page.position))
        return self.words.phrase("away_from_case", distance=distance)

    @Property(str, notify=changed)
    def hereSource(self) -> str:
        return place_source(self.words, self._editor.view, "")

    # Choosing a case

    @Slot(str)
    def openCase(self, case_id: str) -> None:
        self._editor.leave()
        self._act = None
        if case_id != self._case_id:
            self._case_id = case_id
            self._case.wait()
            self.caseChosen.emit()
        self.changed.emit()
        self.show_steps()
        self._look_at_case()

    @Slot(result=bool)
    def closeCase(self) -> bool:
        """Back to the list; False when no case was open."""
        if not self._case_id:
            return False
        self._case_id = ""
        self._case.clear()
        self.changed.emit()
        return True

    def _look_at_case(self) -> None:
        case_id = self._case_id
        if not case_id:
            return

        def came(answer: tuple[CasePage, datetime]) -> None:
            if case_id == self._case_id:
                self._case.show(*answer, self.changed.emit)

        def failed(problem: Problem) -> None:
            if case_id != self._case_id:
                return
            self.closeCase()
            self.say_problem(problem)

        self.ask(lambda desk: (desk.case(case_id), desk.now()), came, failed)

    # Acts

    @Slot(str)
    def start(self, act: str) -> None:
        """The button of an act: open its page, or do it when it needs nothing more. A second tap does nothing."""
        wanted = Act(act)
        if BUTTONS[wanted].page:
            case_id, kept_as = self._case_id, BUTTONS[wanted].draft_act
            self._editor.open(lambda desk: desk.draft_for(case_id, kept_as), lambda view: self._show_act(wanted, view))
        elif not self._case.is_doing(act):
            self._do_at_once(wanted)

    def _do_at_once(self, act: Act) -> None:
        case_id = self._case_id
        self._case.mark_doing(act.value, True)

        def done(_: str) -> None:
            self._case.mark_doing(act.value, False)
            self.say(self.words.phrase("act_kept", act=self.words.of(act)))
            self._look_at_case()

        def failed(problem: Problem) -> None:
            self._case.mark_doing(act.value, False)
            self.say_problem(problem)

        self.do(lambda desk: desk.act(case_id, act), done, failed)

    def _show_act(self, act: Act, view: DraftView) -> None:
        self._act = act
        self._asking.show(act)
        if view.position is None and self._fix.trusted:
            self.useDevicePosition()
        self.changed.emit()
        self.show_steps("act")

    @Slot(str)
    def openDraft(self, draft_id: str) -> None:
        """Go on with an act that was begun."""
        def came(view: DraftView) -> None:
            self._case_id = view.case_id or ""
            self._case.wait()
            self._look_at_case()
            act = next((act for act in BUTTONS if BUTTONS[act].draft_act is view.act and BUTTONS[act].page), None)
            if act is not None:
                self._show_act(act, view)

        self._editor.open(lambda desk: desk.draft(draft_id), came)

    def _submitted(self, case_id: str) -> None:
        if self._act is not None:
            self.say(self.words.phrase("act_kept", act=self.words.of(self._act)))
        self._act_left()
        self._look_at_case()

    def _act_left(self) -> None:
        self._act = None
        self.changed.emit()
        self.show_steps()

    # Acts that the hub did not take

    @Slot(str)
    def retry(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.retry(mutation_id))

    @Slot(str)
    def editAgain(self, mutation_id: str) -> None:
        """A new draft of the refused act; a report's draft is another room's work."""
        def came(view: DraftView) -> None:
            if view.act in (Act.SUBMIT, Act.SELF_HANDLED):
                self.draftWanted.emit(view.id)
            else:
                self.openDraft(view.id)

        self.do(lambda desk: desk.edit_again(mutation_id), came)

    @Slot(str)
    def setAside(self, mutation_id: str) -> None:
        self.do(lambda desk: desk.set_aside(mutation_id), lambda _: self.say(self.words.phrase("set_aside")))

    def before_photo(self, slot: str) -> PhotoView | None:
        page = self._case.page
        photo = leading(page.before) if page is not None else None
        return photo if photo is not None and photo.kind is MediaKind.PHOTO else None

    # Steps on top

    def left_step(self, step: str) -> None:
        if step == "zoom":
            self._viewer.leave()
        if step != "act":
            return
        self._act = None
        if self._editor.leave():
            self.say(self.words.phrase("draft_kept"))
        self.changed.emit()
        self._look_at_case()

    @Slot(str)
    def zoom(self, sha256: str) -> None:
        """A photo of the case, large."""
        if not sha256:
            return
        page = self._case.page
        photos = (*page.before, *page.after, *page.others) if page is not None else ()
        found = next((photo for photo in photos if photo.sha256 == sha256), None)
        if found is not None and found.kind is not MediaKind.PHOTO:
            self.player.show(found)
            self.push("recording")
            return
        self._photo = sha256
        self._viewer.show(sha256)
        self.push("zoom")

    @Slot()
    def compare(self) -> None:
        """Before and after over each other."""
        self._matches.lay_over(*self._case.hashes())
        self.push("compare")

    @Slot()
    def compareOwn(self) -> None:
        """The same with the photo of the act that is being written."""
        self._matches.lay_own_over()
        self.push("compare")
