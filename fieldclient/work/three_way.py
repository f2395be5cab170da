"""Mine, theirs and what both began with: an act that the hub kept as a note, beside how the case stood and how it stands. Pure.

A person decides what to do about it; nothing is chosen for them, and photos are kept either way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import TRANSITIONS, Stage
from sync.protocol.mutations import HandlingResult, Mutation, RatingLevel, ResultUnit

Value = Stage | HandlingResult | RatingLevel | datetime | str | int | tuple[float, ResultUnit] | None


class Field(StrEnum):
    STAGE = "stage"
    ROUND = "round"
    DEPARTMENT = "department"
    HANDLER = "handler"
    DEADLINE = "deadline"
    RESULT = "result"
    QUANTITY = "quantity"
    TEXT = "text"
    RATING = "rating"
    PHOTOS = "photos"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. `mine` None: my act does not touch it; `base` None: it was not set, or not known when I acted."""

    field: Field
    base: Value
    theirs: Value
    mine: Value


def three_way(mutation: Mutation, base: CaseView | None, theirs: CaseView | None) -> tuple[Difference, ...]:
    """Where the case has moved on since, and where my act says otherwise than it now stands. Without a view of now (it left my
    sight) there is nothing to compare with."""
    if theirs is None:
        return ()
    rows = (
        Difference(field, None if base is None else read(base), read(theirs), mine(mutation)) for field, read, mine in _FIELDS
    )
    return tuple(row for row in rows if _tells(row, base is not None))


def _tells(row: Difference, based: bool) -> bool:
    moved = based and row.base != row.theirs
    return moved or (row.mine is not None and row.mine != row.theirs)


def _nothing(_: Mutation) -> Value:
    return None


def _due(view: CaseView) -> Value:
    return view.deadline.due_at if view.deadline is not None else None


def _counted(quantity: float | None, unit: ResultUnit | None) -> Value:
    return None if quantity is None or unit is None else (quantity, unit)


_FIELDS: tuple[tuple[Field, Callable[[CaseView], Value], Callable[[Mutation], Value]], ...] = (
    (Field.STAGE, lambda view: view.stage, lambda mutation: TRANSITIONS[mutation.act].target),
    (Field.ROUND, lambda view: view.round, _nothing),
    (Field.DEPARTMENT, lambda view: view.department_name or None, _nothing),
    (Field.HANDLER, lambda view: view.handler_name or None, _nothing),
    (Field.DEADLINE, _due, _nothing),
    (Field.RESULT, lambda view: view.result, lambda mutation: mutation.body.result),
    (Field.QUANTITY, lambda view: _counted(view.quantity, view.unit), lambda mutation: _counted(
        mutation.body.quantity, mutation.body.unit)),
    (Field.TEXT, lambda view: view.result_text or None, lambda mutation: mutation.body.text or None),
    (Field.RATING, lambda view: view.rating, lambda mutation: mutation.body.level),
    (Field.PHOTOS, lambda view: len(view.media), lambda mutation: len(mutation.media) or None),
)
