"""A client of assistive technology, from outside: sees what a screen reader is told over AT-SPI and acts as one does.

It speaks D-Bus itself and knows nothing of Qt. Many questions travel at once, or a look at a page would take seconds.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection

ATSPI = "org.a11y.atspi."
REGISTRY = "org.a11y.atspi.Registry"
ROOT_PATH = "/org/a11y/atspi/accessible/root"
WAIT_S = 60.0
AT_ONCE = 150  # questions under way; more would fill the sockets of both ends
# The numbers of AtspiStateType; those that matter to whoever cannot see the screen.
STATES = {1: "active", 4: "checked", 5: "collapsed", 6: "defunct", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded",
          11: "focusable", 12: "focused", 16: "modal", 20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive", 25: "showing",
          30: "visible", 41: "checkable", 43: "read-only"}
PRESSES = ("Press", "Toggle")

Reference = tuple[str, str]  # bus name, object path


@dataclass
class Node:
    """What is told of one object. `extents`: x, y, width, height on the screen in pixels."""

    reference: Reference
    role: str = ""
    name: str = ""
    description: str = ""
    id: str = ""
    states: frozenset[str] = frozenset()
    extents: tuple[int, int, int, int] = (0, 0, 0, 0)
    actions: tuple[str, ...] = ()
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def pressable(self) -> bool:
        return any(action in PRESSES for action in self.actions)

    @property
    def usable(self) -> bool:
        return "enabled" in self.states

    @property
    def target(self) -> bool:
        """Something that a finger, the keyboard or a screen reader's command can be put to. (Qt calls every label focusable.)"""
        return self.usable and (self.pressable or ("focusable" in self.states and self.role != "label"))

    def __str__(self) -> str:
        return f"{self.role} {self.name!r} ({self.id.rpartition('.')[2] or self.reference[1]}) at {self.extents}"


