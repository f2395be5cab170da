"""Every screen by name: on whose device it is, and how to get there from anywhere.

A new page is a line here: the command photographs it in every look, the tests measure its texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Q_RETURN_ARG, QMetaObject, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.fieldclient.store.making import sha
from tests.ui.golden import devices
from tests.ui.golden.looks import Look
from tests.ui.whole import Whole

MOST_BACK = 8  # no page lies deeper than this
ACT_PAGES = tuple(f"{name}Page_" for name in ("Ask", "Check", "Contact", "Feedback", "Rate", "Reopen", "Verify"))


class Stage(Whole):
    """The product's window on a prepared device. `cases` names the cases of the worker."""

    def __init__(self, folder: Path, cases: dict[str, str]) -> None:
        self.cases = cases
        super().__init__(folder, "--no-signal", language="zh")

    def enter(self, place: str) -> Any:
        """The place as it is when somebody comes there: nothing opened. Gives its room."""
        if self.seen("keys.close") is not None:
            self.click("keys.close")
        self.frame.go(place)
        room = self.room_of(place)
        self.until(lambda: self.page_of(place) is not None, f"the page of {place}")
        self.settle()
        for _ in range(MOST_BACK):
            if not self.step_back(place, room):
                break
            self.settle()
        self.frame.go(place)
        return room

    def page_of(self, place: str) -> QQuickItem | None:
        name = f"{place[0].upper()}{place[1:]}Place_"
        return next((item for item in self.items() if item.metaObject().className().startswith(name)), None)

    def step_back(self, place: str, room: Any) -> bool:
        """As Escape does inside a page; a case beside its list is closed as well."""
        page = self.page_of(place)
        if page is not None and QMetaObject.invokeMethod(page, "back", Qt.ConnectionType.DirectConnection, Q_RETURN_ARG("bool")):
            return True
        close = getattr(room, "closeCase", None)
        return bool(close is not None and close())

    def wear(self, look: Look) -> None:
        for name, value in (("language", look.language), ("theme", look.theme), ("scale", str(look.scale))):
            self.client.preferences.choose(name, value)
        if (self.window.width(), self.window.height()) != look.size:
            self.window.resize(*look.size)
        QTest.qWait(1)

    def quiet(self) -> None:
        """No toast of what happened on the way, and no keyboard focus shown."""
        toast = self.seen("toast")
        if toast is not None:
            toast.setProperty("shown", False)
        if not any(item.metaObject().className().startswith("MoreSheet_") for item in self.items()):  # it closes with the focus
            self.window.contentItem().forceActiveFocus()


Way = Callable[[Stage], None]


@dataclass(frozen=True)
class Screen:
    name: str
    device: str
    way: Way


def place(name: str, stage: Stage) -> None:
    stage.enter(name)


def case(name: str, stage: Stage) -> None:
    stage.enter("cases").openCase(stage.cases[name])
    stage.settle()


def act(name: str, act_name: str, stage: Stage) -> None:
    case(name, stage)
    stage.room_of("cases").start(act_name)
    stage.until(lambda: any(item.metaObject().className().startswith(ACT_PAGES) for item in stage.items()),
                f"the page of {act_name}")


def compare(stage: Stage) -> None:
    case("rate", stage)
    stage.room_of("cases").compare()


def zoom(stage: Stage) -> None:
    case("rate", stage)
    room = stage.room_of("cases")
    stage.until(lambda: bool(room.caseData.ready), "the case")
    room.zoom(sha(devices.PHOTOS[0]))


def report(stage: Stage) -> None:
    """The draft that is begun."""
    stage.enter("home")
    draft = stage.ask(lambda desk: next(view for view in desk.drafts() if view.act.value == "submit"))
    stage.enter("report")
    stage.frame.openDraft(draft.id)
    stage.settle()


def report_step(step: str, stage: Stage) -> None:
    report(stage)
    getattr(stage.room_of("report"), step)()
    stage.settle()


def photos(stage: Stage) -> None:
    report(stage)
    stage.room_of("report").pickPhotos("near")


def camera(stage: Stage) -> None:
    report(stage)
    stage.room_of("report").takePhoto("near")


def empty_report(stage: Stage) -> None:
    stage.enter("report")
    stage.frame.newReport()


def praise(stage: Stage) -> None:
    stage.enter("report")
    stage.frame.newPraise()
    stage.settle()
    stage.room_of("report").praiseInWords()


def behind(place_name: str, button: str, stage: Stage) -> None:
    """What a button of a place leads to."""
    stage.enter(place_name)
    stage.settle()
    stage.click(button)


