"""XMP as the same tags that EXIF has: from the packet inside a picture, or from a `.xmp` beside it.

It speaks only where EXIF is silent (`gather`). The XML comes from strangers: entities and document types are refused, and
a packet larger than any program writes is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from fieldclient.capture.tags import Reader, TagSet, Value

MAX_PACKET_BYTES = 2 * 1024 * 1024  # raw developers keep their whole history in a sidecar; positions are in the first lines
_MAX_ELEMENTS = 60_000

_EXIF, _TIFF, _XMP = "http://ns.adobe.com/exif/1.0/", "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/xap/1.0/"
_AUX, _EX = "http://ns.adobe.com/exif/1.0/aux/", "http://cipa.jp/exif/1.0/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_TEXTS = {
    (_TIFF, "Make"): "Make", (_TIFF, "Model"): "Model", (_AUX, "SerialNumber"): "BodySerialNumber",
    (_EX, "BodySerialNumber"): "BodySerialNumber", (_EXIF, "GPSImgDirectionRef"): "GPSImgDirectionRef",
    (_EXIF, "GPSSpeedRef"): "GPSSpeedRef", (_EXIF, "GPSMapDatum"): "GPSMapDatum",
}  # fmt: skip
_NUMBERS = {
    (_TIFF, "Orientation"): "Orientation", (_EXIF, "GPSAltitude"): "GPSAltitude", (_EXIF, "GPSAltitudeRef"): "GPSAltitudeRef",
    (_EXIF, "GPSImgDirection"): "GPSImgDirection", (_EXIF, "GPSSpeed"): "GPSSpeed", (_EXIF, "GPSDOP"): "GPSDOP",
    (_EXIF, "GPSHPositioningError"): "GPSHPositioningError", (_EX, "GPSHPositioningError"): "GPSHPositioningError",
}  # fmt: skip
# The best first: when the shutter fell, when it was made digital, when the file was made.
_CLOCKS = (
    ((_EXIF, "DateTimeOriginal"), "DateTimeOriginal", "SubSecTimeOriginal", "OffsetTimeOriginal"),
    ((_PHOTOSHOP, "DateCreated"), "DateTimeOriginal", "SubSecTimeOriginal", "OffsetTimeOriginal"),
    ((_EXIF, "DateTimeDigitized"), "DateTimeDigitized", "SubSecTimeDigitized", "OffsetTimeDigitized"),
    ((_XMP, "CreateDate"), "DateTimeDigitized", "SubSecTimeDigitized", "OffsetTimeDigitized"),
)
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_ANGLE = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:,\s*(\d{1,3}(?:\.\d+)?)(?:,\s*(\d{1,3}(?:\.\d+)?))?)?\s*([NSEWnsew])")
_DECIMAL = re.compile(r"([+-]?)(\d{1,3}(?:\.\d+)?)")


def tags_of_xmp(packet: bytes, reader: Reader = Reader.XMP) -> TagSet | None:
    """The tags that an XMP packet holds; None when it cannot be read, or must not be."""
    if len(packet) > MAX_PACKET_BYTES or packet.count(b"<") > _MAX_ELEMENTS:
        return None
    try:
        said = dict(_properties(packet))
    except Exception:  # a stranger's XML: a mistake, an entity, an encoding nobody has
        return None
    tags: dict[str, Value] = {name: said[key][:200] for key, name in _TEXTS.items() if said.get(key)}
    for key, name in _NUMBERS.items():
        if key in said and name not in tags:
            tags[name] = (_ratio(said[key]),)
    for key, letters in (("GPSLatitude", "NS"), ("GPSLongitude", "EW")):
        tags |= _angle(key, said.get((_EXIF, key)), letters)
    for key, name, fraction, offset in _CLOCKS:
        if name not in tags:
            tags |= _clock(said.get(key), name, fraction, offset)
    tags |= _receiver(said.get((_EXIF, "GPSTimeStamp")) or said.get((_EXIF, "GPSDateTime")))
    return TagSet(tags, reader)


def _properties(packet: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    """Every property of every description, as attribute or as element; the first of doubled ones wins."""
    # Few photos have XMP, and a start need not wait for an XML parser.
    from defusedxml.ElementTree import fromstring

    seen: set[tuple[str, str]] = set()
    root = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    for element in root.iter():
        if not str(element.tag).endswith("}Description"):
            continue
        pairs = list(element.attrib.items()) + [(str(child.tag), _text_of(child)) for child in element]
        for name, value in pairs:
            space, _, local = name[1:].rpartition("}")
            if (space, local) not in seen and value.strip():
                seen.add((space, local))
                yield (space, local), value.strip()


def _text_of(element: object) -> str:
    return str(getattr(element, "text", "") or "")[:400]


def _ratio(text: str) -> float | None:
    try:
        return float(Fraction(text[:60].strip()))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def _angle(name: str, text: str | None, letters: str) -> dict[str, Value]:
    """`36,3.96N`, `36,3,57.6N`, or the signed decimal degrees that some writers use against the rules."""
    if not text:
        return {}
    found = _ANGLE.fullmatch(text.strip())
    if found and found[4].upper() in letters:
        parts = tuple(float(part) for part in found.group(1, 2, 3) if part)
        return {name: parts, f"{name}Ref": found[4].upper()}
    plain = _DECIMAL.fullmatch(text.strip())
    if plain:
        return {name: (float(plain[2]),), f"{name}Ref": letters[1 if plain[1] == "-" else 0]}
    return {name: (), f"{name}Ref": ""}


def _clock(text: str | None, name: str, fraction: str, offset: str) -> dict[str, Value]:
    found = _MOMENT.match(text or "")
    if not found or found[4] is None:
        return {}
    year, month, day, hour, minute, second, part, zone = found.groups()
    tags: dict[str, Value] = {name: f"{year}:{month}:{day} {hour}:{minute}:{second or '00'}"}
    if part:
        tags[fraction] = part
    if zone:
        tags[offset] = zone
    return tags


def _receiver(text: str | None) -> dict[str, Value]:
    found = _MOMENT.match(text or "")
    if not found or found[4] is None or found[8] not in ("Z", "+00:00", "-00:00", "+0000"):
        return {}  # XMP's receiver time is UTC and says so; without that it proves nothing
    year, month, day, hour, minute, second, part, _ = found.groups()
    seconds = float(f"{second or '0'}.{part or '0'}")
    return {"GPSDateStamp": f"{year}:{month}:{day}", "GPSTimeStamp": (float(hour), float(minute), seconds)}