class Reader:
    """`connection`: to the bus of assistive technology; `process_id` of the window that is looked at."""

    def __init__(self, connection: DBusConnection, process_id: int) -> None:
        self._connection = connection
        self._focused: deque[Reference] = deque()
        self._announced: list[str] = []
        self._away: list[Reference] = []  # what was not visible in the last look: hidden, or scrolled away
        self._kinds: dict[Reference, tuple[str, str, tuple[str, ...]]] = {}  # role, id, actions: an object keeps them
        self._listen()
        self.application = self._find(process_id)

    # Looking

    def look(self) -> Node:
        """The window as it is told now: nothing of what is hidden, but what one would have to scroll to."""
        window = self._children([self.application])[0][0]
        top = Node(window)
        level = [top]
        self._away = []
        self._describe(level)
        while level:
            below: list[Node] = []
            for node, references in zip(level, self._children([node.reference for node in level]), strict=True):
                node.children = [Node(reference) for reference in references]
                below += node.children
            self._read_states(below)
            self._away += [child.reference for child in below if "visible" not in child.states]
            for node in level:
                node.children = [child for child in node.children if "visible" in child.states]
            level = [child for node in level for child in node.children]
            self._describe(level)
        return top

    def away(self) -> list[Node]:
        """What the last look left out, and what lies in it where it has a place: it comes when the keyboard goes there."""
        level = [Node(reference) for reference in self._away]
        found: list[Node] = []
        while level:
            self._read_states(level)
            self._describe(level)
            found += level
            placed = [node.reference for node in level if node.extents[2] > 0]
            level = [Node(reference) for references in self._children(placed) for reference in references]
        return found

    def node(self, reference: Reference) -> Node:
        """One object alone, as it is now."""
        made = Node(reference)
        self._read_states([made])
        self._describe([made])
        return made

    def wait_for(self, true: Callable[[Node], Any], what: str) -> Node:
        """Look until this is so."""
        until = time.monotonic() + WAIT_S
        while True:
            seen = self.look()
            if true(seen):
                return seen
            assert time.monotonic() < until, f"never seen: {what}; there is {[str(node) for node in seen.walk() if node.name]}"
            time.sleep(0.05)

    # Acting

    def press(self, node: Node) -> None:
        """As a screen reader's "activate" does: the action itself, no pointer and no key."""
        self.act(node, *PRESSES)

    def act(self, node: Node, *actions: str) -> None:
        """The first action of these names that there is now; what has the keyboard may have others than it had."""
        (told,) = self._ask([self._call(node.reference, "Action", "GetActions")])
        number = next((number for number, action in enumerate(told[0] if told else ()) if action[0] in actions), None)
        assert number is not None, f"{node} has no {actions[0]}"
        (done,) = self._ask([self._call(node.reference, "Action", "DoAction", "i", (number,))])
        assert done == (True,), f"{node} refused to be pressed"

    def states(self, node: Node) -> frozenset[str]:
        """As they are now; none of what has gone."""
        now = Node(node.reference)
        self._read_states([now])
        return now.states

    def place(self, node: Node) -> Node:
        """Where it is now."""
        (answer,) = self._ask([self._call(node.reference, "Component", "GetExtents", "u", (0,))])
        return replace(node, extents=tuple(answer[0]) if answer else node.extents)

    def announced(self, true: Callable[[str], bool], what: str) -> str:
        """Something that is said without being asked for, to whoever cannot see it appear."""
        until = time.monotonic() + WAIT_S
        while True:
            said = next((text for text in self._announced if true(text)), None)
            if said is not None:
                self._announced.clear()
                return said
            assert time.monotonic() < until, f"never said: {what}; but {self._announced}"
            try:
                self._take(self._connection.receive(timeout=0.2))
            except TimeoutError:
                continue

    def grab_focus(self, node: Node) -> None:
        self._ask([self._call(node.reference, "Component", "GrabFocus")])

    def focus(self, wait_s: float = WAIT_S) -> Reference | None:
        """The next object that is told to have the keyboard now; None when none is told in this time."""
        until = time.monotonic() + wait_s
        while not self._focused:
            left = until - time.monotonic()
            if left <= 0:
                return None
            try:
                self._take(self._connection.receive(timeout=left))
            except TimeoutError:
                return None
        return self._focused.popleft()

    def forget_focus(self) -> None:
        """What was told until now is old."""
        while self.focus(0.0) is not None:
            pass

    # Asking

    def _call(self, reference: Reference, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        address = DBusAddress(reference[1], reference[0], ATSPI + interface)
        return new_method_call(address, method, signature or None, body)

    def _property(self, reference: Reference, name: str) -> Any:
        return Properties(DBusAddress(reference[1], reference[0], ATSPI + "Accessible")).get(name)

    def _children(self, references: list[Reference]) -> list[list[Reference]]:
        answers = self._ask([self._call(reference, "Accessible", "GetChildren") for reference in references])
        return [[(name, path) for name, path in answer[0]] if answer else [] for answer in answers]

    def _read_states(self, nodes: list[Node]) -> None:
        for node, answer in zip(nodes, self._ask([self._call(n.reference, "Accessible", "GetState") for n in nodes]), strict=True):
            low, high = answer[0] if answer else (0, 0)
            bits = low | high << 32
            node.states = frozenset(name for number, name in STATES.items() if bits >> number & 1)

    def _describe(self, nodes: list[Node]) -> None:
        """Everything but states and children."""
        self._read_kinds([node.reference for node in nodes if node.reference not in self._kinds])
        questions = []
        for node in nodes:
            at = node.reference
            questions += [self._property(at, "Name"), self._property(at, "Description"), self._call(at, "Component", "GetExtents", "u", (0,))]
        answers = iter(self._ask(questions))
        for node in nodes:
            node.role, node.id, node.actions = self._kinds[node.reference]
            name, description, extents = (next(answers) for _ in range(3))
            node.name, node.description = (str(value[0][1]) if value else "" for value in (name, description))
            node.extents = tuple(extents[0]) if extents else (0, 0, 0, 0)

    def _read_kinds(self, references: list[Reference]) -> None:
        questions = []
        for at in references:
            questions += [self._call(at, "Accessible", "GetRoleName"), self._property(at, "AccessibleId"), self._call(at, "Action", "GetActions")]
        answers = iter(self._ask(questions))
        for at in references:
            role, identity, actions = (next(answers) for _ in range(3))
            self._kinds[at] = (role[0] if role else "", str(identity[0][1]) if identity else "",
                               tuple(action[0] for action in actions[0]) if actions else ())

    def _ask(self, messages: list[Any]) -> list[tuple[Any, ...]]:
        """The answers in order; () for what was refused, e.g. by an object that has gone meanwhile."""
        answers: list[tuple[Any, ...]] = []
        for first in range(0, len(messages), AT_ONCE):
            waiting: dict[int, int] = {}
            part: list[tuple[Any, ...]] = [()] * len(messages[first:first + AT_ONCE])
            for place, message in enumerate(messages[first:first + AT_ONCE]):
                serial = next(self._connection.outgoing_serial)
                waiting[serial] = place
                self._connection.send(message, serial=serial)
            while waiting:
                message = self._connection.receive(timeout=WAIT_S)
                place = waiting.pop(message.header.fields.get(HeaderFields.reply_serial, -1), None)
                if place is None:
                    self._take(message)
                elif message.header.message_type is MessageType.method_return:
                    part[place] = tuple(message.body)
            answers += part
        return answers

    # Listening

    def _listen(self) -> None:
        registry = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
        for member, event in (("StateChanged", "object:state-changed:focused"), ("Announcement", "object:announcement")):
            rule = MatchRule(type="signal", interface=ATSPI + "Event.Object", member=member)
            self._ask([message_bus.AddMatch(rule), new_method_call(registry, "RegisterEvent", "s", (event,))])

    def _take(self, message: Any) -> None:
        told = message.header.fields
        if message.header.message_type is not MessageType.signal:
            return
        if told.get(HeaderFields.member) == "Announcement":
            self._announced.append(str(message.body[3][1]))
        elif told.get(HeaderFields.member) == "StateChanged" and message.body[0] == "focused" and message.body[1]:
            self._focused.append((told[HeaderFields.sender], told[HeaderFields.path]))

    def _find(self, process_id: int) -> Reference:
        """The application of this process, when it has told the registry of itself and shows a window."""
        until = time.monotonic() + WAIT_S
        while True:
            for reference in self._children([(REGISTRY, ROOT_PATH)])[0]:
                (answer,) = self._ask([new_method_call(message_bus, "GetConnectionUnixProcessID", "s", (reference[0],))])
                if answer == (process_id,) and self._children([reference])[0]:
                    return reference
            assert time.monotonic() < until, "the window never told assistive technology of itself"
            time.sleep(0.05)
