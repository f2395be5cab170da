"""A corpus of photos that cameras, phones, taggers and accidents leave behind: real bytes, made anew and alike each time.

Every file knows its truth: what an honest reader says of it. Where nothing honest can be said, the truth is None, whatever
other programs make of the bytes.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from zoneinfo import ZoneInfo

from PIL import Image

from tests.fieldclient.capture.making import (
    ASCII,
    BYTE,
    LONG,
    SHORT,
    SRATIONAL,
    UNDEFINED,
    Tag,
    dms,
    encoded,
    gps,
    jpeg,
    number,
    picture,
    ratios,
    text,
    tiff_block,
)

Tags = Mapping[int, Tag]
HERE = (36.066, 120.382)
HERE_ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, tzinfo=UTC)
WHEN = "2026:05:14 16:21:07"
CLOCK: dict[int, Tag] = {0x9003: text(WHEN), 0x9011: text("+08:00")}
CAMERA: dict[int, Tag] = {0x010F: text("FieldCam"), 0x0110: text("FieldCam F1")}


@dataclass(frozen=True)
class Truth:
    """What an honest reader says. `taken` is the camera's clock to the second, `offset` its offset where one is told."""

    position: tuple[float, float] | None = None
    taken: str | None = None
    offset: str | None = None
    orientation: int | None = None


@dataclass(frozen=True)
class Sample:
    """One file of the corpus, its truth, and the sidecar beside it. The bytes are made when they are asked for."""

    name: str
    make: bytes | Callable[[], bytes]
    truth: Truth
    sidecar: bytes | None = None

    @property
    def data(self) -> bytes:
        return self.make if isinstance(self.make, bytes) else self.make()


@dataclass(frozen=True)
class Notes:
    """What is put into a file, whatever the container."""

    image: Tags
    exif: Tags | None = None
    place: Tags | None = None
    xmp: bytes | None = None
    order: str = ">"

    @property
    def block(self) -> bytes:
        return tiff_block(self.image, self.exif, self.place, order=self.order)


SMALL = picture(96, 72)


def as_jpeg(notes: Notes) -> bytes:
    return with_xmp_segment(jpeg(_grainy(), notes.block), notes.xmp)


def with_xmp_segment(data: bytes, packet: bytes | None) -> bytes:
    if packet is None:
        return data
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet
    at = 2 + (2 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe1" else 0)
    return data[:at] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[at:]


@cache
def _grainy() -> Image.Image:
    """Enough coded bytes that no reader takes the file for an empty one."""
    image = Image.new("RGB", (160, 120))
    image.putdata([((x * 7919) % 251, (x * 104729) % 241, (x * 1299709) % 239) for x in range(160 * 120)])
    return image


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@cache
def _plain(kind: str) -> bytes:
    return encoded(kind, SMALL)


def as_png(notes: Notes) -> bytes:
    data = _plain("PNG")
    extra = chunk(b"eXIf", notes.block)
    if notes.xmp:
        extra += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + notes.xmp)
    return data[:33] + extra + data[33:]


def as_png_profile(notes: Notes) -> bytes:
    """EXIF as ImageMagick wrote it before there was `eXIf`."""
    data = _plain("PNG")
    block = b"Exif\0\0" + notes.block
    digits = block.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    body = b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n%8d\n" % len(block) + lines + b"\n")
    return data[:33] + chunk(b"zTXt", body) + data[33:]


def as_webp(notes: Notes) -> bytes:
    out = io.BytesIO()
    options = {"xmp": notes.xmp} if notes.xmp else {}
    SMALL.save(out, "WEBP", exif=notes.block, method=0, **options)
    return out.getvalue()


def as_heic(notes: Notes) -> bytes:
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(SMALL).save(out, quality=50, exif=b"Exif\0\0" + notes.block, xmp=notes.xmp)
    return out.getvalue()


def as_avif(notes: Notes) -> bytes:
    out = io.BytesIO()
    options = {"xmp": notes.xmp} if notes.xmp else {}
    SMALL.save(out, "AVIF", exif=notes.block, speed=10, **options)
    return out.getvalue()


