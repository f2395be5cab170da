"""Areas on the device: replaced as a whole or not at all, the same import twice is nothing, a kill leaves the old ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldclient.geo.area import Level
from fieldclient.store import Store
from fieldclient.work.places import Places
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Problem
from tests.fieldclient.geo.area_making import grids, middle, write_geojson, write_shapefile
from tests.fieldclient.store.making import open_store

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


def at(latitude: float, longitude: float) -> Position:
    return Position(latitude=latitude, longitude=longitude, source=PositionSource.HAND)


def test_an_import_replaces_its_levels_as_a_whole(store: Store, tmp_path: Path) -> None:
    places = Places(store)
    assert not places.where(at(*middle(0, 0))).known
    first = places.bring_in(write_geojson(tmp_path / "a.geojson", grids()))
    assert first.changed == (Level.GRID,) and first.counts == {Level.GRID: 6}
    assert places.where(at(*middle(2, 1))).grid_name == "第3列网格"
    border = write_geojson(tmp_path / "b.geojson", [({"MC": "区界"}, grids()[0][1])])
    assert places.bring_in(border, level=Level.JURISDICTION).changed == (Level.JURISDICTION,)
    fewer = places.bring_in(write_geojson(tmp_path / "c.geojson", grids(2, 1)))
    assert fewer.changed == (Level.GRID,)
    found = places.where(at(*middle(2, 1)))
    assert (found.grid, found.outside) == ("", True)  # nothing of the old division is left, the border is
    assert {layer.level: (layer.count, layer.version) for layer in places.layers()} == {Level.GRID: (2, 2), Level.JURISDICTION: (1, 1)}


def test_the_same_areas_again_are_nothing_new(store: Store, tmp_path: Path) -> None:
    places = Places(store)
    path = write_geojson(tmp_path / "a.geojson", grids())
    places.bring_in(path)
    before = places.layers(), store.areas.version()
    assert places.bring_in(path).changed == ()
    assert places.bring_in(write_geojson(tmp_path / "b.geojson", grids()[::-1])).changed == ()  # in another order
    assert (places.layers(), store.areas.version()) == before


def test_a_bad_file_changes_nothing(store: Store, tmp_path: Path) -> None:
    places = Places(store)
    places.bring_in(write_geojson(tmp_path / "a.geojson", grids()))
    for bad in (write_shapefile(tmp_path / "b.shp", grids(1, 1), prj=""), write_geojson(tmp_path / "c.geojson", [])):
        with pytest.raises(Problem):
            places.bring_in(bad)
    assert places.where(at(*middle(2, 1))).grid and len(store.areas.all()) == 6


def test_forgotten_and_kept_over_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    Places(store).bring_in(write_geojson(tmp_path / "a.geojson", grids()))
    store.close()
    store = open_store(tmp_path / "data")
    try:
        places = Places(store)
        assert places.where(at(*middle(1, 0))).known
        store.areas.forget(Level.GRID)
        assert not places.where(at(*middle(1, 0))).known
        assert places.bring_in(tmp_path / "a.geojson").changed == (Level.GRID,)
    finally:
        store.close()


VICTIM = """
import os, signal, sys
from pathlib import Path
from fieldclient.store import Store
from fieldclient.store.areas import Areas
from fieldclient.work.places import Places
store = Store(Path(sys.argv[1]))
put = Areas._put
def killed(self, *given):
    put(self, *given)
    os.kill(os.getpid(), signal.SIGKILL)
Areas._put = killed
Places(store).bring_in(Path(sys.argv[2]))
"""


def test_a_kill_in_the_middle_leaves_the_old_ones(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    Places(store).bring_in(write_geojson(tmp_path / "a.geojson", grids()))
    store.close()
    newer = write_geojson(tmp_path / "b.geojson", grids(5, 5))
    done = subprocess.run([sys.executable, "-c", VICTIM, str(tmp_path / "data"), str(newer)], cwd=ROOT, timeout=60,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == -signal.SIGKILL
    store = open_store(tmp_path / "data")
    try:
        assert len(store.areas.all()) == 6 and store.areas.version() == 1
        assert Places(store).bring_in(newer).changed == (Level.GRID,)
        assert len(store.areas.all()) == 25
    finally:
        store.close()
