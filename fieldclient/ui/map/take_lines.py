"""What is said of an area that is, or could be, taken along: rows for the window."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldclient.work.maps.views import Estimate, TakeView


@dataclass(frozen=True)
class CornerRow:
    """On the chart's layer."""

    id: str
    x: float
    y: float
    spoken: str


@dataclass(frozen=True)
class FactLine:
    id: str
    title: str
    value: str
    icon_name: str


@dataclass(frozen=True)
class TakeRow:
    """`phase`: running, waiting, paused, done, failed. `part`: how much of it is here, 0 to 1."""

    id: str
    name: str
    line: str
    phase: str
    state_text: str
    part: float
    problem: str


def facts_of(found: Estimate, words: Any, whole: bool) -> list[FactLine]:
    """The size, said first. `whole`: the hub has been asked, or cannot be."""
    photos = words.phrase("take_photos_size", count=words.count("photo", found.photos), size=words.size(found.photo_bytes)) \
        if found.photos else words.phrase("take_photos_none")
    lines = [
        FactLine("cases", words.phrase("take_cases"), words.phrase("take_cases_here", count=f"{found.cases:,}"), "cases"),
        FactLine("photos", words.phrase("take_photos"), photos, "images"),
    ]
    for part in found.maps:
        size = words.phrase("take_map_size", count=f"{part.tiles:,}", size=words.size(part.size_bytes))
        lines.append(FactLine(part.offer.sha256, words.phrase("take_map", name=part.offer.name), size, "layers"))
    if whole and not found.maps:
        text = words.phrase("take_map_offline") if found.away is not None else words.phrase("take_map_none")
        lines.append(FactLine("maps", words.phrase("take_map", name=""), text, "layers"))
    if whole:
        size = words.size(found.size_bytes)
        nothing = "take_nothing" if found.maps else "take_size_unknown" if found.away is not None else "take_nothing_offered"
        total = words.phrase("take_total", size=size) if found.size_bytes else words.phrase(nothing)
        lines.append(FactLine("total", total, words.phrase("take_room", size=words.size(found.free_bytes)), "hard-drive"))
    return lines


def take_row(take: TakeView, words: Any) -> TakeRow:
    state = "waiting" if take.waiting else take.state
    part = 1.0 if take.state == "done" else take.done_bytes / take.all_bytes if take.all_bytes else 0.0
    line = words.size(take.all_bytes) if take.state == "done" else words.phrase(
        "take_running", done=words.size(take.done_bytes), all=words.size(take.all_bytes))
    return TakeRow(
        take.id, take.name, line, state, words.phrase(f"take_state_{state}"), min(1.0, part if math.isfinite(part) else 0.0),
        words.sentence(take.problem) if take.problem is not None and take.state == "failed" else "")
