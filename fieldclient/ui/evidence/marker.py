"""A photo of a draft under a finger that draws: what is touched, what comes of it, and every change on its way to the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.evidence.editor import LARGE_PX
from fieldclient.ui.evidence.mark_rows import framed, label_size, near_end
from fieldclient.ui.evidence.mark_state import AREAS, HIDES, MarkState
from fieldclient.work import markings as rules
from fieldclient.work.marking import ToMark
from fieldclient.work.markings import Markings
from sync.protocol.marks import Ink, Mark, MarkKind, Point

QML_IMPORT_NAME = "fieldclient.ui.evidence"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PhotoMarker(MarkState):
    """`press`, `drag`, `release` take shares of the upright photo. `tool` is a kind of mark, "" to choose and move.

    A mark is kept as soon as the finger is off it; there is no unsaved state that a kill could take. `put` names one that was
    made or found again by keys, `told` what happened, for whoever does not see it; `wording`: a label waits for its words.
    """

    put = Signal(int, arguments=["index"])
    told = Signal(str, str, arguments=["what", "kind"])
    wording = Signal()

    # Beginning and ending

    def begin(self, draft_id: str, sha256: str) -> None:
        self._photo, self._draft, self._chosen, self._original = None, draft_id, -1, False
        self._tool = MarkKind.ARROW.value
        self._work = Markings()
        self._forget()
        self._show()

        def opened(found: ToMark) -> None:
            if self._draft == draft_id:
                self._photo, self._work = found, Markings(found.marks)
                self._show()

        self._room.do(lambda desk: desk.marking.open(draft_id, sha256, LARGE_PX), opened)

    def leave(self) -> None:
        """Let it go as it is. The pictures of the draft show it from now on."""
        if self._photo is not None:
            said = tuple(mark for mark in self._work.marks if mark.kind != MarkKind.TEXT or mark.text)
            if self._work.change(said):
                self._keep()
            self._editor.reload()
        self._photo, self._draft = None, ""
        self._forget()

    @Slot()
    def takeBack(self) -> None:
        """All that was done here, with a way to have it again."""
        photo, draft_id, now = self._photo, self._draft, self._work.marks
        if photo is None or now == photo.marks:
            return
        self._work.change(photo.marks)
        self._keep()

        def again() -> None:
            self._room.do(lambda desk: desk.marking.keep(draft_id, photo.sha256, now), lambda _: self._editor.reload())

        self._room.say(self._room.words.phrase("marks_taken_back"), self._room.words.phrase("undo"), again)

    def _keep(self) -> None:
        """Durable before anything else can be done to it: jobs of the store come one after the other."""
        photo, draft_id, marks = self._photo, self._draft, self._work.marks
        if photo is not None:
            self._room.do(lambda desk: desk.marking.keep(draft_id, photo.sha256, marks))

    # Choosing

    @Slot(str)
    def setTool(self, tool: str) -> None:
        self._tool, self._chosen, self._original = tool, -1, False  # nothing is drawn on the original
        self._show()

    @Slot(str)
    def setInk(self, ink: str) -> None:
        """For what is drawn next, and for the chosen mark."""
        self._ink = Ink(ink)
        mark = self._mark(self._chosen)
        if mark is not None and mark.kind not in HIDES:
            self._change(lambda: self._work.put(self._chosen, rules.inked(mark, self._ink)))
        self._show()

    @Slot(bool)
    def setOriginal(self, original: bool) -> None:
        self._original = original
        self.changed.emit()

    @Slot(int)
    def choose(self, index: int) -> None:
        if index != self._chosen:
            self._chosen, self._writing = index, False
            self._show()

    def _change(self, step: Callable[[], bool]) -> bool:
        """Do it, keep it, show it."""
        done = step()
        if done:
            self._writing = self._original = False  # what changed is seen
            self._keep()
        self._show()
        return done

    # A finger

    @Slot(float, float, float, float, result=bool)
    def press(self, x: float, y: float, reach_x: float, reach_y: float) -> bool:
        """`reach`: how far around a finger is. False: there is nothing to draw or move here, the photo itself may be moved."""
        self._forget()
        if self._photo is None or self._original:
            return False
        at, reach = (x, y), (reach_x, reach_y)
        if self._tool != MarkKind.PEN:
            found, end = self._under(at, reach)
            if found >= 0 and (found == self._chosen or not self._tool):
                self.choose(found)
                self._held = (found, end, self._work.marks[found])
        if self._held is None and not self._tool:
            self.choose(-1)
            return False
        self._path = [at]
        return True

    def _under(self, at: Point, reach: Point) -> tuple[int, int]:
        """The mark a finger takes hold of, and which end of it (-1: all of it).

        Who has a tool in hand and begins beside a chosen box means the next one: two faces are often closer than a fingertip.
        There only what is seen counts, its frame and the knobs at its corners; a face that is shown again because its box was
        moved unawares costs more than a box too many, which one touch takes back."""
        chosen, marks = self._mark(self._chosen), self._work.marks
        if chosen is not None and self._tool and chosen.kind in AREAS:
            inside = framed(chosen, at, reach, self.ratio)
            end = near_end(chosen, at, reach if inside else (reach[0] / 2, reach[1] / 2))
            return (self._chosen, end) if inside or end >= 0 else (-1, -1)
        end = near_end(chosen, at, reach) if chosen is not None else -1
        return (self._chosen if end >= 0 else rules.touched(marks, at, reach, label_size(marks, self.ratio)), end)

    @Slot(float, float)
    def drag(self, x: float, y: float) -> None:
        if not self._path:
            return
        self._path.append((x, y))
        if self._held is None:
            self._live = rules.drawn(MarkKind(self._tool), self._path, self._ink) if self._tool != MarkKind.TEXT else None
        else:
            _, end, mark = self._held
            (x0, y0), (x1, y1) = self._path[0], self._path[-1]
            if end < 0:
                self._live = rules.moved(mark, x1 - x0, y1 - y0)
            else:
                ends = rules.ends(mark)
                self._live = rules.stretched(mark, end, (ends[end][0] + x1 - x0, ends[end][1] + y1 - y0))
        self._show()

    @Slot(float, float)
    def release(self, reach_x: float, reach_y: float) -> None:
        path, held, live = self._path, self._held, self._live
        self._forget()
        if not path:
            return
        if held is not None:
            if live is not None:
                self._change(lambda: self._work.put(held[0], live))
        elif live is not None:
            self._add(live)
        else:
            self._tapped(path[0], (reach_x, reach_y))
        self._show()

    def _tapped(self, at: Point, reach: Point) -> None:
        found = rules.touched(self._work.marks, at, reach, label_size(self._work.marks, self.ratio))
        if found < 0 and self._tool == MarkKind.TEXT:
            self._add(rules.with_points(rules.middle(MarkKind.TEXT, self._ink, self._here()), [at]))
        else:
            self.choose(found)
        if self._tool == MarkKind.TEXT == self.chosenKind:
            self.wording.emit()

    @Slot()
    def forget(self) -> None:
        """A second finger came: what the first had begun to draw was none."""
        self._forget()
        self._show()

    def _forget(self) -> None:
        self._path, self._held, self._live = [], None, None

    def _add(self, mark: Mark) -> bool:
        if not self._work.add(mark):
            self._room.say(self._room.words.phrase("marks_full"))
            return False
        self._chosen = len(self._work.marks) - 1
        self._change(lambda: True)
        self.told.emit("added", mark.kind)
        return True

    def _here(self) -> str:
        return str(self._room.words.phrase("mark_here"))

    # Keys

    @Slot()
    def place(self) -> None:
        """The chosen tool's mark in the middle of the photo, for whoever has no pointer."""
        if self._photo is None or not self._tool:
            return
        if self._add(rules.middle(MarkKind(self._tool), self._ink, self._here())):
            self.put.emit(self._chosen)

    @Slot(float, float)
    def nudge(self, dx: float, dy: float) -> None:
        mark = self._mark(self._chosen)
        if mark is not None:
            self._change(lambda: self._work.put(self._chosen, rules.moved(mark, dx, dy)))

    @Slot(float, float)
    def stretch(self, dx: float, dy: float) -> None:
        """Its second end: the tip of an arrow, a corner of a box."""
        mark = self._mark(self._chosen)
        ends = rules.ends(mark) if mark is not None else ()
        if mark is not None and ends:
            to = ends[1][0] + dx, ends[1][1] + dy
            self._change(lambda: self._work.put(self._chosen, rules.stretched(mark, 1, to)))

    @Slot()
    def remove(self) -> None:
        mark = self._mark(self._chosen)
        if mark is None:
            return
        at, self._chosen = self._chosen, -1
        self._change(lambda: self._work.remove(at))
        self.told.emit("removed", mark.kind)

    @Slot(str)
    def write(self, text: str) -> None:
        """The words of the chosen label; all that is typed in one go is one step back."""
        mark = self._mark(self._chosen)
        if mark is None or mark.kind != MarkKind.TEXT or rules.worded(mark, text) == mark:
            return
        at, worded = self._chosen, rules.worded(mark, text)
        if self._writing:
            self._work.amend((*self._work.marks[:at], worded, *self._work.marks[at + 1 :]))
        else:
            self._work.put(at, worded)
        self._writing = True
        self._keep()
        self._show()

    @Slot()
    def undo(self) -> None:
        if self._change(self._work.undo):
            self.told.emit("undone", "")

    @Slot()
    def redo(self) -> None:
        if self._change(self._work.redo):
            self.told.emit("redone", "")
