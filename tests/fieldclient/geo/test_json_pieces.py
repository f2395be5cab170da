"""Areas as GeoJSON, read in pieces: what comes out is what a whole reading gives, in a fraction of the memory."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from fieldclient.geo import json_pieces
from fieldclient.geo.area_files import read_areas
from fieldclient.geo.json_pieces import Pieces
from sync.protocol.problems import Code, Problem


def made(rng: random.Random, deep: int = 3) -> Any:
    kind = rng.randrange(8 if deep else 6)
    match kind:
        case 6:
            return [made(rng, deep - 1) for _ in range(rng.randrange(4))]
        case 7:
            return {f"{rng.randrange(99)}网\"格": made(rng, deep - 1) for _ in range(rng.randrange(4))}
        case _:
            return (None, True, rng.random() * 1e3, rng.randrange(10**9), "五四广场\\\n\u2028😀", "")[kind]


@pytest.mark.parametrize("piece_bytes", [1, 2, 7, 64])
def test_what_comes_out_in_pieces_is_what_the_whole_says(piece_bytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "PIECE_BYTES", piece_bytes)
    rng = random.Random(piece_bytes)
    for _ in range(40):
        whole = {"type": "x", "features": [made(rng) for _ in range(rng.randrange(6))], "n": made(rng), "last": rng.randrange(99)}
        text = json.dumps(whole, ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, 1]))
        pieces = Pieces(io.BytesIO(("\ufeff" * rng.randrange(2) + text + " \n").encode()))
        read = {name: list(pieces.items()) if name == "features" else pieces.value() for name in pieces.members()}
        pieces.end()
        assert read == whole


@pytest.mark.parametrize("text", [
    "", "[", "[1", "[1,", "[1,]", "[1 2]", "[}", '["a', "[nul]", "[1]]", "[1.5e]", "\udcff".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_what_is_no_json_is_told(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "PIECE_BYTES", 2)
    pieces = Pieces(io.BytesIO(text.encode("latin-1")))
    with pytest.raises(ValueError):
        list(pieces.items())
        pieces.end()


def test_one_value_that_is_too_large_is_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "PIECE_BYTES", 64)
    monkeypatch.setattr(json_pieces, "MAX_VALUE_CHARS", 5000)
    file = io.BytesIO(b'["' + b"a" * 100_000 + b'"]')
    with pytest.raises(ValueError, match="too large"):
        list(Pieces(file).items())
    assert file.tell() < 25_000


def test_a_file_of_areas_takes_the_memory_of_its_areas(tmp_path: Path) -> None:
    """Their outlines lie outside of what is measured; read as a whole the file took six times its size besides."""
    path, count, corners = tmp_path / "grids.geojson", 60, 800
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for at in range(count):
            west = 120 + at * 0.001
            ring = [[west, 36.0], *([west + 0.0005, 36 + step * 1e-7] for step in range(corners)), [west, 36.1], [west, 36.0]]
            feature = {"type": "Feature", "properties": {"code": f"3702020010{at:05}", "name": f"网格{at}"},
                       "geometry": {"type": "Polygon", "coordinates": [ring]}}
            file.write(("," if at else "") + json.dumps(feature))
        file.write("]}")
    size = path.stat().st_size
    tracemalloc.start()
    try:
        found = read_areas(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    outlines = sum(len(area.shape) for area in found.areas)  # as they are kept: 16 bytes a corner
    assert len(found.areas) == count and outlines > count * corners * 16
    assert peak < size + 3 * outlines, (peak, size, outlines)


@pytest.mark.parametrize("text", ['{"type":"FeatureCollection"}', '{"type":"FeatureCollection","features":null}', "[]", '{"features":[]} x'])
def test_what_is_no_file_of_areas_is_one_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(text, "utf-8")
    with pytest.raises(Problem) as told:
        read_areas(path)
    assert told.value.code is Code.AREAS_UNREADABLE
