"""The report page: one draft, the steps beside it (photos, camera, category, place, time), and praise in two taps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.gathering import GatheringRoom
from fieldclient.ui.evidence.sources import place_source, place_value, time_source, time_value
from fieldclient.ui.report.advisor import ReportAdvisor
from fieldclient.ui.report.category import CategoryPicker
from fieldclient.ui.report.place import PlacePad
from fieldclient.ui.report.when import read_moment
from fieldclient.work.views import DraftView, PhotoView
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Code, Problem
from sync.protocol.report import UNSURE, Kind

QML_IMPORT_NAME = "fieldclient.ui.report"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReportRoom(GatheringRoom):
    """Besides those of its base, its steps are category, place, when, praisePhoto and praise."""

    changed = Signal()
    filed = Signal(str)  # the case id of what was sealed; the page is done
    left = Signal()  # nothing was sealed; back to where the person came from

    def __init__(self, worker: Any = None, tongue: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._problem = ""
        self._praise_text = ""
        self._praise_photo: Path | None = None
        self._praising = self._may_self_handle = False
        self._categories = CategoryPicker(self)
        self._pad = PlacePad(self)
        self._advisor = ReportAdvisor(self)
        for change in (self.stepChanged, self.activeChanged):
            change.connect(lambda: self._pad.ground.show(self._active and self.top() == "place"))
        self._editor.changed.connect(self.changed)
        self._editor.changed.connect(self._look_for_advice)
        self._advisor.changed.connect(self.changed)
        self._editor.submitted.connect(self._submitted)
        self._editor.discarded.connect(self._gone)

    def refresh(self) -> None:
        self._editor.reload()
        self._pad.ground.refresh()
        self._advisor.look(self._editor.view, anew=True)
        self.ask(lambda desk: desk.self_handling.allowed(), self._take_right)
        self.mark_loaded()
        self.changed.emit()

    def _take_right(self, may_self_handle: bool) -> None:
        self._may_self_handle = may_self_handle
        self.changed.emit()

    def _look_for_advice(self) -> None:
        self._advisor.look(self._editor.view)

    # What the page binds to

    @Property(CategoryPicker, constant=True)
    def categories(self) -> CategoryPicker:
        return self._categories

    @Property(ReportAdvisor, constant=True)
    def advisor(self) -> ReportAdvisor:
        return self._advisor

    @Property(PlacePad, constant=True)
    def pad(self) -> PlacePad:
        return self._pad

    @Property(str, notify=changed)
    def what(self) -> str:
        """The chosen subcategory in words; empty when none is."""
        view = self._editor.view
        if view is None or not view.subcategory:
            return ""
        if view.subcategory == UNSURE:
            return self.words.phrase("unsure_subcategory")
        return self.words.name(view.subcategory_zh, view.subcategory_en)

    @Property(str, notify=changed)
    def where(self) -> str:
        return place_value(self.words, self._editor.view, self._editor.text_of("place_text"))

    @Property(str, notify=changed)
    def whereSource(self) -> str:
        told = place_source(self.words, self._editor.view, self._editor.text_of("place_text"))
        return " · ".join(part for part in (told, self._advisor.fromPhoto) if part)

    @Property(str, notify=changed)
    def when(self) -> str:
        return time_value(self.words, self._editor.view, datetime.now(UTC))

    @Property(str, notify=changed)
    def whenSource(self) -> str:
        return time_source(self.words, self._editor.view)

    @Property(str, notify=changed)
    def day(self) -> str:
        return f"{self._observed():%Y-%m-%d}"

    @Property(str, notify=changed)
    def clock(self) -> str:
        return f"{self._observed():%H:%M}"

    @Property(bool, notify=changed)
    def maySelfHandle(self) -> bool:
        """Whether this person may file what they mended themselves."""
        return self._may_self_handle

    @Slot(bool)
    def setSelfHandled(self, on: bool) -> None:
        self._editor.flush()
        self._editor.change(lambda desk, draft_id: desk.self_handling.switch(draft_id, on))

    def before_photo(self, slot: str) -> PhotoView | None:
        """What is mended is photographed as it was found, with that photo in the viewfinder."""
        if slot != "after":
            return None
        return next((photo for of, photo in self._editor.placed().slots if of.key == "before"), None)

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong with the time just typed."""
        return self._problem

    @Property(str, notify=changed)
    def praiseText(self) -> str:
        return self._praise_text

    @Property(str, notify=changed)
    def praisePhoto(self) -> str:
        return QUrl.fromLocalFile(str(self._praise_photo)).toString() if self._praise_photo else ""

    def _observed(self) -> datetime:
        view = self._editor.view
        at = view.observed_at if view is not None else None
        return (at or datetime.now(UTC)).astimezone()

    # Coming and going

    @Slot()
    def newReport(self) -> None:
        self.newReportFor("")

    @Slot(str)
    def newReportFor(self, campaign: str) -> None:
        self.show_steps()
        self._editor.open(lambda desk: desk.new_draft(Kind.PROBLEM, campaign or None))

    @Slot(str)
    def openDraft(self, draft_id: str) -> None:
        self.show_steps()
        self._editor.open(lambda desk: desk.draft(draft_id))

    @Slot()
    def newPraise(self) -> None:
        """Two taps: a photo, then send."""
        self._praise_text, self._praise_photo = "", None
        self._picker.start("praise", 1, self._praise_chosen)
        self.show_steps("praisePhoto")

    def _praise_chosen(self, paths: Sequence[Path]) -> None:
        self._praise_photo = paths[0]
        self.sendPraise()

    @Slot()
    def praiseInWords(self) -> None:
        """Words to the photo that is chosen, or instead of one."""
        chosen = self._picker.picked()
        self._praise_photo = chosen[0] if chosen else None
        self.show_steps("praise")
        self.changed.emit()

    @Slot(str)
    def writePraise(self, text: str) -> None:
        self._praise_text = text
        self.changed.emit()

    @Slot()
    def sendPraise(self) -> None:
        if self._praising:
            return  # a double tap is one praise
        self._praising = True
        photo, text = self._praise_photo, self._praise_text

        def sent(case_id: str) -> None:
            self._praising = False
            self.show_steps()
            self.say(self.words.phrase("praise_filed"))
            self.filed.emit(case_id)

        def failed(problem: Problem) -> None:
            self._praising = False
            self.say_problem(problem)
            self.ask(lambda desk: desk.drafts(), self._mend_praise)

        self.do(lambda desk: desk.praise(photo, text), sent, failed)

    def _mend_praise(self, drafts: Sequence[DraftView]) -> None:
        """What could not be sent is kept as a draft: the form shows it and what it lacks."""
        begun = [draft for draft in drafts if draft.act is Act.SUBMIT and draft.kind is Kind.PRAISE]
        if begun:
            self.openDraft(max(begun, key=lambda draft: draft.changed_at).id)

    @Slot(str)
    def setKind(self, kind: str) -> None:
        view = self._editor.view
        if view is not None and view.act is Act.SELF_HANDLED and kind != Kind.PROBLEM:
            self.setSelfHandled(False)
        self._editor.choose("kind", kind)

    @Slot()
    def leave(self) -> None:
        """The draft stays; what was made is said to be kept."""
        if self._editor.leave():
            self.say(self.words.phrase("draft_kept"))
        self.left.emit()

    def _submitted(self, case_id: str) -> None:
        self._advisor.drop()
        self.show_steps()
        self.say(self.words.phrase("report_filed"))
        self.filed.emit(case_id)

    def _gone(self) -> None:
        self.show_steps()
        self.left.emit()

    # Steps beside the form

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back inside the page; False on the form itself and on the first page of praise."""
        if self.top() == "category" and self._categories.up():
            return True
        if self.top() == "praise":
            self.newPraise()
            return True
        return self.top() != "praisePhoto" and super().back()

    @Slot()
    def chooseCategory(self) -> None:
        view = self._editor.view
        self._categories.start((view.subcategory or "") if view else "", self._categorized)
        self.push("category")

    def _categorized(self, code: str) -> None:
        self._editor.choose("subcategory", code)
        self.show_steps()

    @Slot()
    def choosePlace(self) -> None:
        view = self._editor.view
        if view is not None:
            self._pad.start(view, self._placed)
            self.push("place")

    def _placed(self, latitude: float, longitude: float) -> None:
        self._editor.flush()
        self._editor.change(lambda desk, draft_id: desk.place_by_hand(draft_id, latitude, longitude))
        self.show_steps()

    def position_found(self) -> None:
        self.say(self.words.phrase("device_position"))
        if self.top() == "place":
            self.show_steps()

    @Slot()
    def chooseTime(self) -> None:
        self._problem = ""
        self.push("when")

    @Slot(str, str)
    def setTime(self, day: str, clock: str) -> None:
        try:
            at = read_moment(day, clock, datetime.now().astimezone())
        except Problem as problem:
            late = problem.code is Code.TIME_ABSURD
            self._problem = self.words.phrase("time_in_future" if late else "time_wrong")
            self.changed.emit()
            return
        self._problem = ""
        self._editor.choose("observed_at", at.isoformat())
        self.show_steps()
