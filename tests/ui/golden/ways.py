"""How to get to a screen from anywhere: the places, a case and its acts, a report, what is behind a row."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.fieldclient.store.making import sha
from tests.ui.golden import devices
from tests.ui.golden.stage import Stage

ACT_PAGES = tuple(f"{name}Page" for name in ("Ask", "Check", "Contact", "Feedback", "Publish", "Rate", "Reopen", "Verify"))


def place(name: str, stage: Stage) -> None:
    stage.enter(name)


def case(name: str, stage: Stage) -> None:
    stage.enter("cases").openCase(stage.cases[name])
    stage.settle()


def act(name: str, act_name: str, stage: Stage) -> None:
    case(name, stage)
    stage.room_of("cases").start(act_name)
    stage.until(lambda: next(stage.of_type(*ACT_PAGES), None) is not None, f"the page of {act_name}")


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


def self_handled(stage: Stage) -> None:
    """Somebody who has mended it: a photo from before, one from after."""
    stage.enter("report")
    stage.frame.newReport()
    stage.settle()
    room = stage.room_of("report")
    room.setSelfHandled(True)
    stage.until(lambda: bool(room.editor.selfHandled), "another form")


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


def search(text: str, stage: Stage) -> None:
    """What is found of these words, or nothing."""
    stage.enter("cases").listing.search(text)
    stage.settle()


def selected(stage: Stage) -> None:
    listing = stage.enter("cases").listing
    stage.click("cases.select")
    for name in ("handling", "late"):
        listing.selection.toggle(stage.cases[name])


def route(stage: Stage) -> None:
    listing = stage.enter("cases").listing
    stage.click("cases.route")
    stage.until(lambda: bool(listing.route.active), "a route")


def first(place_name: str, prefix: str, suffix: str, stage: Stage) -> None:
    """What the first of such buttons leads to."""
    stage.enter(place_name)
    stage.settle()
    stage.click(next(name for name in sorted(stage.names()) if name.startswith(prefix) and name.endswith(suffix)))


def compare_result(stage: Stage) -> None:
    tab("news", stage)
    stage.click(next(name for name in sorted(stage.names()) if name.startswith("activity.result.") and name.endswith(".compare")))


def photo_of_report(stage: Stage) -> None:
    report(stage)
    room = stage.room_of("report")
    room.viewPhoto(room.editor.view.photos[0].sha256)


def mark(stage: Stage) -> None:
    """Every kind of mark on it, the label chosen."""
    photo_of_report(stage)
    room = stage.room_of("report")
    room.markPhoto()
    marker = room.marker
    stage.until(lambda: bool(marker.ready), "the photo")
    if not marker.marks.count:
        for tool, *points in (("arrow", (0.2, 0.2), (0.4, 0.4)), ("ellipse", (0.45, 0.4), (0.7, 0.7)), ("pen", (0.1, 0.8), (0.3, 0.7)),
                              ("blur", (0.75, 0.2), (0.9, 0.4)), ("crop", (0.03, 0.03), (0.97, 0.97)), ("text", (0.45, 0.2))):
            marker.setTool(tool)
            marker.press(*points[0], 0.02, 0.02)
            marker.drag(*points[-1])
            marker.release(0.02, 0.02)
    marker.setTool("arrow")
    marker.choose(marker.marks.count - 1)
    stage.settle()


def voice(stage: Stage) -> None:
    report(stage)
    stage.room_of("report").takeVoice()


def case_on_map(stage: Stage) -> None:
    stage.enter("map").showCase(stage.cases["late"])
    stage.settle()


def size_of_area(stage: Stage) -> None:
    pane("take", stage)
    stage.click("map.reckon")
    stage.until(lambda: stage.seen("map.startTake") is not None, "what it would take")


def past_patrol(stage: Stage) -> None:
    room = stage.enter("patrol")
    stage.click("patrol.row.0")
    stage.until(lambda: room.view == "past", "the patrol of yesterday")


def licence(stage: Stage) -> None:
    about(stage)
    stage.click("about.msgspec")
    stage.until(lambda: stage.seen("about.back") is not None, "its licence")


def leaving(stage: Stage) -> None:
    stage.enter("me")
    stage.settle()
    if stage.seen("me.leave.action") is None:  # it stays open while somebody looks elsewhere
        stage.click("me.signOut")
    stage.until(lambda: stage.seen("me.leave.action") is not None, "what it would do")


def tables(stage: Stage) -> None:
    """Numbers as tables."""
    tab("numbers", stage)
    for button in sorted(name for name in stage.names() if name.startswith("activity.numbers.") and name.endswith(".table")):
        if next((item for item in stage.items() if item.objectName() == button.replace(".table", ".rows")), None) is None:
            stage.click(button)


def tour_in_help(stage: Stage) -> None:
    behind_me("help", stage)
    stage.click("help.tour")
