"""The walk's own eyes: every fault it looks for is found where there is one, and nothing is found where there is none."""

from __future__ import annotations

import pytest

from tests.ui.access import checks
from tests.ui.access.reader import Node

SIZE = (1280, 800)
USABLE = frozenset({"enabled", "focusable", "visible"})


def node(name: str, role: str = "button", at: tuple[int, int, int, int] = (100, 100, 120, 48), *, states: frozenset[str] = USABLE,
         press: bool = True, description: str = "", id: str = "", children: tuple[Node, ...] = ()) -> Node:
    return Node((":1", f"/{name or 'nameless'}/{at}"), role, name, description, id or f"page.{name}", states, at,
                ("Press",) if press else (), list(children))


def window(*children: Node) -> Node:
    return node("City care", "frame", (0, 0, *SIZE), press=False, children=(node("Home"), node("Cases", at=(100, 200, 120, 48)), *children))


@pytest.mark.parametrize(("wrong", "said"), [
    (node(""), "has no name"),
    (node("Go", "panel"), "no kind of thing"),
    (node("Go", at=(0, 0, 47, 48)), "too small"),
    (node("Go", at=(1250, 0, 48, 48)), "sticks out"),
    (node("", "image", press=False, states=frozenset()), "picture without words"),
    (node("Go", states=USABLE - {"enabled"}), "does not say why"),
    (node("On", "check box"), "whether it is chosen"),
    (node("Go", states=USABLE - {"focusable"} | {"focused"}), "says that it cannot"),
    (node("List", "list", press=False, children=tuple(
        node(str(at), "radio button", states=USABLE | {"checkable", "checked"}) for at in (1, 2))), "more than one checked"),
])
def test_a_fault_is_found(wrong: Node, said: str) -> None:
    found = checks.faults(window(wrong), SIZE)
    assert len(found) == 1 and said in found[0], found


@pytest.mark.parametrize("right", [
    node("", description="Delete"),
    node("Go", states=USABLE - {"enabled"}, description="Choose a folder first"),
    node("On", "check box", states=USABLE | {"checkable", "checked"}),
    node("More", states=USABLE | {"expandable"}),
    node("Map, arrow keys move it", "graphic", press=False),
    node("only words", "label", (0, 0, 10, 10), press=False),
])
def test_what_is_right_is_left_in_peace(right: Node) -> None:
    assert checks.faults(window(right), SIZE) == []


def test_a_page_that_says_nothing_is_a_fault() -> None:
    assert checks.faults(node("City care", "frame", press=False), SIZE) != []


def test_what_tab_did_not_come_to_is_told() -> None:
    row = node("row", "list item")
    rows = node("Cases", "list", press=False, children=(row,))
    whole = window(rows)
    home, cases = whole.children[:2]
    assert checks.missed(whole, {home.reference, row.reference}) == [cases]
    assert checks.missed(whole, {home.reference, cases.reference}) == [rows]
    assert checks.missed(whole, {each.reference for each in (home, cases, rows)}) == []


def test_the_keyboard_goes_as_one_reads() -> None:
    top, right, below = node("top"), node("right", at=(300, 100, 120, 48)), node("below", at=(100, 200, 320, 48))
    assert checks.backwards([top, right, below], 800) == []
    assert checks.backwards([right, top], 800) == ["from button 'right' (right) at (300, 100, 120, 48) to button 'top' (top) at (100, 100, 120, 48)"]
    assert len(checks.backwards([top, below, right], 800)) == 1
    other_pane = node("other", at=(700, 20, 120, 48))
    assert checks.backwards([top, below, other_pane], 800) == [], "a second column is read after the first"
    scrolled = node("scrolled", at=(100, 1500, 120, 48))
    assert checks.backwards([scrolled, below], 800) == [], "a button below what is scrolled"
    assert checks.backwards([node("bar", at=(100, 700, 120, 60), id="w.rail.me"), top], 800) == [], "from the bar to the page"
    clear = node("clear", at=(150, 100, 48, 48))
    assert checks.backwards([clear, top], 800) == checks.backwards([top, clear], 800) == [], "a button inside of a field"


def test_a_round_is_judged_from_its_top_wherever_the_keyboard_was_at_first() -> None:
    top, middle, below = node("top"), node("middle", at=(100, 200, 120, 48)), node("below", at=(100, 300, 120, 48))
    assert checks.from_the_top([below, top, middle]) == [top, middle, below]
    skip, larger = node("skip", at=(100, 204, 120, 48)), node("next", at=(300, 200, 120, 56))
    assert checks.from_the_top([larger, skip]) == [skip, larger], "a line is read from its left"
    assert checks.from_the_top([]) == []
    assert len(checks.backwards(checks.from_the_top([middle, top, below]), 800)) == 1
