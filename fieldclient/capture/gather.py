"""All that a picture and the `.xmp` beside it say, as one set of tags: EXIF first, XMP where EXIF is silent. Pure.

What belongs together is taken together: a latitude never comes from one source and its longitude from another, and an
altitude keeps the reference of whoever told it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldclient.capture.picture import Picture
from fieldclient.capture.place import position_of
from fieldclient.capture.tags import Reader, TagSet, Value, orientation_of, read_tags
from fieldclient.capture.xmp import tags_of_xmp

_PLACE = ("GPSLatitude", "GPSLatitudeRef", "GPSLongitude", "GPSLongitudeRef", "GPSMapDatum")
# Each is taken whole where EXIF has nothing under its first name.
_UNITS = (
    ("GPSAltitude", "GPSAltitudeRef"),
    ("GPSHPositioningError",),
    ("GPSDOP",),
    ("GPSImgDirection", "GPSImgDirectionRef"),
    ("GPSSpeed", "GPSSpeedRef"),
    ("GPSTimeStamp", "GPSDateStamp"),
    ("DateTimeOriginal", "SubSecTimeOriginal", "OffsetTimeOriginal"),
    ("DateTimeDigitized", "SubSecTimeDigitized", "OffsetTimeDigitized"),
    ("Make", "Model"),
    ("BodySerialNumber",),
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The tags with who read each. `broken` says that there is EXIF which nobody could read."""

    tags: TagSet
    broken: bool = False


def gather(picture: Picture, sidecar: bytes | None = None) -> Gathered:
    """What is said inside the picture, and then beside it.

    A sidecar's orientation does not count: it belongs to a raw developer's view, and every other program shows the photo
    without it.
    """
    block = picture.exif if picture.exif is not None else picture.stored
    read = read_tags(block) if block is not None else None
    tags = read if read is not None else TagSet({}, Reader.EXIFREAD)
    if picture.orientation is not None and picture.orientation != orientation_of(tags):
        tags.pop("Orientation", None)
        tags.fill(TagSet({"Orientation": (float(picture.orientation),)}, Reader.PILLOW), ("Orientation",))
    inside = tags_of_xmp(picture.xmp) if picture.xmp else None
    beside = tags_of_xmp(sidecar, Reader.SIDECAR) if sidecar else None
    if inside is not None:
        _add(tags, inside)
        tags.fill(inside, ("Orientation",))
    if beside is not None:
        _add(tags, beside)
    return Gathered(tags, broken=block is not None and read is None)


def _add(tags: TagSet, more: TagSet) -> None:
    if position_of(tags)[0] is None and position_of(more)[0] is not None:
        # What EXIF has of a place leads nowhere: it goes as a whole, so that no half of it is mixed in.
        for name in (*_PLACE, "GPSAltitude", "GPSAltitudeRef", "GPSHPositioningError", "GPSDOP"):
            tags.pop(name, None)
            tags.readers.pop(name, None)
        tags.fill(more, _PLACE)
    for unit in _UNITS:
        if _silent(tags.get(unit[0])):
            for name in unit:
                tags.pop(name, None)
                tags.readers.pop(name, None)
            tags.fill(more, unit)
    same = tags.get("DateTimeOriginal") is not None and tags.get("DateTimeOriginal") == more.get("DateTimeOriginal")
    if same:  # XMP often names the offset that an older EXIF had no tag for
        tags.fill(more, ("OffsetTimeOriginal", "SubSecTimeOriginal"))


def _silent(value: Value | None) -> bool:
    """Whether a tag says nothing: absent, divisions by zero alone, or blanks and colons in the place of a time."""
    if isinstance(value, tuple):
        return all(each is None for each in value)
    return not any(each.isalnum() for each in value or "")
