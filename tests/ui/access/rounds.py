"""Once round a page by keyboard alone, and what is wrong with it, in sentences."""

from __future__ import annotations

from tests.ui.access import checks
from tests.ui.access.desktop import Desktop
from tests.ui.access.looking import around, crop, different
from tests.ui.access.pages import DOORS, LOOKS, Page
from tests.ui.access.reader import Node, Reference
from tests.ui.access.visiting import Seat, names

PARTS = "gallery.mode.light"
MOST = 300  # no page has more stops


def by_keyboard(seat: Seat, page: Page, seen: Node, back: bool = True) -> list[str]:
    """What is wrong with this page for whoever has no pointer."""
    return {"round": walk, "inside": kept, "on": gone_on}[page.tab](seat, seen, back)


def kept(seat: Seat, page: Node, back: bool) -> list[str]:
    """A sheet that covers the window keeps the keyboard until it is closed."""
    sheet = next((node for node in page.walk() if node.role == "dialog"), page)
    inside = {node.reference for node in sheet.walk()}
    reached = [seat.tab(*held, wait_s=0.5) for held in ((), (), *([("Shift",)] if back else []))]
    known = {node.reference: node for node in page.walk()}
    return [f"the keyboard leaves the sheet for {told(known, each)}" for each in reached if each is not None and each not in inside]


def gone_on(seat: Seat, page: Node, back: bool) -> list[str]:
    """A sheet that goes when the keyboard goes on: the keyboard is in it from the beginning."""
    inside = {node.reference for node in page.walk() if node.role == "menu item"}
    return [] if any("focused" in node.states for node in page.walk() if node.reference in inside) else ["the sheet does not have the keyboard"]


def walk(seat: Seat, page: Node, back: bool = True) -> list[str]:
    """Tab goes round, Shift and Tab the same way back; on its way it is on everything that can be used, one sees where, and it goes
    as one reads."""
    first = seat.tab()
    if first is None:
        return ["the first press of Tab leads nowhere"]
    known = {node.reference: node for node in page.walk()}
    fixed = dict(known)  # what comes by scrolling is told where it is then, and not where it is beside the others
    order, wrong = forwards(seat, first, known)
    if wrong:
        return wrong
    wrong = [f"the keyboard does not come to {name}" for name in names(checks.missed(page, set(order)))]
    seen_now = checks.from_the_top([fixed[each] for each in order if each in fixed])
    wrong += [f"the keyboard goes back and forth: {move}" for move in checks.backwards(seen_now, seat.size[1])]
    return wrong + (way_back(seat, order, known) if back else [])


def door(desktop: Desktop, whose: str, look: str, theme: str) -> list[str]:
    """The pages before anybody has come in, in this look. Nothing of anybody's is told there."""
    wrong = []
    with begun(desktop, whose, look, theme) as seat:
        seat.sit_down(DOORS[whose][0][2])
        seat.turn(*LOOKS[look][:2])
        for name, steps, shows in DOORS[whose]:
            for step in steps:
                seat.take(step)
            page = seat.rest(shows)
            said = [*checks.faults(page, seat.size), *walk(seat, page, back=False)]
            said += [f"{node} is told behind the lock" for node in page.walk() if ".rail." in node.id or node.id.endswith(".strip")]
            wrong += [f"{name}: {each}" for each in said]
    return wrong


def begun(desktop: Desktop, whose: str, look: str, theme: str) -> Seat:
    """At this device, with its type as large as in this look."""
    return Seat(desktop, "--data", str(desktop.folder / whose), "--theme", theme, "--scale", str(LOOKS[look][2]))


def gallery(desktop: Desktop, look: str, theme: str) -> list[str]:
    """Every part in every state, in this look, round by Tab."""
    width, height, scale = LOOKS[look]
    with Seat(desktop, "--theme", theme, "--width", str(width), "--scale", str(scale), gallery=True) as seat:
        seat.sit_down(PARTS)
        seat.turn(width, height)
        page = seat.rest(PARTS)
        return [*checks.faults(page, seat.size), *walk(seat, page, back=False)]


def forwards(seat: Seat, first: Reference, known: dict[Reference, Node]) -> tuple[list[Reference], list[str]]:
    """The stops of one round; and why there is none, or where one would not see the keyboard."""
    picture = seat.still()
    order, unseen = [first], []
    while (reached := seat.tab()) != first:
        if reached is None:
            return order, [f"after {told(known, order[-1])} the keyboard is on nothing that is told of"]
        if reached in order or len(order) > MOST:
            return order, [f"caught: {', '.join(told(known, each) for each in order[order.index(reached) if reached in order else -9:])}"]
        order.append(reached)
        if reached not in known:  # it came into sight by this: it is looked at now
            known[reached] = node = seat.reader.node(reached)
            unseen += [f"{node} {what}" for what in checks.of_node(node, seat.size)]
        node = known[reached]
        if not seen(seat, node, picture):
            unseen.append(f"nobody sees that the keyboard is on {node}")
    return order, unseen


def seen(seat: Seat, node: Node, before: bytes) -> bool:
    """It is in sight where it is now, scrolled to or not, and what is drawn there is not what was."""
    def drawn() -> bool:
        now = seat.reader.place(node)
        box = around(now, seat.size)
        return checks.inside(now, seat.size[1]) and different(crop(before, seat.size[0] * 4, box), seat.screen.pixels(box))

    return seat.until(drawn, 10.0)


def way_back(seat: Seat, order: list[Reference], known: dict[Reference, Node]) -> list[str]:
    for wanted in [*reversed(order[1:]), order[0]]:
        reached = seat.tab("Shift")
        if reached != wanted:
            return [f"backwards the keyboard comes to {told(known, reached)} instead of {told(known, wanted)}"]
    return []


def told(known: dict[Reference, Node], reference: Reference | None) -> str:
    return str(known.get(reference, reference)) if reference is not None else "nothing"