def as_tiff(notes: Notes) -> bytes:
    """An uncompressed TIFF of 24 × 16 pixels whose own directory is the EXIF."""
    return _tiff_file(notes, {}, bytes(range(256)) * 4 + bytes(128), (24, 16))


def as_dng(notes: Notes) -> bytes:
    """A raw file as DNG lays it out: a JPEG preview that can be shown, and the sensor's picture below it."""
    preview = jpeg(_grainy())
    extra = {0x00FE: number(1, LONG), 0x0103: number(7), 0x0106: number(6), 0xC612: Tag(BYTE, (1, 4, 0, 0)),
             0xC614: text("FieldCam F1"), 0x014A: number(0, LONG)}  # fmt: skip
    data = _tiff_file(notes, extra, preview, (160, 120), below=True)
    return data


def _tiff_file(notes: Notes, extra: Tags, pixels: bytes, size: tuple[int, int], below: bool = False) -> bytes:
    layout: dict[int, Tag] = {
        0x0100: number(size[0], LONG), 0x0101: number(size[1], LONG), 0x0102: Tag(SHORT, (8, 8, 8)), 0x0103: number(1),
        0x0106: number(2), 0x0111: number(0, LONG), 0x0115: number(3), 0x0116: number(size[1], LONG),
        0x0117: number(len(pixels), LONG),
    }  # fmt: skip
    if notes.xmp:
        layout[0x02BC] = Tag(BYTE, tuple(notes.xmp))
    image = {**notes.image, **layout, **extra}
    at = len(replace(notes, image=image).block)
    at += at % 2
    image[0x0111] = number(at, LONG)
    raw = b""
    if below:
        image[0x014A] = number(at + len(pixels) + len(pixels) % 2, LONG)
        sensor = {0x0100: number(8, LONG), 0x0101: number(8, LONG), 0x0102: number(16), 0x0103: number(1), 0x0106: number(32803),
                  0x0111: number(at, LONG), 0x0115: number(1), 0x0116: number(8, LONG), 0x0117: number(128, LONG)}  # fmt: skip
        raw = tiff_block(sensor, order=notes.order)[8:]
    block = replace(notes, image=image).block
    return block.ljust(at, b"\0") + pixels + b"\0" * (len(pixels) % 2) + raw


Wrap = Callable[[Notes], bytes]
CONTAINERS: dict[str, tuple[str, Wrap]] = {
    "jpeg": ("jpg", as_jpeg), "png": ("png", as_png), "profile": ("png", as_png_profile), "webp": ("webp", as_webp),
    "heic": ("heic", as_heic), "avif": ("avif", as_avif), "tiff": ("tif", as_tiff), "dng": ("dng", as_dng),
}  # fmt: skip

N, E = text("N"), text("E")


def place(latitude: Tag | None, longitude: Tag | None, north: Tag | None = N, east: Tag | None = E) -> dict[int, Tag]:
    tags = {0x01: north, 0x02: latitude, 0x03: east, 0x04: longitude}
    return {key: tag for key, tag in tags.items() if tag is not None}


