"""A walk through every screen by an outside client of assistive technology, and by keyboard alone.

The window is the product's own, a process for itself on a virtual screen; nothing here looks into it. What is checked is what a
screen reader is told over AT-SPI, what real keys do, and what is drawn.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.access import checks, rounds
from tests.ui.access.desktop import Desktop, NoDesktop
from tests.ui.access.looking import around, crop, different, signature
from tests.ui.access.reader import Node
from tests.ui.access.seat import Seat, find

TOUCH = 48
ROLES = {"push button", "button", "page tab", "list item", "check box", "radio button", "slider", "text", "entry", "password text", "toggle button",
         "link", "combo box", "spin button", "menu item"}
WITH_KEYS = {"list", "table", "graphic", "image"}  # the keyboard moves inside of them; what it does is part of their name
PICTURES = {"image", "icon", "chart", "animation", "canvas", "drawing area"}
SHOWN = (1280, 800)

# How one gets there from the home page: the names of what is pressed, by turns.
PAGES: dict[str, list[str]] = {
    "home": [],
    "cases": ["rail.cases"],
    "case": ["rail.cases", "cases.row."],
    "map": ["rail.map"],
    "activity": ["rail.activity"],
    "me": ["rail.me"],
    "licences": ["rail.me", "me.licences"],
    "sending": ["rail.me", "me.sending"],
    "setup": ["rail.me", "me.setup"],
    "storage": ["rail.me", "me.storage"],
    "areas": ["rail.me", "me.areas"],
    "help": ["rail.me", "me.help"],
    "outbox": ["strip"],
    "report": ["rail.report"],
    "category": ["rail.report", "report.what"],
    "place": ["rail.report", "report.where"],
    "time": ["rail.report", "report.when"],
    "patrol": ["rail.patrol"],
    "intake": ["rail.intake"],
}


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desktop]:
    """Where none can be had the walk is left out, and it is said why."""
    try:
        with Desktop() as made:
            yield made
    except NoDesktop as reason:
        print(f"left out: {reason}", file=sys.__stderr__, flush=True)
        pytest.skip(str(reason))


def test_the_gallery_is_walked_too(desktop: Desktop) -> None:
    """Before the window is there: two on one screen would take the keyboard from each other."""
    assert rounds.gallery(desktop, "wide", "light") == []


@pytest.fixture(scope="module")
def seat(desktop: Desktop, lived: Any) -> Iterator[Seat]:
    with Seat(desktop, lived.data("wangfang"), SHOWN) as made:
        made.sit_down()
        yield made


@pytest.fixture(scope="module", params=PAGES)
def page(seat: Seat, request: pytest.FixtureRequest) -> Node:
    return seat.go(PAGES[request.param])


def test_a_page_that_comes_is_said_without_being_asked_for(seat: Seat) -> None:
    seat.go(PAGES["home"])
    seat.go(PAGES["cases"])
    seat.reader.announced(lambda said: said == "Cases", "which page this is")


def targets(window: Node) -> list[Node]:
    return [node for node in window.walk() if node.target and node.role not in ("frame", "window")]


def test_whatever_can_be_used_has_a_name(page: Node) -> None:
    assert len(targets(page)) >= 6, "the strip and the places are always there"
    assert [str(node) for node in targets(page) if not (node.name.strip() or node.description.strip())] == []


def test_whatever_can_be_used_says_what_kind_of_thing_it_is(page: Node) -> None:
    assert [str(node) for node in targets(page) if node.role not in (ROLES if node.pressable else ROLES | WITH_KEYS)] == []


def test_pictures_are_told_in_words(page: Node) -> None:
    assert [str(node) for node in page.walk() if node.role in PICTURES and not node.name.strip()] == []


def test_whatever_can_be_used_is_large_enough_and_inside(page: Node) -> None:
    wrong = []
    for node in targets(page):
        x, _, width, height = node.extents
        if width < TOUCH or height < TOUCH or x < 0 or x + width > SHOWN[0]:
            wrong.append(str(node))
    assert wrong == []


def test_states_are_told_as_they_are(page: Node) -> None:
    tabs = [node for node in page.walk() if node.role == "page tab"]
    assert len([node for node in tabs if "selected" in node.states]) <= 1
    for parent in page.walk():
        choices = [node for node in parent.children if node.role == "radio button"]
        assert len([node for node in choices if "checked" in node.states]) <= 1, [str(node) for node in choices]
        assert all("checkable" in node.states for node in choices)
    for node in page.walk():
        assert node.role != "check box" or "checkable" in node.states, str(node)
        # (What holds the row that has the keyboard says so as well.)
        assert node.role in WITH_KEYS or "focused" not in node.states or "focusable" in node.states, str(node)


def test_the_keyboard_alone_comes_everywhere_is_seen_and_is_caught_nowhere(seat: Seat, page: Node) -> None:
    """Tab goes round, Shift and Tab the same way back; on its way it is on everything that can be used, and one sees where."""
    first = seat.tab()
    assert first is not None, "the first press of Tab leads nowhere"
    before = seat.reader.look()
    picture = seat.screen.pixels((0, 0, *SHOWN))
    known = {node.reference: node for node in before.walk()}
    order, unseen = [first], []

    def name_of(reference: Any) -> str:
        return str(known.get(reference, reference))

    while (reached := seat.tab()) != first:
        assert reached is not None, f"after {name_of(order[-1])} the keyboard is on nothing that is told of"
        assert reached not in order, f"caught: {[name_of(each) for each in order[order.index(reached):]]}"
        order.append(reached)
        node = known.get(reached)
        if node is not None and not seen(seat, node, picture):
            unseen.append(str(node))
        assert len(order) < 300
    assert unseen == [], "nobody sees that the keyboard is there"
    assert [str(node) for node in missed(before, set(order))] == []
    backwards = [first, *(seat.tab("Shift") for _ in order[1:])]
    assert [name_of(each) for each in backwards] == [name_of(each) for each in (first, *reversed(order[1:]))]


def seen(seat: Seat, node: Node, before: bytes) -> bool:
    """It is in sight where it is now, scrolled to or not, and what is drawn there is not what was."""
    until = time.monotonic() + 10.0
    while True:
        now = seat.reader.place(node)
        box = around(now, SHOWN)
        if checks.inside(now, SHOWN[1]) and different(crop(before, SHOWN[0] * 4, box), seat.screen.pixels(box)):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.02)


def missed(node: Node, reached: set[Any], inside: bool = False) -> list[Node]:
    """What can be used and Tab did not come to. Inside of a list or a map its own keys lead on; that it hands the keyboard to a row
    is as good as having it."""
    if node.role in WITH_KEYS:
        here = [] if inside or any(each.reference in reached for each in node.walk()) or "focusable" not in node.states else [node]
        return here + [each for child in node.children for each in missed(child, reached, True)]
    wanted = node.target and "focusable" in node.states and node.role not in ("frame", "window")
    here = [node] if wanted and not inside and node.reference not in reached else []
    return here + [each for child in node.children for each in missed(child, reached, inside)]


def test_escape_leads_home_step_by_step(seat: Seat, page: Node) -> None:
    now = page
    for _ in range(6):
        home = find(now, "rail.home")
        if home is not None and "selected" in home.states:
            return
        before = signature(now)
        seat.screen.key("Escape")
        now = seat.reader.wait_for(lambda window, before=before: signature(window) != before, "a step back")
    raise AssertionError(f"Escape does not lead home from {signature(page)}")


def test_a_choice_tells_what_is_chosen_now(seat: Seat) -> None:
    def chosen(window: Node) -> set[str]:
        return {node.id.rpartition(".")[2] for node in window.walk() if ".me.theme." in node.id and "checked" in node.states}

    page = seat.go(PAGES["me"])
    assert chosen(page) == {"light"}
    for name in ("dark", "light"):
        button = find(page, f"me.theme.{name}")
        assert button is not None and button.role == "radio button"
        seat.reader.press(button)
        page = seat.reader.wait_for(lambda window, name=name: chosen(window) == {name}, f"{name} is chosen")


def test_what_is_missing_is_said_without_being_asked_for(seat: Seat) -> None:
    seat.go(PAGES["report"])
    seat.reader.press(seat.see("report.submit"))
    seat.reader.announced(lambda said: said.startswith("Still missing"), "why nothing is sent")


def test_the_window_complained_of_nothing(desktop: Desktop, seat: Seat) -> None:
    assert seat.process.poll() is None
    assert desktop.said() == ""
