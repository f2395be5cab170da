"""What lies on a map as rows for the window: marks of cases, and where the person is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldclient.ui.mapping.chart import MapChart, Scenery
from fieldclient.ui.mapping.orders import TileSource

if TYPE_CHECKING:
    from fieldclient.ui.words import Words
    from fieldclient.work.maps.views import MarkView, Scene

PILE_ZOOM = 18.5  # from here on a mark of several is opened as a list: they lie in one place


@dataclass(frozen=True)
class MarkRow:
    """`x`, `y` on the chart's layer. `text`: what stands in it; `spoken`: what a screen reader says."""

    id: str
    x: float
    y: float
    text: str
    spoken: str
    light: str
    case_id: str
    large: bool


def mark_row(mark: MarkView, chart: MapChart, words: Words) -> MarkRow:
    x, y = chart.on_layer(mark.x, mark.y)
    late = words.of(mark.light) if mark.light.value not in ("none", "on_time") else ""
    if mark.case_id:
        title = words.name(mark.subcategory_zh, mark.subcategory_en) or words.phrase("no_subcategory")
        spoken = words.listing(part for part in (title, mark.number, late) if part)
        return MarkRow(mark.case_id, x, y, "", spoken, mark.light.value, mark.case_id, False)
    phrase = "map_pile" if is_pile(mark, chart) else "map_cluster"
    spoken = words.listing(part for part in (words.phrase(phrase, count=f"{mark.count:,}"), late) if part)
    text = str(mark.count) if mark.count < 10_000 else f"{mark.count // 1000}k"
    # Named by where it is, so that a mark that stays keeps its item on the screen.
    return MarkRow(f"{mark.x:.7f},{mark.y:.7f}", x, y, text, spoken, mark.light.value, "", mark.count >= 100)


def is_pile(mark: MarkView, chart: MapChart) -> bool:
    """Looking closer would not part them."""
    wide = max(mark.edges[2] - mark.edges[0], mark.edges[3] - mark.edges[1])
    return chart.view.zoom >= PILE_ZOOM or wide * chart.view.scale * 2 ** (PILE_ZOOM - chart.view.zoom) < 48


def scenery_of(scene: Scene, tracks: tuple[tuple[tuple[float, float], ...], ...] = ()) -> Scenery:
    """What the desk says is to be drawn, as the chart takes it."""
    return Scenery(
        tuple(TileSource(path, datum) for path, datum in scene.tiles), scene.areas, scene.areas_version, tracks)
