"""Single holes at the hub that a power cut could fall into. Random cuts: tests/crash."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from sync.hub import folders
from sync.hub.carried import Carried, State
from sync.hub.files import MediaFiles
from sync.hub.world import PersonRow
from sync.protocol.ids import new_id
from sync.protocol.people import Role
from tests.sync.hub.town import Town, jpeg


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are synced, in order, by their paths."""
    told: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            told.append(os.path.realpath(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return told


linux_only = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="the system does not tell which folder a handle is of")


@linux_only
def test_the_names_of_the_hubs_folders_are_certain(tmp_path: Path, synced: list[str]) -> None:
    folder = tmp_path / "srv" / "fieldclient" / "hub"
    Town(folder).close()
    for each in (tmp_path, tmp_path / "srv", tmp_path / "srv" / "fieldclient", folder, folder / "media"):
        assert str(each) in synced
    synced.clear()
    Town(folder).close()  # the first start may have been cut before it came to that
    assert {str(folder.parent), str(folder), str(folder / "media")} <= set(synced)


@linux_only
def test_a_public_copy_that_lies_there_is_certain_before_it_is_told(tmp_path: Path, synced: list[str]) -> None:
    data = jpeg()
    sha256 = MediaFiles(tmp_path).add(data)
    again = MediaFiles(tmp_path)  # a kill came between the rename and the sync of the folder
    synced.clear()
    assert again.add(data) == sha256 == hashlib.sha256(data).hexdigest()
    assert synced == [str(tmp_path / "media" / sha256[:2])]


@linux_only
def test_the_names_of_the_shelves_are_certain_before_the_first_file_comes(tmp_path: Path, synced: list[str]) -> None:
    files = MediaFiles(tmp_path)
    assert synced[-1] == str(tmp_path / "media")
    data = jpeg()
    shelf = files.path(hashlib.sha256(data).hexdigest()).parent
    assert shelf.is_dir()
    shelf.rmdir()  # somebody tidied up
    synced.clear()
    files.add(data)
    assert str(tmp_path / "media") in synced and synced[-1] == str(shelf)


def test_a_small_file_is_synced_before_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda *paths: (order.append("rename"), replace(*paths))[1])
    folders.write(tmp_path / "slip", b"taken")
    assert order == ["fsync", "rename", "fsync"] and (tmp_path / "slip").read_bytes() == b"taken"
    assert [path.name for path in tmp_path.iterdir()] == ["slip"]


def test_a_slip_that_cannot_be_read_is_no_slip(tmp_path: Path) -> None:
    """The carrier brings the bundle once more; without this the hub would have answered 500 for ever."""
    town = Town(tmp_path / "hub")
    carried = Carried(tmp_path / "hub", town.service.bundles)
    person = PersonRow(id="p", login="p", name="P", roles=(Role.COLLECTOR,))
    bundle = new_id()
    _, slip = carried._paths(person, bundle)
    slip.parent.mkdir(parents=True)
    for left in (b"", b"{\"half"):
        slip.write_bytes(left)
        assert carried.state(person, bundle, 1000) == State(0)
    town.close()
