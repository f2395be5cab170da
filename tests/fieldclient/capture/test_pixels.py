"""The small copies: upright, bounded, free of metadata, whatever the original is."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from fieldclient.capture import pixels
from fieldclient.capture.pixels import (
    PREVIEW_BYTES,
    SMALL_PREVIEW_BYTES,
    preview,
    small_preview,
    thumbnail,
    upright,
)
from sync.protocol.problems import Code, Problem
from tests.fieldclient.capture.making import (
    CORNERS,
    corners,
    encoded,
    gps,
    heic,
    jpeg,
    movie,
    number,
    picture,
    text,
    tiff_block,
)

WIDTH, HEIGHT = 1000, 600

# How the pixels of an upright picture are stored under each orientation: the operation that undoes the turn on display.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored(orientation: int) -> bytes:
    turn = STORED[orientation]
    image = picture(WIDTH, HEIGHT)
    block = tiff_block({0x0112: number(orientation)}, place=gps(36.066, 120.382))
    return jpeg(image if turn is None else image.transpose(turn), block)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert image.format == "JPEG" and image.mode == "RGB"
    return image


def shown_corners(image: Image.Image) -> list[tuple[int, ...]]:
    inset = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    margin = max(2, image.width // 50)
    found = []
    for (x, y), (right, down) in zip(corners(*image.size), inset, strict=True):
        found.append(image.getpixel((x + right * margin, y + down * margin)))
    return found


@pytest.mark.parametrize("make", [thumbnail, preview, small_preview])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_eight_orientations_all_come_out_upright(orientation: int, make) -> None:
    image = opened(make(stored(orientation)))
    assert image.width / image.height == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    for found, expected in zip(shown_corners(image), CORNERS, strict=True):
        assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) < 60


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_is_none_turns_nothing(orientation: int) -> None:
    block = tiff_block({0x0112: number(orientation)})
    assert opened(thumbnail(jpeg(picture(WIDTH, HEIGHT), block))).size == (320, 192)


def test_copies_say_nothing_about_place_time_and_camera() -> None:
    block = tiff_block(
        {0x010F: text("SecretCam")}, {0x9003: text("2026:05:14 16:21:07")}, gps(36.066, 120.382)
    )
    data = jpeg(picture(), block, comment=b"secret comment", icc_profile=_profile())
    for make in (thumbnail, preview, small_preview):
        copy = make(data)
        assert not opened(copy).getexif()
        assert set(opened(copy).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive",
                                          "progression"}  # fmt: skip
        assert b"secret" not in copy.lower() and b"Exif" not in copy


def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("make", "long_px", "most_bytes"),
    [(preview, 1600, PREVIEW_BYTES), (small_preview, 720, SMALL_PREVIEW_BYTES), (thumbnail, 320, 40_000)],
)
def test_sizes_hold_for_the_busiest_picture(make, long_px: int, most_bytes: int) -> None:
    busy = jpeg(Image.effect_noise((3200, 2400), 120).convert("RGB"), quality=70)
    copy = make(busy)
    assert len(copy) <= most_bytes
    assert max(opened(copy).size) <= long_px


@pytest.mark.parametrize(("photo_bytes", "most_bytes"), [
    (1, 8_000), (266_000, 8_000), (300_000, 9_000), (1_000_000, 30_000), (3_000_000, 40_000), (60_000_000, 40_000),
])
def test_a_preview_has_three_per_cent_of_its_photo_between_two_bounds(photo_bytes: int, most_bytes: int) -> None:
    assert pixels.small_preview_bytes(photo_bytes) == most_bytes


@pytest.mark.parametrize("grain", [4, 40])
def test_the_preview_of_a_small_photo_has_as_many_pixels_as_its_bytes_can_fill(grain: int) -> None:
    photo = jpeg(Image.effect_noise((1600, 1200), grain).convert("RGB"), quality=40)
    copy = small_preview(photo)
    assert len(copy) <= pixels.small_preview_bytes(len(photo)) < 30_000
    assert 200 < max(opened(copy).size) <= 4.4 * pixels.small_preview_bytes(len(photo)) ** 0.5


def test_a_plain_photo_keeps_its_quality() -> None:
    image = opened(preview(jpeg(picture(3200, 2400))))
    assert image.size == (1600, 1200)


def test_nothing_is_enlarged() -> None:
    assert opened(preview(jpeg(picture(200, 120)))).size == (200, 120)


@pytest.mark.parametrize(("size", "shown"), [((3000, 10), (320, 1)), ((5, 2000), (1, 320)), ((1, 1), (1, 1))])
def test_strips_and_dots(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert opened(thumbnail(encoded("PNG", Image.new("RGB", size, "red")))).size == shown


def test_a_box_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg(picture(1000, 600)))
    assert opened(thumbnail(path, 96)).size == (96, 58)
    assert opened(thumbnail(str(path), 200)).size == (200, 120)


MODES = [
    ("RGBA", "PNG", (255, 255, 255)), ("LA", "PNG", (255, 255, 255)), ("P", "PNG", None), ("1", "PNG", None),
    ("L", "PNG", None), ("I;16", "PNG", (128, 128, 128)), ("CMYK", "JPEG", None), ("L", "JPEG", None), ("P", "GIF", None),
    ("RGB", "BMP", None), ("RGBA", "WEBP", (255, 255, 255)), ("RGB", "AVIF", None),
]  # fmt: skip


@pytest.mark.parametrize(("mode", "kind", "expected"), MODES, ids=[f"{m}-{k}" for m, k, _ in MODES])
def test_every_kind_of_pixels(mode: str, kind: str, expected: tuple[int, int, int] | None) -> None:
    if mode == "I;16":
        image = Image.new("I;16", (900, 700), 0x8000)
    elif "A" in mode:
        image = Image.new("RGBA", (900, 700), (200, 10, 10, 0)).convert(mode)  # wholly transparent
    else:
        image = Image.new("RGB", (900, 700), (200, 200, 200)).convert(mode)
    shown = opened(thumbnail(encoded(kind, image)))
    assert shown.size == (320, 249)
    wanted = expected or (200, 200, 200)
    if mode != "1":  # dithered
        assert max(abs(a - b) for a, b in zip(shown.getpixel((160, 120)), wanted, strict=True)) < 12


def test_heic_is_shown() -> None:
    image = opened(preview(heic()))
    assert image.size == (800, 600)
    assert image.getpixel((5, 5))[0] > 150 and image.getpixel((794, 5))[1] > 120


def test_colours_of_a_wide_profile_are_brought_to_srgb() -> None:
    """The same numbers mean a more vivid green in a wider space; a profile that is nonsense changes nothing."""
    green = Image.new("RGB", (700, 500), (90, 200, 90))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # cannot describe RGB at all
    plain = upright(encoded("PNG", green), 320).getpixel((9, 9))
    assert upright(encoded("PNG", green, icc_profile=lab), 320).getpixel((9, 9)) == plain
    assert upright(encoded("PNG", green, icc_profile=b"nonsense" * 30), 320).getpixel((9, 9)) == plain
    assert upright(encoded("PNG", green, icc_profile=_profile()), 320).getpixel((9, 9)) == plain
    swapped = upright(encoded("PNG", green, icc_profile=_swapped_profile()), 320).getpixel((9, 9))
    assert swapped != plain and swapped[0] > swapped[1]


def _swapped_profile() -> bytes:
    """sRGB with the red and green columns exchanged: a profile whose effect cannot be missed."""
    data = bytearray(_profile())
    at = {bytes(data[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(data[131])}
    red, green = at[b"rXYZ"] + 4, at[b"gXYZ"] + 4
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


def test_half_a_jpeg_shows_what_is_there() -> None:
    image = picture(1200, 900)
    data = jpeg(image, quality=95)
    shown = opened(thumbnail(data[: len(data) // 2]))
    top_left = shown.getpixel((3, 3))
    assert top_left[0] > 150 and top_left[1] < 90
    assert max(shown.getpixel((160, 235))) - min(shown.getpixel((160, 235))) < 12  # the missing part is grey


NOT_SHOWN = [
    (b"", Code.FILE_NOT_MEDIA),
    (b"text", Code.FILE_NOT_MEDIA),
    (movie(), Code.FILE_NOT_MEDIA),
    (encoded("PNG")[:2000], Code.FILE_TRUNCATED),
    (b"\xff\xd8\xff\xe0" + bytes(300), Code.FILE_UNREADABLE),
]


@pytest.mark.parametrize(("data", "code"), NOT_SHOWN)
@pytest.mark.parametrize("make", [thumbnail, preview, small_preview])
def test_what_cannot_be_shown_is_said(data: bytes, code: Code, make) -> None:
    with pytest.raises(Problem) as caught:
        make(data)
    assert caught.value.code is code


def test_paths_have_the_problems_of_files(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    for name, code in (
        ("gone.jpg", Code.FILE_MISSING),
        ("empty.jpg", Code.FILE_EMPTY),
        (".", Code.FILE_NOT_MEDIA),
    ):
        with pytest.raises(Problem) as caught:
            thumbnail(tmp_path / name)
        assert caught.value.code is code


def test_a_large_photo_that_cannot_be_decoded_here_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A progressive JPEG beyond the budget: its coefficients would all have to be held at once."""
    monkeypatch.setattr("fieldclient.capture.limits.DECODE_BUDGET_BYTES", 1_000_000)
    data = jpeg(picture(1000, 600), progressive=True, quality=95)
    with pytest.raises(Problem) as caught:
        thumbnail(data)
    assert caught.value.code is Code.PREVIEW_NOT_POSSIBLE
    assert opened(thumbnail(jpeg(picture(1000, 600), quality=95))).size == (
        320,
        192,
    )  # row by row it still can


