"""`geotag` as scripts meet it: in a process of its own, by its lines and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import fieldclient
from tests.fieldclient.capture.making import encoded, gps, jpeg, movie, number, ratios, text, tiff_block

ROOT = Path(fieldclient.__file__).parents[1]
RUN = "import sys; from fieldclient.capture.command import main; sys.exit(main(sys.argv[1:]))"
KEYS = [
    "path", "latitude", "longitude", "altitude_m", "accuracy_m", "bearing_deg", "taken_at", "time_source",
    "position_source", "datum", "orientation", "width", "height", "mime", "sha256", "problem", "problem_code",
]  # fmt: skip


def geotag(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "TZ": "Asia/Shanghai", **variables}
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=110)


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "照片 2026"
    (folder / "b 子文件夹").mkdir(parents=True)
    full = tiff_block(
        {0x0112: number(8)},
        {0x9003: text("2026:05:14 16:21:07"), 0x9011: text("+08:00")},
        gps(-36.066, -120.382, altitude=ratios((31, 10)), error=ratios((6, 1)), direction=ratios((45, 1)),
            direction_ref=text("T")),
    )  # fmt: skip
    local = tiff_block(
        exif={0x9003: text("2026:05:14 16:21:07")}, place=gps(36.066, 120.382, datum=text("GCJ-02"))
    )
    (folder / "a 街景.jpg").write_bytes(jpeg(block=full))
    (folder / "b 子文件夹" / "local.jpg").write_bytes(jpeg(block=local))
    (folder / "c.jpg").write_bytes(b"")
    (folder / "d").write_bytes(encoded("PNG"))
    (folder / "notes.txt").write_text("passed over")
    (folder / ".hidden.jpg").write_bytes(jpeg())
    return folder


@pytest.mark.parametrize(
    "locale", [{}, {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_one_object_a_line_in_the_order_of_names(photos: Path, locale: dict[str, str]) -> None:
    done = geotag("--json", photos, **locale)
    assert done.returncode == 0
    found = rows(done)
    assert [list(row) for row in found] == [KEYS] * 4
    assert [Path(row["path"]).name for row in found] == ["a 街景.jpg", "local.jpg", "c.jpg", "d"]
    assert found[0]["path"] == str(photos / "a 街景.jpg")
    full = found[0]
    assert (full["latitude"], full["longitude"]) == (-36.066, -120.382)
    assert (full["altitude_m"], full["accuracy_m"], full["bearing_deg"]) == (3.1, 6, 45)
    assert (full["taken_at"], full["time_source"]) == ("2026-05-14T16:21:07+08:00", "exif_offset")
    assert (full["position_source"], full["datum"], full["orientation"]) == ("exif", "wgs84", 8)
    assert (full["width"], full["height"], full["mime"], full["problem"]) == (800, 600, "image/jpeg", None)
    assert len(full["sha256"]) == 64


def test_what_is_assumed_is_not_printed_as_known(photos: Path) -> None:
    [row] = rows(geotag("--json", photos / "b 子文件夹"))
    assert (row["taken_at"], row["time_source"]) == ("2026-05-14T16:21:07", "exif_local")
    assert row["datum"] == "wgs84"  # labelled GCJ-02 and converted
    assert abs(row["longitude"] - 120.382) > 0.004


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The file is empty (0 bytes)."), ("zh", "文件是空的（0 字节）")],
)
def test_a_problem_is_a_sentence_and_a_code(photos: Path, language: str, sentence: str) -> None:
    [row] = rows(geotag("--json", "--lang", language, photos / "c.jpg"))
    assert row["problem"].startswith(sentence)
    assert row["problem_code"] == "file_empty"
    assert all(row[key] is None for key in ("latitude", "longitude", "taken_at", "mime", "sha256", "datum"))


def test_two_problems_are_both_told(tmp_path: Path) -> None:
    zero = ratios((0, 1), (0, 1), (0, 1))
    block = tiff_block(
        exif={0x9003: text("0000:00:00 00:00:00")}, place=gps(1, 1, latitude=zero, longitude=zero)
    )
    (tmp_path / "a.jpg").write_bytes(jpeg(block=block))
    [row] = rows(geotag("--json", tmp_path))
    assert row["problem_code"] == "position_zero"
    assert "0,0" in row["problem"] and "0000:00:00" in row["problem"]
    assert (row["latitude"], row["longitude"], row["taken_at"], row["position_source"]) == (None,) * 4


def test_a_path_that_does_not_exist_is_said_and_the_rest_is_read(photos: Path) -> None:
    done = geotag("--json", photos / "gone.jpg", photos / "a 街景.jpg")
    assert done.returncode == 2
    gone, there = rows(done)
    assert gone["problem_code"] == "file_missing" and gone["problem"]
    assert there["problem"] is None


def test_wrong_arguments_are_usage_errors(photos: Path) -> None:
    for arguments in (
        [],
        ["--zone", "Mars/Olympus", photos],
        ["--zone", "../etc", photos],
        ["--lang", "xx", photos],
    ):
        done = geotag(*arguments)
        assert done.returncode == 2 and b"usage:" in done.stderr and b"Traceback" not in done.stderr


def test_a_zone_may_be_given(photos: Path) -> None:
    movie_path = photos / "m.mp4"
    movie_path.write_bytes(movie(created=3_861_333_667))
    [row] = rows(geotag("--json", "--zone", "America/New_York", movie_path))
    assert row["taken_at"] == "2026-05-11T04:41:07-04:00" and row["time_source"] == "container"


def test_names_of_any_bytes_come_out_as_json(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.jpg")
    with open(path, "wb") as file:
        file.write(jpeg())
    [row] = rows(geotag("--json", tmp_path))
    assert os.fsencode(row["path"]) == path


def test_the_table_is_for_people(photos: Path) -> None:
    done = geotag(photos)
    assert done.returncode == 0 and done.stderr == b""
    told = done.stdout.decode("utf-8")
    assert "a 街景.jpg" in told and "-36.066000, -120.382000 ±6 m" in told
    assert "2026-05-14T16:21:07+08:00 (exif_offset)" in told
    assert "The file is empty" in told


def test_help_says_the_exit_codes() -> None:
    done = geotag("--help")
    told = done.stdout.decode()
    assert done.returncode == 0
    assert "exit codes:" in told and "a path does not exist" in told and "WGS-84" in told


def test_a_reader_that_stops_early_is_no_error(photos: Path) -> None:
    command = f'"{sys.executable}" -c "{RUN}" --json "{photos}" "{photos}" "{photos}" | head -n 1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, timeout=110)
    assert json.loads(done.stdout)["path"] and done.stderr == b""


def test_deep_folders_and_circles(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.jpg").write_bytes(jpeg())
    (deep / "circle").symlink_to(tmp_path)
    assert len(rows(geotag("--json", tmp_path))) == 1
