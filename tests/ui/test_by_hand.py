"""Ways through the window by real touches and keys that no room's own tests go: home's figures and news, results and praise shown
to everybody, the storage that may be cleared. One window for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from fieldclient.work import open_desk, storage
from sync.protocol.media import Shot
from sync.protocol.mutations import MediaReceipt, Outcome, Receipt
from sync.protocol.people import Session
from sync.protocol.report import Kind
from tests.ui.access import device
from tests.ui.district import picture
from tests.ui.whole import Whole

LONG_AGO = timedelta(days=40)


def arrived_long_ago(folder: Path) -> None:
    """A report whose originals the hub confirmed forty days ago."""
    then = datetime.now(UTC) - LONG_AGO
    desk = open_desk(folder, clock=lambda: then, reserve_bytes=0)
    desk.signed_in(Session(token="t", person=device.PERSON, expires_at=then + timedelta(days=90), hub_time=then, hub_id="hub-test"))
    draft = desk.new_draft(Kind.PROBLEM)
    for name, value in (("subcategory", "C09-01"), ("description", "井盖缺了一角"), ("place_text", "澳门路 3 号院外")):
        desk.save_field(draft.id, name, value)
    desk.place_by_hand(draft.id, 36.0672, 120.3838)
    for number, shot in ((301, Shot.FAR), (302, Shot.NEAR)):
        desk.add_photo_bytes(draft.id, picture(number), shot=shot)
    desk.submit(draft.id)
    (row,) = desk.outbox()
    desk.queue.mark_travelling([row.mutation_id], then)
    desk.queue.settle([Receipt(mutation=row.mutation_id, outcome=Outcome.APPLIED, case_id=row.case_id, received_at=then)], then)
    for entry in list(desk.queue.media_entries()):
        desk.queue.media_travelling(entry.sha256, then)
        desk.queue.media_arrived(MediaReceipt(sha256=entry.sha256, size_bytes=entry.size_bytes, offset_bytes=entry.size_bytes, complete=True), then)
    desk.close()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    folder = tmp_path_factory.mktemp("by-hand") / "device"
    arrived_long_ago(folder)
    device.make(folder)
    made = Whole(folder, "--no-signal")
    made.until(lambda: made.room_of("home").loaded, "home has looked")
    yield made
    made.close()


def home(window: Any) -> Any:
    window.frame.go("home")
    window.settle()
    return window.room_of("home")


@pytest.mark.parametrize(("figure", "place"), [("overdue", "cases"), ("attention", "outbox"), ("waiting", "outbox")])
def test_a_figure_of_the_day_leads_to_what_it_counts(window: Whole, figure: str, place: str) -> None:
    home(window)
    window.click(f"home.{figure}")
    window.until(lambda: window.frame.property("place") == place, f"{figure} leads to {place}")
    window.key(Qt.Key.Key_Escape)
    window.until(lambda: window.frame.property("place") == "home", "and back")


@pytest.mark.parametrize(("figure", "which", "chosen"), [
    ("overdue", "to_do", {"light:overdue", "light:overdue_again"}), ("dueSoon", "to_do", {"light:due_soon"}),
    ("reportedToday", "mine", set()), ("closedThisWeek", "ended", set()), ("tasks.action", "to_do", set()),
    ("recent.action", "mine", set()),
])
def test_a_figure_leads_to_its_list_whatever_was_looked_for_before(window: Whole, figure: str, which: str, chosen: set[str]) -> None:
    room, listing = home(window), window.room_of("cases").listing
    listing.filters.showOnly("stage:closed")  # whatever was looked for before
    window.click(f"home.{figure}")
    window.until(lambda: window.frame.property("place") == "cases" and listing.loaded, f"{figure} leads to the list")
    assert listing.lookup.which == which and {f"light:{light.value}" for light in listing.lookup.lights} == chosen
    assert listing.filters.chosen == len(chosen)
    if which == "to_do":
        counted = room.property("toDo" if figure == "tasks.action" else figure)
        window.until(lambda: listing.rows.rowCount() == counted, f"{counted} as was counted")


def test_the_figures_are_those_of_the_store(window: Whole) -> None:
    room = home(window)
    seen = {name: int(window.find(f"home.{name}").property("number")) for name in ("overdue", "attention", "waiting")}
    assert seen == {name: int(room.property(name)) for name in seen}
    assert seen["overdue"] >= 1 and seen["attention"] == 1 and seen["waiting"] >= 1


def test_a_message_is_read_by_its_touch_and_the_number_goes(window: Whole) -> None:
    room = home(window)
    before = int(room.property("unread"))
    assert before > 0
    window.click("home.notice.n1")
    window.until(lambda: window.frame.property("place") == "activity", "what it is about")
    home(window)
    window.until(lambda: int(room.property("unread")) == before - 1, "read")


def test_results_shown_to_everybody_are_compared_and_praise_is_read(window: Whole) -> None:
    window.go("activity")
    window.until(lambda: window.seen("activity.result.p1.compare") is not None, "a result")
    window.click("activity.result.p1.compare")
    slider = window.find("activity.compare.slider")
    before = slider.property("value")
    slider.forceActiveFocus()
    window.key(Qt.Key.Key_Right)
    assert slider.property("value") > before, "more of the photo from before"
    window.key(Qt.Key.Key_Escape)
    window.until(lambda: window.seen("activity.compare.slider") is None, "closed")
    window.click("activity.result.p1.photos.after")
    window.click("activity.zoom.close")
    window.click("activity.tab.praise")
    window.until(lambda: window.seen("activity.praise.p2") is not None, "the wall")
    window.key(Qt.Key.Key_Escape)
    window.until(lambda: window.seen("activity.praise.p2") is None, "back at the news")


def test_what_the_hub_has_is_listed_first_and_then_cleared(window: Whole) -> None:
    here = {each.sha256 for each in window.ask(lambda desk: storage.clearable(desk.store, 30))}
    assert len(here) == 2
    window.go("me")
    window.click("me.storage")
    window.until(lambda: window.seen("storage.clear") is not None, "what may go")
    assert "2," in window.text("storage.sum")
    window.click("storage.days.365")
    window.until(lambda: window.seen("storage.none") is not None, "none of them is so old")
    window.click("storage.days.30")
    window.click("storage.clear")
    window.click("storage.clear")
    assert window.seen("storage.sure") is None, "kept after all"
    window.click("storage.clear")
    window.click("storage.sure.action")
    window.until(lambda: window.seen("storage.none") is not None, "cleared")
    assert window.ask(lambda desk: all(not desk.store.media.get(sha256).path.exists() for sha256 in here))
    assert window.ask(lambda desk: all(desk.store.media.get(photo.sha256).path.exists() for draft in desk.drafts() for photo in draft.photos)), \
        "nothing that is not sent"
    window.key(Qt.Key.Key_Escape)
