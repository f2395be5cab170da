"""What is told of a case outside of this app: one row of plain values, from what its person may see and nothing else. Pure.

A case on this device is the hub's view for the person who works here (`sync.hub.view`): names and positions that they may not
read never came. Positions are WGS-84, and each row says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fieldclient.store.cases import CaseRecord
from fieldclient.work.catalogue import names_of
from fieldclient.work.lights import lateness
from sync.protocol.catalogue import Catalogue
from sync.protocol.feed import CaseView
from sync.protocol.ids import local_reference
from sync.protocol.media import MediaKind, Usage
from sync.protocol.mutations import Mutation
from sync.protocol.position import Datum, Position

Cell = str | int | float | datetime | None
Row = dict[str, Cell]
_AFTER = frozenset({Usage.HANDLE_AFTER, Usage.SELF_HANDLE, Usage.CLOSE})


class Holds(StrEnum):
    """What a column holds, for whoever lays out a table."""

    TEXT = "text"
    WORDS = "words"  # as long as somebody writes
    CODE = "code"  # a code of ours, for which there are words
    NUMBER = "number"
    DEGREES = "degrees"
    TIME = "time"


COLUMNS: dict[str, Holds] = {
    "number": Holds.TEXT, "reference": Holds.TEXT, "kind": Holds.CODE, "subcategory": Holds.TEXT, "subcategory_zh": Holds.TEXT,
    "subcategory_en": Holds.TEXT, "stage": Holds.CODE, "light": Holds.CODE, "due_at": Holds.TIME, "priority": Holds.CODE,
    "description": Holds.WORDS, "place": Holds.WORDS, "grid": Holds.TEXT, "grid_name": Holds.TEXT, "latitude": Holds.DEGREES,
    "longitude": Holds.DEGREES, "datum": Holds.TEXT, "position_source": Holds.CODE, "accuracy_m": Holds.NUMBER,
    "department": Holds.TEXT, "handler": Holds.TEXT, "reporter": Holds.TEXT, "reported_at": Holds.TIME,
    "observed_at": Holds.TIME, "filed_at": Holds.TIME, "received_at": Holds.TIME, "handled_at": Holds.TIME,
    "closed_at": Holds.TIME, "result": Holds.CODE, "result_text": Holds.WORDS, "quantity": Holds.NUMBER, "unit": Holds.CODE,
    "rating": Holds.CODE, "round": Holds.NUMBER, "returns": Holds.NUMBER, "reworks": Holds.NUMBER, "extensions": Holds.NUMBER,
    "contacts": Holds.NUMBER, "photos": Holds.NUMBER, "photos_after": Holds.NUMBER, "delivery": Holds.CODE,
}


@dataclass(frozen=True)
class Wording:
    """What columns and codes are called in the person's language; what is not in it is told as it is. `about`: lines on what
    was exported, when and by whom. `left_out`: columns that say the same in another language."""

    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    about: tuple[tuple[str, str], ...] = ()
    sheet: str = "cases"
    left_out: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(name for name in COLUMNS if name not in self.left_out)

    def column(self, name: str) -> str:
        return self.columns.get(name, name)

    def cell(self, name: str, value: Cell) -> Cell:
        return self.codes.get((name, value), value) if isinstance(value, str) else value


def row_of(record: CaseRecord, catalogue: Catalogue, delivery: str, now: datetime) -> Row:
    """`delivery`: where my latest act about it is. `now`: hub time."""
    view = record.view
    facts = _of_view(view, now) if view is not None else _of_report(record.own)
    zh, en = names_of(catalogue, _text(facts["subcategory"]) or None)
    row: Row = dict.fromkeys(COLUMNS)
    row |= facts
    row |= {"number": record.number, "reference": local_reference(record.id), "subcategory_zh": zh, "subcategory_en": en,
            "delivery": delivery}
    return row | _of_place(record.position)


def _of_view(view: CaseView, now: datetime) -> Row:
    late = lateness(view, None, now)
    pictures = [media.ref for media in view.media if media.ref.kind is not MediaKind.AUDIO]
    return {
        "kind": view.kind.value, "subcategory": view.subcategory, "stage": view.stage.value, "light": late.light.value,
        "due_at": late.due_at, "priority": view.priority.value, "description": view.description, "place": view.place_text,
        "grid": view.grid, "grid_name": view.grid_name, "department": view.department_name, "handler": view.handler_name,
        "reporter": view.reporter_name, "reported_at": view.created_at, "observed_at": view.observed_at,
        "filed_at": view.filed_at, "received_at": view.received_at, "handled_at": view.handled_at, "closed_at": view.closed_at,
        "result": _code(view.result), "result_text": view.result_text, "quantity": view.quantity, "unit": _code(view.unit),
        "rating": _code(view.rating), "round": view.round, "returns": view.return_count, "reworks": view.rework_count,
        "extensions": view.extension_count, "contacts": len(view.contacts), "photos": len(pictures),
        "photos_after": sum(ref.usage in _AFTER for ref in pictures),
    }


def _of_report(own: Mutation | None) -> Row:
    """The hub has not answered yet."""
    report = own.body.report if own is not None else None
    if own is None or report is None:
        return {"subcategory": None}
    pictures = [ref for ref in own.media if ref.kind is not MediaKind.AUDIO]
    return {
        "kind": report.kind.value, "subcategory": report.subcategory, "description": report.description,
        "place": report.place_text, "grid": report.grid, "reported_at": own.made_at, "observed_at": report.observed_at,
        "round": 1, "photos": len(pictures), "photos_after": sum(ref.usage in _AFTER for ref in pictures),
    }


def _of_place(place: Position | None) -> Row:
    if place is None:
        return {"latitude": None, "longitude": None, "datum": None, "position_source": None, "accuracy_m": None}
    return {"latitude": place.latitude, "longitude": place.longitude, "datum": Datum.WGS84.value,
            "position_source": place.source.value, "accuracy_m": place.accuracy_m}


def _code(value: StrEnum | None) -> str | None:
    return value.value if value is not None else None


def _text(value: Cell) -> str:
    return value if isinstance(value, str) else ""