LAT, LON = dms(HERE[0]), dms(HERE[1])
# Every way in which a position is written, with what it says; None where nothing honest can be said.
PLACES: dict[str, tuple[dict[int, Tag], tuple[float, float] | None]] = {
    "seconds": (gps(*HERE), HERE),
    "south-west": (gps(-33.8568, -70.6483), (-33.8568, -70.6483)),
    "south-east": (gps(-33.8568, 151.2153), (-33.8568, 151.2153)),
    "north-west": (gps(51.5007, -0.1246), (51.5007, -0.1246)),
    "decimal-minutes": (place(ratios((36, 1), (396, 100), (0, 1)), ratios((120, 1), (2292, 100), (0, 1))), HERE),
    "two-parts": (place(ratios((36, 1), (396, 100)), ratios((120, 1), (2292, 100))), HERE),
    "decimal-degrees": (place(ratios((36066, 1000), (0, 1), (0, 1)), ratios((120382, 1000), (0, 1), (0, 1))), HERE),
    "one-part": (place(ratios((36066, 1000)), ratios((120382, 1000))), HERE),
    "huge-denominators": (
        place(ratios((36, 1), (3, 1), (4252017623, 73819750)), ratios((120, 1), (22, 1), (4059165169, 73803003))),
        (36 + 3 / 60 + 4252017623 / 73819750 / 3600, 120 + 22 / 60 + 4059165169 / 73803003 / 3600)),
    "largest-numbers": (
        place(ratios((4294967295, 119304647), (0, 1), (0, 1)), ratios((4294967295, 35791394), (0, 1), (0, 1))),
        (4294967295 / 119304647, 4294967295 / 35791394)),
    "doubles": (place(Tag(12, (36.0, 3.0, 57.6)), Tag(12, (120.0, 22.0, 55.2))), HERE),
    "one-double": (place(Tag(12, (36.066,)), Tag(12, (120.382,))), HERE),
    "signed-type": (place(Tag(SRATIONAL, ((36, 1), (3, 1), (576, 10))), Tag(SRATIONAL, ((120, 1), (22, 1), (552, 10)))), HERE),
    "whole-numbers": (place(Tag(LONG, (36, 3, 58)), Tag(LONG, (120, 22, 55))), (36 + 3 / 60 + 58 / 3600, 120 + 22 / 60 + 55 / 3600)),
    "short-numbers": (place(Tag(SHORT, (36, 3, 58)), Tag(SHORT, (120, 22, 55))), (36 + 3 / 60 + 58 / 3600, 120 + 22 / 60 + 55 / 3600)),
    "as-text": (place(text("36.066"), text("120.382")), HERE),
    "seconds-sixty": (place(ratios((36, 1), (3, 1), (60, 1)), ratios((120, 1), (22, 1), (60, 1))), (36 + 4 / 60, 120 + 23 / 60)),
    "small-letters": (place(LAT, LON, text("n"), text("e")), HERE),
    "whole-words": (place(LAT, LON, text("North"), text("East")), HERE),
    "padded-letters": (place(LAT, LON, Tag(ASCII, b"N\0\0\0\0\0"), Tag(ASCII, b"E\0\0\0\0\0")), HERE),
    "letters-without-end": (place(LAT, LON, Tag(ASCII, b"N"), Tag(ASCII, b"E")), HERE),
    "letters-as-bytes": (place(LAT, LON, Tag(BYTE, (78, 0)), Tag(BYTE, (69, 0))), HERE),
    "on-the-equator": (gps(0.0, 109.32), (0.0, 109.32)),
    "on-greenwich": (gps(51.4779, 0.0), (51.4779, 0.0)),
    "north-pole": (gps(90.0, 45.0), (90.0, 45.0)),
    "date-line": (gps(-17.0, 180.0), (-17.0, 180.0)),
    "no-latitude-ref": (place(LAT, LON, None), None),
    "no-longitude-ref": (place(LAT, LON, N, None), None),
    "no-refs": (place(LAT, LON, None, None), None),
    "odd-ref": (place(LAT, LON, text("X"), E), None),
    "crossed-refs": (place(LAT, LON, E, N), None),
    "empty-refs": (place(LAT, LON, text(""), text("")), None),
    "zero-by-zero": (place(ratios((0, 0), (0, 0), (0, 0)), ratios((0, 0), (0, 0), (0, 0))), None),
    "some-by-zero": (place(ratios((36, 0), (3, 1), (0, 1)), LON), None),
    "seconds-by-zero": (place(ratios((36, 1), (3, 1), (576, 0)), LON), None),
    "null-island": (gps(0.0, 0.0), None),
    "all-zero": (place(ratios((0, 1), (0, 1), (0, 1)), ratios((0, 1), (0, 1), (0, 1))), None),
    "latitude-alone": (place(LAT, None, N, None), None),
    "longitude-alone": (place(None, LON, None, E), None),
    "refs-alone": (place(None, None), None),
    "latitude-91": (place(ratios((91, 1), (0, 1), (0, 1)), LON), None),
    "longitude-181": (place(LAT, ratios((181, 1), (0, 1), (0, 1))), None),
    "minutes-75": (place(ratios((36, 1), (75, 1), (0, 1)), LON), None),
    "seconds-99": (place(ratios((36, 1), (3, 1), (99, 1)), LON), None),
    "negative": (place(Tag(SRATIONAL, ((-36, 1), (3, 1), (576, 10))), LON), None),
    "no-numbers": (place(text("somewhere"), text("else")), None),
    "not-a-number": (place(Tag(12, (float("nan"), 3.0, 57.6)), LON), None),
    "endless": (place(Tag(12, (float("inf"), 0.0, 0.0)), LON), None),
    "version-alone": ({0x00: Tag(BYTE, (2, 3, 0, 0))}, None),
}


