"""Everything that can be wrong with a file: an answer each time, never a crash or a wait."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from fieldclient.capture import opening, read
from fieldclient.capture.evidence import Evidence
from fieldclient.capture.read import read_evidence
from sync.protocol import media
from sync.protocol.problems import Code
from tests.fieldclient.capture.making import (
    BYTE,
    encoded,
    gps,
    heic,
    jpeg,
    number,
    ratios,
    text,
    tiff_block,
)

HOME = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, tzinfo=UTC)

FULL = tiff_block(
    {0x010F: text("FieldCam"), 0x0110: text("FieldCam F1"), 0x0112: number(6)},
    {0x9003: text("2026:05:14 16:21:07"), 0x9011: text("+08:00"), 0x9291: text("5")},
    gps(
        36.066,
        120.382,
        altitude=ratios((187, 10)),
        altitude_ref=number(0, BYTE),
        error=ratios((4, 1)),
        direction=ratios((90, 1)),
        direction_ref=text("T"),
        date=text("2026:05:14"),
        time=ratios((8, 1), (21, 1), (6, 1)),
    ),
)


def look(folder: Path, data: bytes, name: str = "a.jpg") -> Evidence:
    path = folder / name
    path.write_bytes(data)
    return read_evidence(path, home_zone=HOME, now=NOW)


def codes(found: Evidence) -> list[Code]:
    return [each.code for each in found.told]


# --- files that are not what they should be ---


def test_a_name_that_lies(tmp_path: Path) -> None:
    found = look(tmp_path, encoded("PNG"), "photo.jpg")
    assert found.usable and found.mime == "image/png"
    assert [each.facts for each in found.problems] == [{"said": "JPEG", "found": "PNG"}]
    assert look(tmp_path, jpeg(), "noending").told == ()
    assert look(tmp_path, jpeg(), "photo.dat").told == ()


REFUSED = [
    ("empty", b"", Code.FILE_EMPTY),
    ("text", b"this is no photo\n" * 50, Code.FILE_NOT_MEDIA),
    ("a web page", b"<!doctype html><html><body>sign in</body></html>", Code.FILE_NOT_MEDIA),
    ("a JPEG's first bytes", b"\xff\xd8\xff\xe0", Code.FILE_UNREADABLE),
    ("a PNG's first bytes", b"\x89PNG\r\n\x1a\n", Code.FILE_UNREADABLE),
    ("a WebP's first bytes", b"RIFF\x10\0\0\0WEBPVP8 ", Code.FILE_UNREADABLE),
    ("a GIF's first bytes", b"GIF89a", Code.FILE_UNREADABLE),
    ("a HEIC's first box", lambda: heic()[:60], Code.FILE_TRUNCATED),
    ("zeros after a JPEG's header", b"\xff\xd8\xff" + bytes(5000), Code.FILE_UNREADABLE),
    ("only the header of a JPEG", lambda: jpeg()[:640], Code.FILE_TRUNCATED),
    ("half a PNG", lambda: encoded("PNG")[:3000], Code.FILE_TRUNCATED),
    ("half a WebP", lambda: encoded("WEBP")[:3000], Code.FILE_TRUNCATED),
    ("most of a HEIC", lambda: heic()[:-2000], Code.FILE_TRUNCATED),
    ("most of an AVIF", lambda: encoded("AVIF")[:-1500], Code.FILE_TRUNCATED),
]


@pytest.mark.parametrize(("data", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_shows_nothing_cannot_be_taken(
    tmp_path: Path, data: bytes | Callable[[], bytes], code: Code
) -> None:
    found = look(tmp_path, data() if callable(data) else data)
    assert not found.usable
    assert found.fatal is not None and found.fatal.code is code


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_half_a_jpeg_is_kept_with_a_word(tmp_path: Path, share: float, progressive: bool) -> None:
    image = Image.effect_noise((1200, 900), 50).convert("RGB")
    data = jpeg(image, block=FULL, progressive=progressive)
    found = look(tmp_path, data[: int(len(data) * share)])
    assert found.usable and codes(found) == [Code.FILE_TRUNCATED]
    assert found.position is not None and found.taken_at is not None


def test_zeros_where_the_card_failed(tmp_path: Path) -> None:
    data = jpeg(Image.effect_noise((1200, 900), 50).convert("RGB"))
    half = len(data) // 2
    assert codes(look(tmp_path, data[:half] + bytes(len(data) - half))) == [Code.FILE_TRUNCATED]


def test_what_cameras_append_is_no_damage(tmp_path: Path) -> None:
    whole = jpeg(block=FULL)
    assert look(tmp_path, whole + b"SEFHmaker's trailer" * 100).told == ()
    assert look(tmp_path, whole + jpeg()[:-2]).told == ()


def test_padding_and_junk_between_segments(tmp_path: Path) -> None:
    whole = jpeg(block=FULL)
    assert look(tmp_path, whole[:2] + b"\xff" * 9 + whole[2:]).position is not None
    after_exif = 4 + int.from_bytes(whole[4:6], "big")
    junky = look(tmp_path, whole[:after_exif] + b"\0\0\0" + whole[after_exif:])
    assert junky.position is not None and junky.told == ()


# --- sizes ---


@pytest.fixture(scope="module")
def huge_jpeg() -> bytes:
    return encoded("JPEG", Image.new("L", (16384, 12288), 128), quality=40)


def test_a_200_megapixel_photo_is_kept_and_shown_reduced(tmp_path: Path, huge_jpeg: bytes) -> None:
    found = look(tmp_path, huge_jpeg)
    assert found.usable and codes(found) == [Code.PHOTO_VERY_LARGE]
    assert (found.width, found.height) == (16384, 12288)
    assert found.sha256 == hashlib.sha256(huge_jpeg).hexdigest()


def test_a_decompression_bomb_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = encoded("PNG", Image.new("1", (20000, 20000)))
    assert len(bomb) < 100_000
    monkeypatch.setattr("fieldclient.capture.pixels.open_image", lambda *_: pytest.fail("it was opened"))
    found = look(tmp_path, bomb, "a.png")
    assert found.fatal is not None and found.fatal.code is Code.FILE_TOO_MANY_PIXELS
    assert found.fatal.facts["width"] == 20000


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param((jpeg(), b"\xff\xc0\0\x11\x08", ">HH"), id="JPEG"),
        pytest.param((encoded("GIF"), b"GIF87a", "<HH"), id="GIF"),
        pytest.param((encoded("BMP"), b"\x28\0\0\0", "<ii"), id="BMP"),
    ],
)
def test_a_header_that_claims_the_largest_size(tmp_path: Path, claim: tuple[bytes, bytes, str]) -> None:
    data, before, form = claim
    at = data.index(before) + len(before)
    most = 65535
    changed = data[:at] + struct.pack(form, most, most) + data[at + struct.calcsize(form) :]
    found = look(tmp_path, changed, "a.bin")
    assert found.fatal is not None and found.fatal.code is Code.FILE_TOO_MANY_PIXELS


def test_a_webp_that_claims_the_largest_canvas(tmp_path: Path) -> None:
    chunk = b"VP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff"
    data = b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk
    found = look(tmp_path, data, "a.webp")
    assert found.fatal is not None and found.fatal.code is Code.FILE_TOO_MANY_PIXELS


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())
    os.truncate(path, media.MAX_PHOTO_BYTES + 1)
    monkeypatch.setattr(read, "_sha256", lambda _: pytest.fail("it was read"))
    found = read_evidence(path)
    assert found.fatal is not None and found.fatal.code is Code.FILE_TOO_LARGE
    assert found.fatal.facts == {
        "size_bytes": media.MAX_PHOTO_BYTES + 1,
        "limit_bytes": media.MAX_PHOTO_BYTES,
    }


# --- what is no readable file ---


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    for path in (tmp_path / "gone.jpg", tmp_path / "dangling", "nul\0name.jpg", tmp_path / ("x" * 400)):
        assert codes(read_evidence(path)) == [Code.FILE_MISSING]


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    assert codes(read_evidence(tmp_path / "pipe.jpg")) == [Code.FILE_NOT_MEDIA]
    assert codes(read_evidence("/dev/zero")) == [Code.FILE_NOT_MEDIA]
    assert codes(read_evidence(tmp_path / "folder.jpg")) == [Code.FILE_NOT_MEDIA]
    assert codes(read_evidence(tmp_path / "loop.jpg")) == [Code.FILE_UNREADABLE]


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())

    def deny(*_: object) -> int:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(opening.os, "open", deny)
    found = read_evidence(path)
    assert codes(found) == [Code.FILE_UNREADABLE]
    assert found.fatal is not None and found.fatal.facts == {"errno": 13}


def test_a_card_pulled_out_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> str:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(read, "_sha256", fail)
    found = look(tmp_path, jpeg())
    assert codes(found) == [Code.FILE_UNREADABLE]
    assert found.fatal is not None and found.fatal.facts == {"errno": 5}


def test_a_file_still_being_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())
    real = read._sha256

    def grow_while_hashing(file):
        with path.open("ab") as other:
            other.write(b"more")
        return real(file)

    monkeypatch.setattr(read, "_sha256", grow_while_hashing)
    assert codes(read_evidence(path)) == [Code.FILE_CHANGING]


def test_links_to_photos_are_photos(tmp_path: Path) -> None:
    (tmp_path / "real.jpg").write_bytes(jpeg(block=FULL))
    (tmp_path / "link.jpg").symlink_to(tmp_path / "real.jpg")
    assert read_evidence(tmp_path / "link.jpg").told == ()


def test_names_of_any_bytes(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe photo \xe8\xa1\x97.jpg")
    found = look(tmp_path, jpeg(), name)
    assert found.usable and found.name == name
