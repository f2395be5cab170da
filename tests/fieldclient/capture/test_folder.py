"""Listing what could be picked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fieldclient.capture import folder
from fieldclient.capture.folder import PAGE_ENTRIES, list_folder
from sync.protocol.media import MediaKind
from sync.protocol.problems import Code, Problem


def put(path: Path, seconds: int = 1_770_000_000, data: bytes = b"not even opened") -> Path:
    path.write_bytes(data)
    os.utime(path, (seconds, seconds))
    return path


def test_newest_first_and_only_media(tmp_path: Path) -> None:
    for name, seconds in (
        ("b.jpg", 3),
        ("a.JPG", 3),
        ("c.heic", 9),
        ("d.mp4", 1),
        ("voice.m4a", 2),
        ("街.png", 5),
    ):
        put(tmp_path / name, 1_770_000_000 + seconds)
    put(tmp_path / "notes.txt")
    put(tmp_path / "noending")
    put(tmp_path / ".hidden.jpg")
    (tmp_path / ".thumbnails").mkdir()
    for name in ("DCIM", "antique", "相册"):
        (tmp_path / name).mkdir()
    listing = list_folder(tmp_path)
    assert [each.name for each in listing.files] == [
        "c.heic",
        "街.png",
        "a.JPG",
        "b.jpg",
        "voice.m4a",
        "d.mp4",
    ]
    assert [each.name for each in listing.folders] == ["antique", "DCIM", "相册"]
    kinds = {each.name: each.kind for each in listing.files}
    assert kinds["c.heic"] is MediaKind.PHOTO
    assert kinds["d.mp4"] is MediaKind.VIDEO
    assert kinds["voice.m4a"] is MediaKind.AUDIO
    first = listing.files[0]
    assert first.size_bytes == len(b"not even opened")
    assert first.modified_at is not None and first.modified_at.timestamp() == 1_770_000_009


def test_pages_cover_everything_once(tmp_path: Path) -> None:
    for index in range(2 * PAGE_ENTRIES + 7):
        put(tmp_path / f"{index:04}.jpg", 1_770_000_000 + index)
    listing = list_folder(tmp_path)
    assert listing.pages == 3
    together = [each for number in range(listing.pages) for each in listing.page(number)]
    assert together == list(listing.files)
    assert listing.page(3) == () and len(listing.page(2)) == 7
    assert listing.page(-1) == listing.page(0)
    assert listing.page(1, entries=10) == listing.files[10:20]


def test_links_never_lead_out(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    secret = put(outside / "secret.jpg")
    real = put(inside / "real.jpg")
    (inside / "out.jpg").symlink_to(secret)
    (inside / "within.jpg").symlink_to(real)
    (inside / "way-out").symlink_to(outside)
    (inside / "circle").symlink_to(inside)
    (inside / "loop.jpg").symlink_to(inside / "loop.jpg")
    (inside / "dangling.jpg").symlink_to(inside / "nothing.jpg")
    listing = list_folder(inside)
    assert {each.name for each in listing.files} == {"real.jpg", "within.jpg"}
    assert listing.folders == ()


def test_a_folder_reached_by_a_link_is_listed(tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    put(tmp_path / "card" / "a.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "card")
    assert [each.name for each in list_folder(tmp_path / "link").files] == ["a.jpg"]


def test_pipes_are_not_offered(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert list_folder(tmp_path).files == ()


def test_nothing_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.jpg")
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("a file was opened"))
    monkeypatch.setattr(os, "open", lambda *_, **__: pytest.fail("a file was opened"))
    assert len(list_folder(tmp_path).files) == 1


def test_folders_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, code in (
        (tmp_path / "gone", Code.FILE_MISSING),
        ("nul\0", Code.FILE_MISSING),
        (put(tmp_path / "file.jpg"), Code.FOLDER_UNREADABLE),
    ):
        with pytest.raises(Problem) as caught:
            list_folder(path)
        assert caught.value.code is code

    def deny(_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(folder.os, "scandir", deny)
    with pytest.raises(Problem) as caught:
        list_folder(tmp_path)
    assert caught.value.code is Code.FOLDER_UNREADABLE and caught.value.facts == {"errno": 13}


def test_a_file_from_the_end_of_time(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jpg")
    try:
        os.utime(path, (2**52, 2**52))
    except OSError:  # this file system cannot say it either
        return
    [only] = list_folder(tmp_path).files
    assert only.name == "a.jpg"
