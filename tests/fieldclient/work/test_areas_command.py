"""`areas` as a script calls it: real files, a real data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldclient.resources import resource
from fieldclient.work import areas_command
from tests.fieldclient.geo.area_making import grids, write_geojson


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str, code: int = 0) -> Any:
    assert areas_command.main([*arguments, "--data", str(folder), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def levels(told: Any) -> dict[str, int]:
    return {each["level"]: each["count"] for each in told["layers"]}


def test_areas_come_in_are_listed_and_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    assert run(capsys, folder, "list") == {"layers": []}
    (told,) = run(capsys, folder, "import", str(resource("demo", "district.toml")))["imported"]
    assert told["file"] == "district.toml" and "grid" in told["changed"] and told["notices"] == []
    assert levels(run(capsys, folder, "list")) == told["counts"]
    again = run(capsys, folder, "import", str(resource("demo", "district.toml")))["imported"][0]
    assert again["changed"] == []
    left = levels(run(capsys, folder, "remove", "grid"))
    assert "grid" not in left and left


def test_a_wrong_file_among_good_ones_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.geojson"
    bad.write_text("{ no json", "utf-8")
    good = write_geojson(tmp_path / "good.geojson", grids())
    told = run(capsys, tmp_path / "data", "import", str(good), str(bad), code=1)
    assert told["problem"]["code"] == "areas_unreadable"
    assert run(capsys, tmp_path / "data", "list") == {"layers": []}


def test_it_speaks_to_people_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ["--data", str(tmp_path / "data")]
    for language, nothing, word in (("en", "no areas", "Grid"), ("zh", "没有区域", "单元网格")):
        assert areas_command.main(["list", "--lang", language, *folder]) == 0
        assert nothing in capsys.readouterr().out
        assert areas_command.main(["import", str(resource("demo", "district.toml")), "--lang", language, *folder]) == 0
        assert word in capsys.readouterr().out
        assert areas_command.main(["remove", "grid", "community", "street", "jurisdiction", *folder]) == 0
        capsys.readouterr()


@pytest.mark.parametrize("arguments", [["import"], ["remove"], ["remove", "houses"], ["look"]])
def test_wrong_arguments_are_said(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        areas_command.main([*arguments, "--data", str(tmp_path)])
    assert end.value.code == 2 and capsys.readouterr().err
