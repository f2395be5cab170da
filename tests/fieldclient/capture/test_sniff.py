"""Content before names."""

from __future__ import annotations

import pytest

from fieldclient.capture.sniff import agrees, is_media_name, said_by_name, short_name, sniff
from tests.fieldclient.capture.making import encoded, heic, jpeg, movie, wave

REAL = [
    ("image/jpeg", jpeg),
    ("image/png", lambda: encoded("PNG")),
    ("image/webp", lambda: encoded("WEBP")),
    ("image/gif", lambda: encoded("GIF")),
    ("image/bmp", lambda: encoded("BMP")),
    ("image/avif", lambda: encoded("AVIF")),
    ("image/heic", heic),
    ("video/mp4", movie),
    ("video/quicktime", lambda: movie(brand=b"qt  ")),
    ("video/3gpp", lambda: movie(brand=b"3gp5")),
    ("audio/mp4", lambda: movie(brand=b"M4A ")),
    ("audio/wav", wave),
    ("video/webm", lambda: b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(40)),
    ("audio/ogg", lambda: b"OggS\0\2" + bytes(22) + b"OpusHead\1"),
    ("video/ogg", lambda: b"OggS\0\2" + bytes(22) + b"\x80theora"),
    ("audio/amr", lambda: b"#!AMR\n" + bytes(20)),
    ("audio/mpeg", lambda: b"ID3\4" + bytes(20)),
    ("video/quicktime", lambda: b"\0\0\0\x08wide\0\0\1\0mdat" + bytes(20)),
]


@pytest.mark.parametrize(("mime", "make"), REAL, ids=[f"{row[0]}-{index}" for index, row in enumerate(REAL)])
def test_known_media(mime: str, make) -> None:
    assert sniff(make()[:4096]) == mime


@pytest.mark.parametrize(
    "head",
    [
        b"", b"\xff", b"\xff\xd8", b"hello, this is a text", b"%PDF-1.7", b"PK\3\4", b"<html>", b"BM and friends say hello",
        b"RIFF\0\0\0\0ACON", b"\0\0\0\x18ftypjp2 \0\0\0\0", b"\0\0\0\x18ftyp", bytes(64), b"\x1aE\xdf\xa3" + bytes(60), b"MZ\x90", b"II+\0\x08\0\0\0",
    ],
)  # fmt: skip
def test_everything_else_is_no_medium(head: bytes) -> None:
    assert sniff(head) is None


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("a.JPG", "image/jpeg"),
        ("街景.HEIC", "image/heic"),
        ("x.tar.png", "image/png"),
        ("noending", None),
        ("a.xyz", None),
    ],
)
def test_what_a_name_promises(name: str, mime: str | None) -> None:
    assert said_by_name(name) == mime


def test_customary_names_of_one_container_agree() -> None:
    assert agrees("image/heif", "image/heic")
    assert agrees("video/mp4", "video/quicktime")
    assert agrees("audio/mp4", "video/mp4")
    assert not agrees("image/jpeg", "image/png")
    assert not agrees("image/jpeg", "video/mp4")


def test_a_listing_offers_media_by_name() -> None:
    assert is_media_name("a.jpeg") and is_media_name("b.MOV") and is_media_name("c.wav")
    assert not is_media_name("a.txt") and not is_media_name("a") and not is_media_name("a.pdf")
    assert short_name("image/jpeg") == "JPEG" and short_name("video/quicktime") == "MOV"