def gps_clock(day: str, hours: int, minutes: int, seconds: int) -> dict[int, Tag]:
    return {0x1D: text(day), 0x07: ratios((hours, 1), (minutes, 1), (seconds, 1))}


# Clocks: EXIF's directory, the main one, the receiver's; what is said: clock and offset.
TIMES: dict[str, tuple[dict[int, Tag], dict[int, Tag], dict[int, Tag], str | None, str | None]] = {
    "offset": (CLOCK, {}, {}, WHEN, "+08:00"),
    "offset-west": ({0x9003: text(WHEN), 0x9011: text("-03:30")}, {}, {}, WHEN, "-03:30"),
    "offset-nepal": ({0x9003: text(WHEN), 0x9011: text("+05:45")}, {}, {}, WHEN, "+05:45"),
    "offset-zulu": ({0x9003: text(WHEN), 0x9011: text("Z")}, {}, {}, WHEN, "+00:00"),
    "offset-without-colon": ({0x9003: text(WHEN), 0x9011: text("+0800")}, {}, {}, WHEN, "+08:00"),
    "offset-utf8": ({0x9003: text(WHEN), 0x9011: Tag(129, b"+08:00\0")}, {}, {}, WHEN, "+08:00"),
    "offset-blank": ({0x9003: text(WHEN), 0x9011: text("   :  ")}, {}, {}, WHEN, None),
    "no-offset": ({0x9003: text(WHEN)}, {}, {}, WHEN, None),
    "receiver-gives-offset": ({0x9003: text(WHEN)}, {}, gps_clock("2026:05:14", 8, 21, 5), WHEN, "+08:00"),
    "receiver-day-before": ({0x9003: text("2026:05:14 03:21:07")}, {}, gps_clock("2026:05:13", 19, 21, 0), "2026:05:14 03:21:07", "+08:00"),
    "receiver-next-year": ({0x9003: text("2026:01:01 00:30:00")}, {}, gps_clock("2025:12:31", 16, 30, 0), "2026:01:01 00:30:00", "+08:00"),
    "receiver-without-day": ({0x9003: text(WHEN)}, {}, {0x07: ratios((8, 1), (21, 1), (6, 1))}, WHEN, "+08:00"),
    "receiver-far-off": ({0x9003: text(WHEN)}, {}, gps_clock("2026:05:14", 8, 13, 0), WHEN, None),
    "fractions": (CLOCK | {0x9291: text("789")}, {}, {}, WHEN, "+08:00"),
    "digitized-alone": ({0x9004: text(WHEN), 0x9012: text("+08:00")}, {}, {}, WHEN, "+08:00"),
    "changed-alone": ({}, {0x0132: text(WHEN)}, {}, WHEN, None),
    "other-marks": ({0x9003: text("2026-05-14 16:21:07")}, {}, {}, WHEN, None),
    "blanks": ({0x9003: text("    :  :     :  :  ")}, {}, {}, None, None),
    "zeros": ({0x9003: text("0000:00:00 00:00:00")}, {}, {}, None, None),
    "month-13": ({0x9003: text("2026:13:01 10:00:00")}, {}, {}, None, None),
    "from-1970": ({0x9003: text("1970:01:01 00:00:00")}, {}, {}, None, None),
    "leap-second": ({0x9003: text("2016:12:31 23:59:60")}, {}, {}, "2016:12:31 23:59:59", None),
    "no-clock": ({}, {}, {}, None, None),
}


def xmp(properties: str, *, prefix: str = "") -> bytes:
    return (prefix + '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"'
            ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ' + properties +
            "</rdf:Description></rdf:RDF></x:xmpmeta>").encode()  # fmt: skip


