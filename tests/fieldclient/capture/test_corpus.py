"""A slice of the corpus is read as its truths say; all of it beside exiftool is `bench geotag`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldclient.capture.place import AltitudeReference
from fieldclient.capture.read import read_evidence
from fieldclient.capture.tags import Reader, TagSet, read_tags
from fieldclient.capture.xmp import tags_of_xmp
from sync.protocol.problems import Code
from tests.bench.geotag import ours_as_truth, same
from tests.bench.geotag_fuzz import fuzz
from tests.fieldclient.capture.corpus import (
    CAMERA,
    CLOCK,
    HERE,
    HERE_ZONE,
    NOW,
    Notes,
    Sample,
    as_dng,
    as_jpeg,
    corpus,
    xmp,
)
from tests.fieldclient.capture.making import Tag, gps, number, ratios, text, tiff_block

# JPEG holds every form, in one byte order; the other containers are read through every eleventh file.
SLICE = [each for index, each in enumerate(corpus())
         if (each.name.endswith(".jpg") and not each.name.endswith("-mm.jpg")) or index % 11 == 0]


def test_the_corpus_is_as_large_as_promised_and_its_names_are_unique() -> None:
    names = [each.name for each in corpus()]
    assert len(names) >= 400 and len(set(names)) == len(names)


@pytest.mark.parametrize("sample", SLICE, ids=lambda each: each.name)
def test_what_is_read_is_what_is_true(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / sample.name
    path.write_bytes(sample.data)
    if sample.sidecar is not None:
        path.with_suffix(".xmp").write_bytes(sample.sidecar)
    found = read_evidence(path, home_zone=HERE_ZONE, now=NOW)
    ours, truth = ours_as_truth(found), sample.truth
    assert found.usable
    assert same(ours.position, truth.position), (ours, truth)
    assert (ours.taken, ours.orientation) == (truth.taken, truth.orientation)
    assert ours.offset == truth.offset


def test_a_slice_of_the_fuzz_run() -> None:
    run = fuzz(77, 250, float("inf"))
    assert run.failures == []
    assert run.files == 250 and run.usable > 0 and run.placed > 0


FULL = Notes(
    CAMERA | {0x0112: number(6)},
    CLOCK | {0xA431: text("SN-42")},
    gps(*HERE, altitude=ratios((187, 10)), altitude_ref=number(2, 1), error=ratios((4, 1)), direction=ratios((90, 1)),
        direction_ref=text("M"), date=text("2026:05:14"), time=ratios((8, 21), (21, 1), (6, 1)))
    | {0x0B: ratios((9, 10)), 0x0C: text("K"), 0x0D: ratios((36, 1)), 0x07: ratios((8, 1), (21, 1), (0, 1))},
)  # fmt: skip


def test_every_value_keeps_its_source(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(as_jpeg(FULL))
    found = read_evidence(path, now=NOW)
    details = found.details
    assert details is not None and found.position is not None
    assert (details.make, details.model, details.body_serial) == ("FieldCam", "FieldCam F1", "SN-42")
    assert details.speed_m_s == pytest.approx(10.0)
    assert details.dop == pytest.approx(0.9)
    assert details.altitude_reference is AltitudeReference.ELLIPSOID
    assert found.position.bearing_deg is None and details.magnetic_bearing_deg == 90
    assert found.position.fixed_at == datetime(2026, 5, 14, 8, 21, tzinfo=UTC)
    assert details.clock_apart_s == pytest.approx(7.0)
    assert {each.reader for each in details.said.values()} == {Reader.EXIFREAD}
    assert details.said["position"].tag == "GPSLatitude" and details.said["taken_at"].tag == "DateTimeOriginal"


def test_a_sidecar_speaks_only_where_the_photo_is_silent_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(as_jpeg(Notes(CAMERA, CLOCK)))
    (tmp_path / "a.jpg.xmp").write_bytes(xmp('exif:GPSLatitude="36,3.96N" exif:GPSLongitude="120,22.92E">'))
    (tmp_path / "a.xmp").write_bytes(xmp('exif:GPSLatitude="1,0.0N" exif:GPSLongitude="2,0.0E">'))
    found = read_evidence(tmp_path / "a.jpg", now=NOW)
    assert found.details is not None and found.position is not None
    assert same((found.position.latitude, found.position.longitude), HERE), "the sidecar with the full name comes first"
    assert found.details.said["position"].reader is Reader.SIDECAR
    assert found.details.said["taken_at"].reader is Reader.EXIFREAD


def test_of_a_raw_file_the_preview_inside_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    path.write_bytes(as_dng(FULL))
    found = read_evidence(path, now=NOW)
    assert found.usable and found.mime == "image/tiff"
    assert (found.width, found.height, found.orientation) == (160, 120, 6)
    assert [each.code for each in found.problems] == [Code.FILE_TOO_SMALL]


def test_our_own_reader_speaks_where_the_others_give_up() -> None:
    """The type of EXIF 3.0 for UTF-8 is unknown to exifread, and its neighbours are told by exifread nevertheless."""
    tags = read_tags(tiff_block(CAMERA, CLOCK | {0x9011: Tag(129, b"+08:00\0")}, gps(*HERE)))
    assert isinstance(tags, TagSet)
    assert (tags["OffsetTimeOriginal"], tags["DateTimeOriginal"]) == ("+08:00", "2026:05:14 16:21:07")
    assert set(tags.readers) == set(tags)
    assert tags.readers["DateTimeOriginal"] is Reader.EXIFREAD
    cut = tiff_block(CAMERA, CLOCK, gps(*HERE))
    assert read_tags(cut[: len(cut) - 10]) is not None


def test_hostile_xml_is_not_read() -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "x">' + "".join(f'<!ENTITY a{i} "&a{i - 1 or ""};&a{i - 1 or ""};">' for i in range(1, 20)) + "]>"
    assert tags_of_xmp(bomb.encode() + b"<a>&a19;</a>") is None
    assert tags_of_xmp(b"<a>" * 59_000) is None
    assert tags_of_xmp(b"<a" + b" " * 3_000_000 + b"/>") is None
    assert tags_of_xmp(b"<?xml version='1.0' encoding='nobody-1'?><a/>") is None