def behind_me(row: str, stage: Stage) -> None:
    behind("me", f"me.{row}", stage)
    stage.until(lambda: stage.seen(row) is not None, f"the page of {row}")


def about(stage: Stage) -> None:
    behind_me("licences", stage)
    stage.until(lambda: stage.seen("about.fieldclient") is not None, "what is shipped")


def pane(name: str, stage: Stage) -> None:
    stage.enter("map").setPane(name)


def tab(name: str, stage: Stage) -> None:
    behind("activity", f"activity.tab.{name}", stage)


def more_places(stage: Stage) -> None:
    """The sheet with the places that have no button; where all have one there is none."""
    stage.enter("home")
    if stage.seen("rail.more") is not None:
        stage.click("rail.more")


def keys(stage: Stage) -> None:
    stage.enter("home")
    stage.key(Qt.Key.Key_F1)
    stage.until(lambda: stage.seen("keys.close") is not None, "the sheet")


def sign_in(stage: Stage) -> None:
    stage.until(lambda: stage.seen("signIn.send") is not None, "the page")


SCREENS: tuple[Screen, ...] = (
    Screen("home", "collector", partial(place, "home")),
    Screen("cases", "collector", partial(place, "cases")),
    Screen("activity", "collector", partial(place, "activity")),
    Screen("outbox", "collector", partial(place, "outbox")),
    Screen("patrol-plan", "collector", partial(place, "patrol")),
    Screen("intake", "collector", partial(place, "intake")),
    Screen("report", "collector", report),
    Screen("report-empty", "collector", empty_report),
    Screen("report-category", "collector", partial(report_step, "chooseCategory")),
    Screen("report-place", "collector", partial(report_step, "choosePlace")),
    Screen("report-when", "collector", partial(report_step, "chooseTime")),
    Screen("report-photos", "collector", photos),
    Screen("report-camera", "collector", camera),
    Screen("praise", "collector", praise),
    Screen("worker-home", "worker", partial(place, "home")),
    Screen("worker-cases", "worker", partial(place, "cases")),
    Screen("worker-outbox", "worker", partial(place, "outbox")),
    Screen("patrol-now", "worker", partial(place, "patrol")),
    Screen("case-dispatched", "worker", partial(case, "dispatched")),
    Screen("case-handling", "worker", partial(case, "handling")),
    Screen("case-late", "worker", partial(case, "twice")),
    Screen("case-refused", "worker", partial(case, "refused")),
    Screen("case-closed", "worker", partial(case, "rate")),
    Screen("case-compare", "worker", compare),
    Screen("case-zoom", "worker", zoom),
    Screen("act-feedback", "worker", partial(act, "handling", "feedback")),
    Screen("act-return", "worker", partial(act, "handling", "return")),
    Screen("act-extend", "worker", partial(act, "handling", "extend")),
    Screen("act-suspend", "worker", partial(act, "handling", "suspend")),
    Screen("act-verify", "worker", partial(act, "verify", "verify")),
    Screen("act-check", "worker", partial(act, "check", "check_pass")),
    Screen("act-rate", "worker", partial(act, "rate", "rate")),
    Screen("act-reopen", "worker", partial(act, "rate", "reopen")),
    Screen("me", "worker", partial(place, "me")),
    Screen("storage", "worker", partial(behind_me, "storage")),
    Screen("areas", "worker", partial(behind_me, "areas")),
    Screen("help", "worker", partial(behind_me, "help")),
    Screen("about", "worker", about),
    Screen("notify", "worker", partial(place, "notify")),
    Screen("act-contact", "worker", partial(act, "handling", "contact")),
    Screen("cases-filters", "worker", partial(behind, "cases", "cases.filters")),
    Screen("cases-select", "worker", partial(behind, "cases", "cases.select")),
    Screen("outbox-rules", "worker", partial(behind, "outbox", "outbox.rules.change")),
    Screen("map", "worker", partial(place, "map")),
    Screen("map-take", "worker", partial(pane, "take")),
    Screen("map-tiles", "worker", partial(pane, "tiles")),
    Screen("praise-wall", "collector", partial(tab, "praise")),
    Screen("points", "collector", partial(tab, "points")),
    Screen("numbers", "collector", partial(tab, "numbers")),
    Screen("more", "collector", more_places),
    Screen("keys", "collector", keys),
    Screen("home-empty", "newcomer", partial(place, "home")),
    Screen("cases-empty", "newcomer", partial(place, "cases")),
    Screen("activity-empty", "newcomer", partial(place, "activity")),
    Screen("outbox-empty", "newcomer", partial(place, "outbox")),
    Screen("patrol-empty", "newcomer", partial(place, "patrol")),
    Screen("sign-in", "nobody", sign_in),
)
