"""The process that draws: real files, real pixels; what it does with files that would take it down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pmtiles.tile import TileType
from PySide6.QtGui import QColor, QImage

from fieldclient.geo.area import Area, Level
from fieldclient.geo.mercator import to_plane
from fieldclient.store import Store
from fieldclient.ui.mapping import orders
from fieldclient.ui.mapping.draughtsman import Draughtsman
from fieldclient.ui.mapping.orders import Order, Sheet, TileSource
from fieldclient.ui.mapping.pen import CRASHED, Pen
from fieldclient.ui.mapping.style import STYLES
from sync.protocol.position import Datum
from tests.fieldclient.geo.area_making import square
from tests.fieldclient.geo.tile_making import picture, shapes, write_mbtiles, write_pmtiles

X, Y = to_plane(36.069, 120.379)


def order(**more: Any) -> Order:
    return Order(**{"n": 1, "x": X, "y": Y, "zoom": 15.0, "width": 400, "height": 300, **more})


def draw(**more: Any) -> tuple[Sheet, QImage]:
    draughtsman = Draughtsman()
    try:
        return draughtsman.draw(order(**more))
    finally:
        draughtsman.close()


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_an_empty_map_is_its_ground_and_says_so(qapp: object) -> None:
    for theme, style in STYLES.items():
        sheet, image = draw(theme=theme)
        assert sheet.bare and colours(image) == {style.ground}


def test_pictures_lie_where_they_belong_and_gcj02_beside(qapp: object, tmp_path: Path) -> None:
    path = str(write_mbtiles(tmp_path / "m"))
    sheet, image = draw(tiles=(TileSource(path, Datum.WGS84),))
    assert not sheet.bare and sheet.bad == {}
    tile_x, tile_y = int(X * 2**15), int(Y * 2**15)
    at = ((tile_x + 0.5) / 2**15 - X) * 2**15 * 256 + 200, ((tile_y + 0.5) / 2**15 - Y) * 2**15 * 256 + 150
    from fieldclient.geo.mercator import Tile

    expected = QImage.fromData(picture(Tile(15, tile_x, tile_y))).pixelColor(5, 5)
    assert image.pixelColor(*(round(each) for each in at)) == expected
    _, shifted = draw(tiles=(TileSource(path, Datum.GCJ02),))
    moved = [place for place in range(0, 400) if image.pixelColor(place, 150) != shifted.pixelColor(place, 150)]
    assert moved  # the same tiles, half a kilometre beside


def test_a_vector_map_has_water_houses_roads_and_names_in_every_theme(qapp: object, tmp_path: Path) -> None:
    path = str(write_pmtiles(tmp_path / "p", shapes, kind=TileType.MVT))
    for theme, style in STYLES.items():
        _, image = draw(theme=theme, zoom=15.4, tiles=(TileSource(path, Datum.WGS84),), width=900, height=700)
        seen = colours(image)
        assert {*style.fills.values()} - {style.fills[next(iter(style.fills))]} <= seen  # water and houses; there is no park
        assert any(QColor(name).lightness() < 80 for name in seen) if theme != "dark" else any(QColor(n).lightness() > 150 for n in seen)


def luminance(colour: str) -> float:
    parts = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", list(STYLES))
def test_names_can_be_read_on_everything_they_lie_on(theme: str) -> None:
    style = STYLES[theme]
    grounds = [style.ground, style.halo, *style.fills.values(), *(stroke.colour for stroke in style.casings.values())]
    for ground in grounds[:2] if theme == "sunlight" else grounds[:5]:
        light, dark = sorted((luminance(style.text), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= (7 if theme == "sunlight" else 4.5), ground
    for line in (style.street, style.grid, style.track):
        light, dark = sorted((luminance(line.colour), luminance(style.ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, line


def test_without_tiles_grids_streets_and_a_track_still_make_a_map(qapp: object, tmp_path: Path) -> None:
    store = Store(tmp_path, reserve_bytes=0)
    from datetime import UTC, datetime

    import shapely

    def outline(south: float, west: float, size: float) -> bytes:
        return shapely.to_wkb(shapely.box(west, south, west + size, south + size))

    areas = [Area(f"3702020010{at:05}", f"网格{at}", Level.GRID, outline(36.060 + at % 4 * 0.004, 120.370 + at // 4 * 0.004, 0.004))
             for at in range(16)]
    store.areas.replace([*areas, Area("370202001", "八大峡街道", Level.STREET, outline(36.060, 120.370, 0.016))], "t", datetime.now(UTC))
    version = store.areas.version()
    sheet, image = draw(areas=str(store.database.path), areas_version=version, zoom=14.5)
    assert not sheet.bare and len(colours(image)) > 3
    store.close()
    track = ((36.066, 120.374), (36.072, 120.384))
    sheet, image = draw(tracks=(track,))
    assert not sheet.bare and STYLES["light"].track.colour in colours(image)
    assert square  # the same squares as elsewhere


def test_a_large_surface_is_refused(qapp: object) -> None:
    with pytest.raises(ValueError):
        draw(width=30_000, height=30_000)


# The process


class Desk:
    """Hears what a pen brings, on the pen's thread."""

    def __init__(self) -> None:
        self.came: list[Sheet] = []
        self.news = threading.Event()
        self.pen = Pen(lambda call: call(), self._take)

    def _take(self, sheet: Sheet, picture: bytearray) -> None:
        assert len(picture) == round(sheet.width * sheet.ratio) * round(sheet.height * sheet.ratio) * 4
        self.came.append(sheet)
        self.news.set()

    def sheet(self, wanted: Order) -> Sheet:
        self.news.clear()
        self.pen.order(wanted)
        assert self.news.wait(60)
        return self.came[-1]


