"""What is wrong with a window as it is told to assistive technology, in sentences. Pure: nodes in, sentences out."""

from __future__ import annotations

from collections.abc import Sequence

from tests.ui.access.reader import Node, Reference

TOUCH = 48
PRESSED = {"push button", "button", "button menu", "page tab", "check box", "radio button", "toggle button", "link", "combo box", "menu item"}
ROLES = PRESSED | {"list item", "slider", "text", "entry", "password text", "spin button"}
WITH_KEYS = {"list", "table", "graphic", "image"}  # the keyboard moves inside of them; what it does is part of their name
PICTURES = {"image", "icon", "chart", "animation", "canvas", "drawing area"}
WINDOWS = ("frame", "window")
SLACK = 4  # pixels that neighbours may overlap by


def targets(window: Node) -> list[Node]:
    return [node for node in window.walk() if node.target and node.role not in WINDOWS]


def faults(window: Node, size: tuple[int, int]) -> list[str]:
    """Everything that can be seen from one look at a window of this size."""
    found = [f"a page without anything to use: {window}"] if len(targets(window)) < 2 else []
    for node in window.walk():
        found += [f"{node} {what}" for what in of_node(node, size)]
    for parent in window.walk():
        found += of_choices(parent)
    return found


def of_node(node: Node, size: tuple[int, int]) -> list[str]:
    if node.role in WINDOWS:
        return []
    found = []
    if node.target:
        found += of_target(node, size)
    if node.role in PICTURES and not told(node):
        found.append("is a picture without words")
    if node.role in PRESSED and not node.usable and not node.description.strip():
        found.append("cannot be used now and does not say why")
    if node.role in ("check box", "radio button") and "checkable" not in node.states:
        found.append("does not tell whether it is chosen")
    if node.role in ROLES and "focused" in node.states and "focusable" not in node.states:
        found.append("has the keyboard and says that it cannot")
    return found


def of_target(node: Node, size: tuple[int, int]) -> list[str]:
    found = []
    if not told(node):
        found.append("has no name")
    if node.role not in (ROLES if node.pressable else ROLES | WITH_KEYS):
        found.append("is no kind of thing that one uses")
    x, _, width, height = node.extents
    if width < TOUCH or height < TOUCH:
        found.append("is too small")
    if x < 0 or x + width > size[0]:
        found.append("sticks out")
    return found


def of_choices(parent: Node) -> list[str]:
    """One place is chosen at most, and one of the answers to a question."""
    found = []
    for role, state in (("page tab", "selected"), ("radio button", "checked")):
        chosen = [str(node) for node in parent.children if node.role == role and state in node.states]
        if len(chosen) > 1:
            found.append(f"more than one {state}: {', '.join(chosen)}")
    return found


def told(node: Node) -> bool:
    return bool(node.name.strip() or node.description.strip())


def missed(node: Node, reached: set[Reference], inside: bool = False) -> list[Node]:
    """What can be used and Tab did not come to. Inside of a list or a map its own keys lead on; that it hands the keyboard to a row
    is as good as having it."""
    if node.role in WITH_KEYS:
        here = [] if inside or any(each.reference in reached for each in node.walk()) or "focusable" not in node.states else [node]
        return here + [each for child in node.children for each in missed(child, reached, True)]
    wanted = node.target and "focusable" in node.states and node.role not in WINDOWS
    here = [node] if wanted and not inside and node.reference not in reached else []
    return here + [each for child in node.children for each in missed(child, reached, inside)]


def from_the_top(order: Sequence[Node]) -> list[Node]:
    """The same round, begun with the first of the highest line: where the keyboard was at first is no matter."""
    line = min((node.extents[1] for node in order), default=0) + TOUCH / 2
    first = min((at for at, node in enumerate(order) if node.extents[1] < line), key=lambda at: order[at].extents[0], default=0)
    return [*order[first:], *order[:first]]


def backwards(order: Sequence[Node], height: int) -> list[str]:
    """Where the keyboard goes against the way one reads: up in its own column, or to the left in its own line. Left out are the way
    from the places to the page (a bar lies below it), that back to the strip with which a round begins anew, and that between what is
    scrolled and what is not; and the corners of an area, which go round it."""
    found = []
    for one, next_ in zip(order, order[1:], strict=False):
        corners = ".map.corner." in one.id and ".map.corner." in next_.id
        anew = corners or ".rail." in one.id or ".rail." in next_.id or next_.id.endswith(".strip")
        if anew or inside(one, height) != inside(next_, height) or within(one, next_) or within(next_, one):
            continue
        (x, y, width, tall), (to_x, to_y, to_width, to_tall) = one.extents, next_.extents
        beside = min(y + tall, to_y + to_tall) - max(y, to_y) > min(tall, to_tall) / 2
        below = min(x + width, to_x + to_width) - max(x, to_x) > min(width, to_width) / 2
        if (below and to_y + to_tall <= y + SLACK) or (beside and to_x + to_width <= x + SLACK):
            found.append(f"from {one} to {next_}")
    return found


def inside(node: Node, height: int) -> bool:
    """Seen now, without scrolling."""
    return node.extents[1] >= 0 and node.extents[1] + node.extents[3] <= height


def within(node: Node, other: Node) -> bool:
    """Lies on the other one."""
    (x, y, width, height), (at_x, at_y, wide, tall) = node.extents, other.extents
    return at_x <= x and at_y <= y and x + width <= at_x + wide and y + height <= at_y + tall
