"""Notifications over a real session bus, at a desktop that writes down what it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fieldclient.ui.notify.bus_notes import BusNotes, Note
from fieldclient.ui.notify.face import face, pixels
from tests.ui.notify.bus import Bus, Desk, until

NOTE = Note("case c1", "case c1", "City care", "Broken manhole <cover> · East Road 18", "There is a new task", "Click to open")


@pytest.fixture(scope="module", autouse=True)
def bus() -> Iterator[Bus]:
    with Bus() as made:
        yield made


class Teller:
    """The product's side, and what it heard."""

    def __init__(self) -> None:
        self.clicks: list[tuple[str, str]] = []
        self.there: list[bool] = []
        self.notes = BusNotes(lambda key, token: self.clicks.append((key, token)), self.there.append)


@pytest.fixture
def teller() -> Iterator[Teller]:
    made = Teller()
    yield made
    made.notes.close()
    assert not made.notes._thread.begun


def test_it_is_shown_and_a_click_says_what_it_is_about(teller: Teller) -> None:
    with Desk() as desk:
        teller.notes.show(NOTE)
        until(lambda: bool(desk.shown), "it is shown")
        shown = desk.shown[0]
        assert (shown.app, shown.title, shown.replaces) == ("fieldclient", "City care", 0)
        assert shown.body == "Broken manhole &lt;cover&gt; · East Road 18", "what a hub writes is no markup"
        assert shown.actions == ["default", "Click to open"] and shown.hints["urgency"] == 1
        desk.click(shown.number, token="token-7")
        until(lambda: bool(teller.clicks), "the click")
        assert teller.clicks == [("case c1", "token-7")] and teller.there == [True]


@pytest.mark.parametrize("locked", [True, None])
def test_nothing_private_where_the_screen_is_or_may_be_locked(teller: Teller, locked: bool | None) -> None:
    with Desk(locked=locked) as desk:
        teller.notes.show(NOTE)
        until(lambda: bool(desk.shown), "it is shown")
        assert desk.shown[0].body == "There is a new task"


def test_a_later_one_of_the_same_matter_takes_the_place(teller: Teller) -> None:
    with Desk() as desk:
        teller.notes.show(NOTE)
        teller.notes.show(replace(NOTE, body="again"))
        teller.notes.show(replace(NOTE, slot="other", urgent=True))
        until(lambda: len(desk.shown) == 3, "three")
        assert [shown.replaces for shown in desk.shown] == [0, 1, 0] and desk.shown[2].hints["urgency"] == 2
        desk.close(1)
        until(lambda: len(teller.notes._sent) == 1, "it is forgotten")
        desk.click(1)
        desk.click(desk.shown[2].number)
        until(lambda: bool(teller.clicks), "a click")
        assert len(teller.clicks) == 1, "what was closed is not clicked"


def test_the_sign_of_the_app_comes_along(teller: Teller) -> None:
    with Desk(can=("body",)) as desk:
        teller.notes.show(replace(NOTE, icon=pixels(face(16))))
        until(lambda: bool(desk.shown), "it is shown")
        width, height, stride, alpha, bits, channels, data = desk.shown[0].hints["image-data"]
        assert (width, height, stride, alpha, bits, channels, len(data)) == (16, 16, 64, True, 8, 4, 1024)
        assert desk.shown[0].actions == [], "this desktop has no actions"
        assert desk.shown[0].body == "Broken manhole <cover> · East Road 18", "and takes no markup"


def test_what_others_say_on_the_bus_does_no_harm(teller: Teller) -> None:
    with Desk() as desk:
        teller.notes.show(NOTE)
        until(lambda: bool(desk.shown), "it is shown")
        desk._signal("ActionInvoked", "asu", (["no number"], 1))
        desk._signal("ActivationToken", "u", (desk.shown[0].number,))
        desk.click(desk.shown[0].number)
        until(lambda: bool(teller.clicks), "the click is heard after them")
        assert teller.clicks == [("case c1", "")]


def test_a_desktop_that_comes_later_is_found(teller: Teller) -> None:
    teller.notes.show(NOTE)
    until(lambda: teller.there == [False], "nobody is there")
    with Desk() as desk:
        teller.notes.show(NOTE)
        until(lambda: teller.there == [False, True], "somebody is")
        assert len(desk.shown) == 1


def test_after_some_failures_nothing_more_is_tried(teller: Teller) -> None:
    for _ in range(4):
        teller.notes.show(NOTE)
    until(lambda: teller.there == [False] * 3 and teller.notes._jobs.empty(), "three tries")
    teller.notes.close()
    assert teller.there == [False] * 3


def test_without_a_bus_it_says_so(teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    teller.notes.show(NOTE)
    until(lambda: teller.there == [False], "no bus")


@pytest.mark.parametrize(("waiting", "trouble"), [(0, False), (3, False), (120, False), (0, True)])
def test_the_sign_shows_how_much_waits(waiting: int, trouble: bool) -> None:
    plain, told = face(64), face(64, waiting, trouble=trouble)
    assert (told == plain) is (waiting == 0 and not trouble)
    assert told.pixelColor(8, 32) == plain.pixelColor(8, 32) and told.pixelColor(0, 0).alpha() == 0