def test_a_process_draws_dies_and_is_begun_again_and_bad_tiles_are_told(tmp_path: Path) -> None:
    desk = Desk()
    bad = tmp_path / "bad"
    bad.write_bytes(b"PMTiles\x03" + os.urandom(4000))
    assert desk.sheet(order()).n == 1
    process = desk.pen._process
    assert process is not None
    process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    found = desk.sheet(order(n=2, tiles=(TileSource(str(bad), Datum.WGS84),)))
    assert found.n == 2 and list(found.bad) == [str(bad)]
    # one that kills the process each time it is drawn: the map goes on without it
    desk.pen._stumbles[(str(bad),)] = 2
    found = desk.sheet(order(n=3, tiles=(TileSource(str(bad), Datum.WGS84),)))
    assert found.n == 3 and found.bad == {str(bad): CRASHED}
    desk.pen.close()
    assert desk.pen._process is None


def test_of_orders_that_wait_only_the_latest_is_drawn() -> None:
    desk = Desk()
    for n in range(1, 30):
        desk.pen.order(order(n=n))
    end = time.monotonic() + 60
    while not desk.came or desk.came[-1].n != 29:
        assert time.monotonic() < end
        desk.news.wait(0.05)
        desk.news.clear()
    assert len(desk.came) < 10
    desk.pen.close()


def test_what_comes_over_the_pipe_is_bounded() -> None:
    import io

    assert orders.receive(io.BytesIO(b"")) is None
    with pytest.raises(ValueError):
        orders.receive(io.BytesIO(b"\xff" * 8))
    sheet = Sheet(n=1, x=0, y=0, zoom=1, width=1, height=1, ratio=1)
    out = io.BytesIO()
    orders.send(out, sheet, b"abcd")
    out.seek(0)
    assert orders.receive(out) == (sheet, bytearray(b"abcd"))
    assert msgspec.json.decode(msgspec.json.encode(order()), type=Order) == order()


def test_the_process_ends_when_nobody_holds_it() -> None:
    process = subprocess.Popen([sys.executable, "-m", "fieldclient.ui.mapping.draughtsman"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parents[3])
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) == 0
    assert process.stdout is not None
    process.stdout.close()
