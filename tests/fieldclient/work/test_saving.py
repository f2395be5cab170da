"""Files for the person: what is there is never written over, and a file is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldclient.store.disk import Disk
from fieldclient.work.patrol.saving import free_name, save_new
from sync.protocol.problems import Code, Problem


def test_a_second_file_of_a_name_stands_beside_the_first(tmp_path: Path) -> None:
    made = [save_new(tmp_path / "week.pdf", content) for content in (b"1", b"2", b"3")]
    assert [path.name for path in made] == ["week.pdf", "week (2).pdf", "week (3).pdf"]
    assert [path.read_bytes() for path in made] == [b"1", b"2", b"3"]
    assert free_name(tmp_path / "week.pdf").name == "week (4).pdf" and free_name(tmp_path / "other.pdf").name == "other.pdf"


def test_a_full_disk_leaves_no_empty_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Disk, file: object, data: bytes) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(Disk, "write", full)
    with pytest.raises(Problem) as told:
        save_new(tmp_path / "week.pdf", b"content")
    assert told.value.code is Code.DISK_FULL and not (tmp_path / "week.pdf").exists()


def test_no_such_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        save_new(tmp_path / "gone" / "week.pdf", b"content")
    assert told.value.code is Code.FILE_MISSING
