"""Marks under a person's hands: what a gesture becomes, how far a mark may go, and every step back and forth."""

from __future__ import annotations

import pytest

from fieldclient.work.markings import (
    LEAST,
    Markings,
    drawn,
    ends,
    inked,
    middle,
    moved,
    stretched,
    touched,
    worded,
)
from sync.protocol.marks import MAX_LABEL, MAX_MARKS, Ink, Mark, MarkKind, Point, box, sound

ARROW = Mark(kind="arrow", points=((0.2, 0.2), (0.4, 0.3)))
CIRCLE = Mark(kind="ellipse", points=((0.5, 0.5), (0.7, 0.8)), ink="place")
PEN = Mark(kind="pen", points=((0.1, 0.1), (0.2, 0.2), (0.3, 0.1)))
LABEL = Mark(kind="text", points=((0.1, 0.6),), text="here")
BLUR = Mark(kind="blur", points=((0.6, 0.1), (0.8, 0.2)))
CROP = Mark(kind="crop", points=((0.05, 0.05), (0.95, 0.95)))


def test_each_step_goes_back_and_forth_and_a_new_one_forgets_what_was_undone() -> None:
    work = Markings()
    assert not work.undo() and not work.redo()
    for mark in (ARROW, CIRCLE, BLUR):
        assert work.add(mark)
    assert work.remove(1) and work.put(0, inked(ARROW, Ink.FINE))
    states = [work.marks]
    while work.undo():
        states.append(work.marks)
    assert states[-1] == () and len(states) == 6
    for state in states[-2::-1]:
        assert work.redo() and work.marks == state
    assert not work.can_redo and work.undo() and work.add(LABEL) and not work.can_redo
    assert not work.change(work.marks), "nothing changed, nothing to undo"
    assert not work.put(9, ARROW) and not work.remove(-1)


def test_a_photo_has_one_crop_and_not_more_marks_than_travel() -> None:
    work = Markings()
    assert work.add(CROP) and work.add(ARROW) and work.add(Mark(kind="crop", points=((0.2, 0.2), (0.6, 0.6))))
    assert [mark.kind for mark in work.marks] == ["arrow", "crop"]
    full = Markings((ARROW,) * MAX_MARKS)
    assert not full.add(CIRCLE) and len(full.marks) == MAX_MARKS


@pytest.mark.parametrize(("kind", "path", "made"), [
    (MarkKind.ARROW, [(0.1, 0.1), (0.2, 0.2), (0.3, 0.25)], ((0.1, 0.1), (0.3, 0.25))),
    (MarkKind.ARROW, [(0.1, 0.1), (0.104, 0.103)], None),  # a touch
    (MarkKind.ELLIPSE, [(0.9, 0.9), (1.4, 1.2)], ((0.9, 0.9), (1.0, 1.0))),  # a finger that left the photo
    (MarkKind.BLUR, [(0.1, 0.1), (0.5, 0.1)], None),  # it would hide nothing
    (MarkKind.CROP, [(0.2, 0.8), (0.6, 0.1)], ((0.2, 0.8), (0.6, 0.1))),
    (MarkKind.PEN, [(0.1, 0.1), (0.2, 0.1), (0.3, 0.1), (0.3, 0.4)], ((0.1, 0.1), (0.3, 0.1), (0.3, 0.4))),
    (MarkKind.PEN, [(0.1, 0.1)], None),
])
def test_what_a_finger_drew(kind: MarkKind, path: list[Point], made: tuple[Point, ...] | None) -> None:
    found = drawn(kind, path, Ink.NOTE)
    assert (found.points if found else None) == made
    assert found is None or (sound((found,)) and found.ink == "note")


@pytest.mark.parametrize("mark", [ARROW, CIRCLE, PEN, LABEL, BLUR, CROP])
def test_a_mark_stays_on_the_photo_and_keeps_its_form(mark: Mark) -> None:
    for dx, dy in ((2, 2), (-2, -2), (0.05, -0.04)):
        there = moved(mark, dx, dy)
        assert sound((there,))
        size = [box(each)[2] - box(each)[0] for each in (mark, there)]
        assert size[0] == pytest.approx(size[1], abs=2e-4)
    for end in range(len(ends(mark))):
        for to in ((-1.0, 0.5), (2.0, 2.0), ends(mark)[1 - end]):
            assert sound((stretched(mark, end, to),))


@pytest.mark.parametrize(("mark", "end", "to", "made"), [
    (ARROW, 1, (0.9, 0.1), ((0.2, 0.2), (0.9, 0.1))),
    (CIRCLE, 0, (0.3, 0.3), ((0.3, 0.3), (0.7, 0.8))),
    (PEN, 1, (0.5, 0.3), ((0.1, 0.1), (0.3, 0.3), (0.5, 0.1))),
    (LABEL, 0, (0.5, 0.5), ((0.5, 0.5),)),
    (BLUR, 1, (0.6, 0.1), ((0.6, 0.1), (0.6 + LEAST, 0.1 + LEAST))),  # never flat
])
def test_an_end_is_taken_elsewhere(mark: Mark, end: int, to: Point, made: tuple[Point, ...]) -> None:
    for point, wanted in zip(stretched(mark, end, to).points, made, strict=True):
        assert point == pytest.approx(wanted, abs=2e-4)


@pytest.mark.parametrize(("at", "found"), [
    ((0.3, 0.25), 0), ((0.6, 0.6), 1), ((0.7, 0.15), 2), ((0.05, 0.5), 3), ((0.4, 0.9), -1), ((0.13, 0.62), 4),
])
def test_what_a_touch_finds(at: Point, found: int) -> None:
    """The crop is all around: its edge alone is touched."""
    assert touched((ARROW, CIRCLE, BLUR, CROP, LABEL), at, (0.02, 0.02)) == found


@pytest.mark.parametrize(("mark", "at", "found"), [
    (Mark(kind="arrow", points=((0.1, 0.1), (0.9, 0.8))), (0.5, 0.46), 0),
    (Mark(kind="arrow", points=((0.1, 0.1), (0.9, 0.8))), (0.8, 0.2), -1),
    (Mark(kind="pen", points=((0.1, 0.1), (0.9, 0.1), (0.9, 0.9))), (0.9, 0.5), 0),
    (Mark(kind="pen", points=((0.1, 0.1), (0.9, 0.1), (0.9, 0.9))), (0.3, 0.7), -1),
])
def test_a_line_is_touched_where_it_runs(mark: Mark, at: Point, found: int) -> None:
    """Beside a long arrow there is room for the next one."""
    assert touched((mark,), at, (0.03, 0.04)) == found


def test_who_has_no_pointer_gets_each_in_the_middle() -> None:
    for kind in MarkKind:
        assert sound((middle(kind, Ink.PLACE, "word"),))
    assert middle(MarkKind.TEXT, Ink.NOTE, "word").text == "word"
    assert worded(LABEL, "  two   words " + "x" * 90).text == ("two words " + "x" * 90)[:MAX_LABEL]
