"""The product's window on a prepared device, for whoever photographs or measures its screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Q_RETURN_ARG, QMetaObject, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.golden.looks import Look
from tests.ui.whole import Whole

MOST_BACK = 8  # no page lies deeper than this


class Stage(Whole):
    """`cases` names the cases of the worker, `prepared` is the folder of the devices with the cards beside them."""

    def __init__(self, folder: Path, cases: dict[str, str], prepared: Path) -> None:
        self.cases, self.prepared = cases, prepared
        self.worn: dict[str, str] = {}
        self.camera: Any = None  # what feeds a viewfinder that is open
        super().__init__(folder, "--no-signal", language="zh")

    def enter(self, place: str) -> Any:
        """The place as it is when somebody comes there: nothing opened. Gives its room."""
        if self.camera is not None:
            self.camera.stop()
            self.camera = None
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
        if place == "cases" and room.listing.query:
            room.listing.search("")
            self.settle()
        self.frame.go(place)
        return room

    def of_type(self, *names: str) -> Iterator[QQuickItem]:
        """What is shown of these QML types."""
        return (item for item in self.items() if item.metaObject().className().startswith(tuple(f"{name}_" for name in names)))

    def page_of(self, place: str) -> QQuickItem | None:
        return next(self.of_type(f"{place[0].upper()}{place[1:]}Place"), None)

    def step_back(self, place: str, room: Any) -> bool:
        """As Escape does inside a page; a case beside its list is closed as well."""
        page = self.page_of(place)
        if page is not None and QMetaObject.invokeMethod(page, "back", Qt.ConnectionType.DirectConnection, Q_RETURN_ARG("bool")):
            return True
        close = getattr(room, "closeCase", None)
        return bool(close is not None and close())

    def wear(self, look: Look) -> None:
        for name, value in (("language", look.language), ("theme", look.theme), ("scale", str(look.scale))):
            if self.worn.get(name) != value:
                self.worn[name] = value
                self.client.preferences.choose(name, value)
        if (self.window.width(), self.window.height()) != look.size:
            self.window.resize(*look.size)
        QTest.qWait(1)

    def repaint(self) -> None:
        """A frame that begins from now on, and a map that another process draws: other colours move nothing."""
        assert self._calm is not None
        self.until(self._calm.drawn(), "a frame")
        self.maps()

    def come_to_rest(self) -> None:
        self.settle(30)
        self.maps()

    def maps(self) -> None:
        place = self.frame.property("place")
        if place == "map" or place == "report" and self.room_of("report").top() == "place":
            chart = self.room_of("map").chart if place == "map" else self.room_of("report").pad.ground.chart
            self.until(chart.settled, "the map is drawn")
            assert self._calm is not None
            self.until(self._calm.drawn(), "a frame")

    def quiet(self) -> None:
        """No toast of what happened on the way, and no keyboard focus shown."""
        toast = self.seen("toast")
        if toast is not None:
            toast.setProperty("shown", False)
        if next(self.of_type("MoreSheet"), None) is None:  # it closes with the focus
            self.window.contentItem().forceActiveFocus()
