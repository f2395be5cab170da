"""How the window looks: what was kept, what the system says, what the command line demands."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldclient.ui.options import fixed_look, parser
from fieldclient.ui.preferences import Look, look_of, read_copy, write_copy

SYSTEM = Look(language="zh", mode="light", scale=1.0, motion=True)


@pytest.mark.parametrize(("kept", "look"), [
    ({}, SYSTEM),
    ({"language": "en", "theme": "dark", "scale": "1.3", "motion": "0"}, Look("en", "dark", 1.3, False)),
    ({"language": "fr", "theme": "pink", "scale": "huge", "motion": ""}, SYSTEM),
    ({"scale": "9"}, Look("zh", "light", 2.0, True)),
    ({"scale": "1.33"}, Look("zh", "light", 1.3, True)),
    ({"language": None, "theme": None}, SYSTEM),
])
def test_the_look_that_was_kept(kept: dict[str, str | None], look: Look) -> None:
    assert look_of(kept, SYSTEM) == look


def test_the_copy_beside_the_store(tmp_path: Path) -> None:
    assert read_copy(tmp_path) == {}
    write_copy(tmp_path, {"language": "en", "theme": None, "scale": "1.3"})
    assert read_copy(tmp_path) == {"language": "en", "scale": "1.3"}
    assert [file.name for file in tmp_path.iterdir()] == ["look.txt"]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"language", b"other thing\n", b"\n\n"])
def test_a_damaged_copy_is_as_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "look.txt").write_bytes(damage)
    assert read_copy(tmp_path) == {}


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_copy(tmp_path: Path) -> None:
    write_copy(tmp_path / "not" / "there", {"language": "en"})
    assert read_copy(tmp_path / "not" / "there") == {}


def test_what_the_command_line_demands() -> None:
    assert fixed_look(parser().parse_args([])) == {}
    told = parser().parse_args(["--lang", "en", "--theme", "sunlight", "--scale", "1.45", "--no-motion"])
    assert fixed_look(told) == {"language": "en", "theme": "sunlight", "scale": "1.45", "motion": "0"}


@pytest.mark.parametrize("wrong", [["--size", "big"], ["--size", "1x1"], ["--theme", "pink"], ["--lang", "fr"]])
def test_a_wrong_option_ends_with_two(wrong: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as end:
        parser().parse_args(wrong)
    assert end.value.code == 2
    assert wrong[1] in capsys.readouterr().err
