"""In the source of every page: pictures say what they show or that they say nothing, whatever is touched is told of, and what can be
switched off says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.qml_lint import ROOT

UI = ROOT / "fieldclient" / "ui"
PICTURES = {"Image", "AnimatedImage", "BorderImage", "VideoOutput", "Shape", "Canvas", "Impl.IconImage"}
TOUCHED = {"MouseArea", "TapHandler"}
BUTTONS = {"AppButton", "HeadButton", "IconButton"}
_OPENS = re.compile(r"^\s*(?:[\w.]+\s*:\s*|\w+\s+)?(?P<kind>[A-Z][\w.]*)\s*(?:on\s+\w+\s*)?\{(?P<rest>.*)$")


@dataclass
class Block:
    """One object of a QML file: its type, its own lines, what is inside."""

    kind: str
    line: int
    own: list[str] = field(default_factory=list)
    inner: list[Block] = field(default_factory=list)

    def walk(self, around: tuple[Block, ...] = ()) -> Iterator[tuple[Block, tuple[Block, ...]]]:
        yield self, around
        for block in self.inner:
            yield from block.walk((*around, self))

    def tells(self) -> bool:
        return any(re.match(r"\s*Accessible\.(ignored|name|role)\s*:", line) for line in self.own)


def read(text: str) -> Block:
    """Objects by their braces; what is inside of functions and expressions belongs to the object around it."""
    top = Block("", 0)
    stack: list[Block | None] = [top]
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.sub(r"//.*$", "", re.sub(r'"(?:\\.|[^"\\])*"', '""', raw))
        opened = _OPENS.match(line)
        current = next(block for block in reversed(stack) if block is not None)
        if opened is not None and line.count("{") > line.count("}"):
            block = Block(opened["kind"], number)
            current.inner.append(block)
            stack += [block] + [None] * (line.count("{") - line.count("}") - 1)
            continue
        if opened is not None and line.count("{") == line.count("}"):
            current.inner.append(Block(opened["kind"], number, [part for part in re.split(r"[{};]", line)[1:] if part.strip()]))
            continue
        current.own.append(line)
        for sign in line:
            if sign == "{":
                stack.append(None)
            elif sign == "}":
                stack.pop()
    assert len(stack) == 1, "braces that do not match"
    return top


def files() -> list[Path]:
    return sorted(UI.rglob("*.qml"))


def silent(text: str) -> list[int]:
    """The lines of pictures of which a screen reader would not know whether they matter."""
    return _alone(text, PICTURES)


def untold(text: str) -> list[int]:
    """The lines of areas that react to a finger while nothing around them is told of."""
    return _alone(text, TOUCHED)


def unreasoned(text: str) -> list[int]:
    """The lines of buttons that can be switched off and do not say why."""
    return [block.line for block, _ in read(text).walk()
            if block.kind in BUTTONS and _has(block, "enabled") and not _has(block, "reason") and not _has(block, "busy")]


def _has(block: Block, name: str) -> bool:
    return any(re.match(rf"\s*{name}\s*:", line) for line in block.own)


def _alone(text: str, kinds: set[str]) -> list[int]:
    """Those that neither tell of themselves nor are part of something that does."""
    return [block.line for block, around in read(text).walk()
            if block.kind in kinds and not block.tells() and not any(each.tells() for each in around)]


def test_pictures_and_areas_to_touch_are_told_of() -> None:
    texts = {str(path.relative_to(UI)): path.read_text("utf-8") for path in files()}
    assert len(texts) > 100
    assert {name: lines for name, text in texts.items() if (lines := silent(text) + untold(text) + unreasoned(text))} == {}


def test_what_is_forgotten_is_found() -> None:
    text = "Item {\n    Image {\n        source: \"{}\"\n    }\n    MouseArea {\n        onClicked: {\n            run();\n        }\n    }\n}\n"
    assert (silent(text), untold(text)) == ([2], [5])
    told = text.replace("Item {\n", "Item {\n    Accessible.name: \"a\"\n").replace("source", "Accessible.ignored: true\n        source")
    assert (silent(told), untold(told)) == ([], [])
    off = "Item {\n    AppButton {\n        enabled: false\n    }\n    IconButton {\n        enabled: a.b\n        reason: qsTr(\"c\")\n    }\n}\n"
    assert unreasoned(off) == [2]