XMP_PLACE = 'exif:GPSLatitude="36,3.96N" exif:GPSLongitude="120,22.92E"'
XMPS: dict[str, tuple[bytes, Truth]] = {
    "minutes": (xmp(XMP_PLACE + ">"), Truth(HERE)),
    "seconds": (xmp('exif:GPSLatitude="36,3,57.6N" exif:GPSLongitude="120,22,55.2E">'), Truth(HERE)),
    "south-west": (xmp('exif:GPSLatitude="33,51.408S" exif:GPSLongitude="70,38.898W">'), Truth((-33.8568, -70.6483))),
    "elements": (xmp("><exif:GPSLatitude>36,3.96N</exif:GPSLatitude><exif:GPSLongitude>120,22.92E</exif:GPSLongitude>"), Truth(HERE)),
    "decimal": (xmp('exif:GPSLatitude="-33.8568" exif:GPSLongitude="151.2153">'), Truth((-33.8568, 151.2153))),
    "latitude-alone": (xmp('exif:GPSLatitude="36,3.96N">'), Truth()),
    "time": (xmp('exif:DateTimeOriginal="2026-05-14T16:21:07+08:00">'), Truth(None, WHEN, "+08:00")),
    "time-fractions": (xmp('exif:DateTimeOriginal="2026-05-14T16:21:07.89+08:00">'), Truth(None, WHEN, "+08:00")),
    "time-without-offset": (xmp('exif:DateTimeOriginal="2026-05-14T16:21:07">'), Truth(None, WHEN)),
    "date-created": (xmp('photoshop:DateCreated="2026-05-14T16:21:07+08:00">'), Truth(None, WHEN, "+08:00")),
    "orientation": (xmp('tiff:Orientation="6">'), Truth(orientation=6)),
    "all": (xmp(XMP_PLACE + ' exif:DateTimeOriginal="2026-05-14T16:21:07+08:00" tiff:Orientation="8">'), Truth(HERE, WHEN, "+08:00", 8)),
    "wrapped": (xmp(XMP_PLACE + ">", prefix='<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'), Truth(HERE)),
    "broken": (xmp(XMP_PLACE + ">")[:-20], Truth()),
    "entity": (b'<!DOCTYPE x [<!ENTITY a "36,3.96N">]>' + xmp('exif:GPSLatitude="&a;" exif:GPSLongitude="120,22.92E">'), Truth()),
}


def corpus() -> Iterator[Sample]:
    """The whole corpus, in order. Names are unique."""
    yield from _places()
    yield from _times()
    yield from _orientations()
    yield from _xmps()
    yield from _structures()


def _named(container: str, name: str, notes: Notes, truth: Truth) -> Sample:
    ending, wrap = CONTAINERS[container]
    return Sample(f"{container}-{name}.{ending}", partial(wrap, notes), truth)


def _places() -> Iterator[Sample]:
    for container in CONTAINERS:
        for index, (name, (tags, said)) in enumerate(PLACES.items()):
            orders = "<>" if container == "jpeg" else "<>"[index % 2]
            for order in orders:
                side = "ii" if order == "<" else "mm"
                yield _named(container, f"place-{name}-{side}", Notes(CAMERA, CLOCK, tags, order=order), Truth(said, WHEN, "+08:00"))


def _times() -> Iterator[Sample]:
    for container in ("jpeg", "png", "webp", "heic", "tiff"):
        for name, (exif, image, receiver, taken, offset) in TIMES.items():
            notes = Notes(CAMERA | image, exif, gps(*HERE) | receiver)
            yield _named(container, f"time-{name}", notes, Truth(HERE, taken, offset))


def _orientations() -> Iterator[Sample]:
    for container in CONTAINERS:
        for way in range(10):
            # AVIF turns by its container, and what is not turned has nothing there.
            told = way if (2 if container == "avif" else 1) <= way <= 8 else None
            notes = Notes(CAMERA | {0x0112: number(way)}, CLOCK, gps(*HERE), order="<>"[way % 2])
            yield _named(container, f"turned-{way}", notes, Truth(HERE, WHEN, "+08:00", told))