def test_a_large_heic_is_shown_from_the_small_copy_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    import pillow_heif

    out = io.BytesIO()
    busy = Image.effect_noise((1024, 768), 90).convert("RGB")
    pillow_heif.from_pillow(busy).save(out, quality=70, thumbnails=[256])
    monkeypatch.setattr("fieldclient.capture.limits.DECODE_BUDGET_BYTES", 1_000_000)
    assert opened(thumbnail(out.getvalue(), 128)).size == (128, 96)
    with pytest.raises(Problem) as caught:  # no small copy is as large as this
        thumbnail(out.getvalue(), 512)
    assert caught.value.code is Code.PREVIEW_NOT_POSSIBLE


MEASURE = """
import resource, sys
from fieldclient.capture.pixels import preview
from fieldclient.capture.read import read_evidence
for path in sys.argv[1:]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read_evidence(path), preview(path)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_memory_is_bounded_for_200_megapixels(tmp_path: Path) -> None:
    """Decoded whole, these pixels would take 800 MB; a phone's photo is read first, so that libraries are loaded."""
    small, huge = tmp_path / "small.jpg", tmp_path / "huge.jpg"
    small.write_bytes(jpeg(picture(4000, 3000)))
    huge.write_bytes(encoded("JPEG", Image.new("L", (16384, 12288), 128), quality=40))
    root = Path(pixels.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(small), str(huge)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout.split()[1]) < 150
