"""What the columns and codes of an exported table are called, in the person's language. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from fieldclient.ui.words.exporting import COLUMNS
from fieldclient.ui.words.speaker import Words
from fieldclient.work.export_rows import Wording
from fieldclient.work.views import Delivery, Light
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import Stage
from sync.protocol.mutations import HandlingResult, RatingLevel, ResultUnit
from sync.protocol.position import Datum, PositionSource
from sync.protocol.report import Kind

_CODES: dict[str, Iterable[StrEnum]] = {
    "kind": Kind, "stage": Stage, "light": Light, "priority": Priority, "datum": Datum,
    "position_source": PositionSource,
    "result": HandlingResult, "unit": ResultUnit, "rating": RatingLevel, "delivery": Delivery,
}


def wording_of(words: Words, person: str, now: datetime) -> Wording:
    """`person`: who exports, by name. `now`: hub time."""
    other = "subcategory_en" if words.language == "zh" else "subcategory_zh"
    about = [
        ("export_made", f"{now.astimezone():%Y-%m-%d %H:%M}"), ("export_by", person),
        ("export_datum", words.phrase("export_datum_told")), ("export_private", words.phrase("export_private_told")),
    ]
    return Wording(
        columns={name: pair.say(words.language) for name, pair in COLUMNS.items()},
        codes={(name, value.value): words.of(value) for name, values in _CODES.items() for value in values},
        about=tuple((words.phrase(name), told) for name, told in about if told), sheet=words.phrase("export_sheet"),
        left_out=frozenset({other}),
    )
