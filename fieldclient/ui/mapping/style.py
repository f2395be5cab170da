"""How the map looks in each theme. Quiet, so that cases stand out: yellow and red are theirs alone. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from fieldclient.geo.vector_kinds import Kind


@dataclass(frozen=True, slots=True)
class Stroke:
    """Pixels wide at zoom 16; half of it two zooms further out, and so on, never below `least`."""

    colour: str
    width: float
    least: float = 0.6
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """Colours of one theme. Fills and strokes by kind; what a kind is not named for is not drawn."""

    ground: str
    fills: dict[Kind, str]
    casings: dict[Kind, Stroke]
    strokes: dict[Kind, Stroke]
    text: str
    halo: str
    street: Stroke  # outlines of streets and communities
    grid: Stroke
    track: Stroke


def _roads(paper: str, edge: str, main: str, path: str, rail: str, water: str) -> tuple[dict[Kind, Stroke], dict[Kind, Stroke]]:
    casings = {Kind.STREET: Stroke(edge, 7, 0.8), Kind.ROAD: Stroke(edge, 10, 1.4), Kind.MAIN: Stroke(edge, 13, 2.2)}
    strokes = {
        Kind.STREAM: Stroke(water, 2.5), Kind.PATH: Stroke(path, 1.4, 0.5, True), Kind.STREET: Stroke(paper, 5, 0.5),
        Kind.ROAD: Stroke(paper, 8, 1.0), Kind.MAIN: Stroke(main, 11, 1.6), Kind.RAIL: Stroke(rail, 2, 0.8, True),
        Kind.BORDER: Stroke(rail, 1.6, 0.8, True),
    }
    return casings, strokes


_light = _roads("#ffffff", "#c9cbc4", "#eceff8", "#a9a89c", "#8d918c", "#a6c6d6")
_dark = _roads("#39403c", "#1d211f", "#4a5263", "#4c534e", "#6a716c", "#27475a")
_sun = _roads("#ffffff", "#4a4a4a", "#e8e8e8", "#5a5a5a", "#2a2a2a", "#3c7d9c")

STYLES: dict[str, Style] = {
    "light": Style(
        ground="#f2f1ec", fills={Kind.GREEN: "#dbe8d3", Kind.WATER: "#c3dbe7", Kind.BUILDING: "#e3e0d8"}, casings=_light[0],
        strokes=_light[1], text="#2c3330", halo="#f8f8f5", street=Stroke("#6b6f86", 2.2, 1.4), grid=Stroke("#7c8198", 1.2, 0.7),
        track=Stroke("#3f5bd0", 4, 3)),
    "dark": Style(
        ground="#161a18", fills={Kind.GREEN: "#1d2a20", Kind.WATER: "#16303d", Kind.BUILDING: "#242927"}, casings=_dark[0],
        strokes=_dark[1], text="#d5dad6", halo="#131614", street=Stroke("#9aa3c4", 2.2, 1.4), grid=Stroke("#7e87a6", 1.2, 0.7),
        track=Stroke("#8da6f8", 4, 3)),
    "sunlight": Style(
        ground="#ffffff", fills={Kind.GREEN: "#d9ecd2", Kind.WATER: "#c4e4f2", Kind.BUILDING: "#e6e6e6"}, casings=_sun[0],
        strokes=_sun[1], text="#000000", halo="#ffffff", street=Stroke("#1a1a1a", 3, 2), grid=Stroke("#1f2f73", 1.8, 1.2),
        track=Stroke("#10247a", 5, 4)),
}


def width_at(stroke: Stroke, zoom: float) -> float:
    """Pixels."""
    return max(stroke.least, min(stroke.width * 2.2, stroke.width * 2 ** ((zoom - 16) / 2)))