def _xmps() -> Iterator[Sample]:
    for name, (packet, truth) in XMPS.items():
        for container in ("jpeg", "png", "webp", "tiff"):
            yield _named(container, f"xmp-{name}", Notes(CAMERA, xmp=packet), truth)
        beside = replace(truth, orientation=None)  # a sidecar's orientation is its developer's own
        yield Sample(f"sidecar-{name}.jpg", jpeg(_grainy()), beside, packet)
    other = xmp('exif:GPSLatitude="10,0.0N" exif:GPSLongitude="20,0.0E" exif:DateTimeOriginal="2020-01-01T00:00:00Z">')
    full = Truth(HERE, WHEN, "+08:00")
    for container in ("jpeg", "png", "webp", "tiff"):
        yield _named(container, "exif-wins", Notes(CAMERA, CLOCK, gps(*HERE), other), full)
        yield _named(container, "exif-says-nothing", Notes(CAMERA, CLOCK, PLACES["zero-by-zero"][0], xmp(XMP_PLACE + ">")), full)
    same = xmp('exif:DateTimeOriginal="2026-05-14T16:21:07+08:00">')
    yield _named("jpeg", "offset-from-xmp", Notes(CAMERA, {0x9003: text(WHEN)}, gps(*HERE), same), full)
    yield Sample("sidecar-loses.jpg", as_jpeg(Notes(CAMERA, CLOCK, gps(*HERE))), full, other)


def _structures() -> Iterator[Sample]:
    """Maker's notes, doubled and looping directories, and damage."""
    full = Truth(HERE, WHEN, "+08:00")
    notes = Notes(CAMERA, CLOCK, gps(*HERE))
    maker = Tag(UNDEFINED, b"FieldCam\0" + struct.pack(">HHHII", 1, 1, 4, 9, 0xFFFFFF00) * 20)
    for order in "<>":
        side = "ii" if order == "<" else "mm"
        with_maker = Notes(CAMERA, CLOCK | {0x927C: maker}, gps(*HERE), order=order)
        yield Sample(f"maker-notes-{side}.jpg", as_jpeg(with_maker), full)
        block = replace(notes, order=order).block
        # A chain that leads back to its beginning, and one that leads beyond the end.
        for name, after in (("loop", 8), ("beyond", 0x7FFFFFFF)):
            count = struct.unpack(order + "H", block[8:10])[0]
            end = 10 + 12 * count
            yield Sample(f"next-{name}-{side}.jpg", jpeg(_grainy(), block[:end] + struct.pack(order + "I", after) + block[end + 4 :]), full)
        yield Sample(f"block-after-junk-{side}.jpg", _two_blocks(b"II*\0\xff\xff\xff\xff" + b"\0" * 8, block, first=False), full)
    yield Sample("two-blocks.jpg", _two_blocks(Notes(CAMERA, CLOCK, gps(10, 20)).block, notes.block, first=False), full)
    data = as_jpeg(notes)
    for name, cut in (("late", len(data) - 40), ("half", len(data) * 3 // 4)):
        yield Sample(f"cut-{name}.jpg", data[:cut], full)
    yield Sample("junk-before-end.jpg", data + b"\0" * 500, full)
    yield Sample("trailer.jpg", data + data, full)
    block = notes.block
    for name, keep in (("tail", len(block) - 10), ("most", len(block) - 60)):
        yield Sample(f"block-cut-{name}.jpg", jpeg(_grainy(), block[:keep]), Truth(None, WHEN, "+08:00"))
    yield Sample("block-nonsense.jpg", jpeg(_grainy(), b"II*\0\xff\xff\xff\xff"), Truth())
    yield Sample("block-empty.jpg", jpeg(_grainy(), b""), Truth())
    yield Sample("no-block.jpg", jpeg(_grainy()), Truth())


def _two_blocks(second: bytes, block: bytes, *, first: bool) -> bytes:
    """Two EXIF segments; the first is what counts."""
    data = jpeg(_grainy(), block)
    body = b"Exif\0\0" + second
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    at = 4 + int.from_bytes(data[4:6], "big")
    return data[:2] + segment + data[2:] if first else data[:at] + segment + data[at:]
