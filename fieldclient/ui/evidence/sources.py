"""The facts of a draft in words: where and when, and who said so. Pure."""

from __future__ import annotations

from datetime import datetime

from fieldclient.ui.words import Words
from fieldclient.work.views import DraftView
from sync.protocol.position import Datum, Position


def degrees(position: Position) -> str:
    return f"{position.latitude:.5f}, {position.longitude:.5f}"


def place_value(words: Words, view: DraftView | None, place_text: str) -> str:
    """The person's words for the place, else the coordinates; empty when neither is there."""
    if place_text.strip():
        return place_text.strip()
    return degrees(view.position) if view is not None and view.position is not None else ""


def place_source(words: Words, view: DraftView | None, place_text: str) -> str:
    """Coordinates if words stand above them, ±accuracy, who said so, and the datum if it was not WGS-84."""
    if view is None or view.position is None:
        return ""
    position = view.position
    told = [degrees(position)] if place_text.strip() else []
    if position.accuracy_m is not None:
        told.append(words.phrase("accuracy", distance=words.distance(position.accuracy_m)))
    told.append(words.of(position.source))
    if position.datum is not Datum.WGS84:
        told.append(words.of(position.datum))
    return " · ".join(told)


def time_value(words: Words, view: DraftView | None, now: datetime) -> str:
    return words.moment(view.observed_at, now) if view is not None and view.observed_at is not None else ""


def time_source(words: Words, view: DraftView | None) -> str:
    return words.of(view.time_source) if view is not None and view.time_source is not None else ""
