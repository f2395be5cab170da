"""What a photo tells beyond place and time, and for every value who said it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldclient.capture.moment import Moment
from fieldclient.capture.place import (
    AltitudeReference,
    altitude_reference,
    dop,
    magnetic_bearing_deg,
    speed_m_s,
)
from fieldclient.capture.tags import Reader, TagSet
from sync.protocol.position import Position

_SIDE_TAGS = {
    "dop": "GPSDOP",
    "magnetic_bearing_deg": "GPSImgDirection",
    "speed_m_s": "GPSSpeed",
    "altitude_reference": "GPSAltitudeRef",
    "make": "Make",
    "model": "Model",
    "body_serial": "BodySerialNumber",
    "orientation": "Orientation",
}
_POSITION_TAGS = {
    "position": "GPSLatitude",
    "altitude_m": "GPSAltitude",
    "accuracy_m": "GPSHPositioningError",
    "bearing_deg": "GPSImgDirection",
    "fixed_at": "GPSTimeStamp",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Where a value comes from: the tag, by EXIF's name, and who read it."""

    tag: str
    reader: Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Values a position and a moment have no room for. None where the photo does not tell, or tells nonsense.

    `orientation` is the number in the tags, 1 to 8: `Evidence.orientation` is what is left to be done to the pixels.
    `clock_apart_s` is by how much the camera's clock is ahead of the receiver's. `said` names, for each value that is
    there (also those of `Evidence.position`, and `taken_at`), tag and reader.
    """

    altitude_reference: AltitudeReference | None = None
    dop: float | None = None
    magnetic_bearing_deg: float | None = None
    speed_m_s: float | None = None
    make: str | None = None
    model: str | None = None
    body_serial: str | None = None
    orientation: int | None = None
    clock_apart_s: float | None = None
    said: Mapping[str, Said] = field(default_factory=dict)


def details_of(tags: TagSet, moment: Moment, position: Position | None) -> Details:
    """The details of one photo, from its gathered tags and what was made of them."""
    turned = tags.get("Orientation")
    number = turned[0] if isinstance(turned, tuple) and turned else None
    values = {
        "altitude_reference": altitude_reference(tags) if position and position.altitude_m is not None else None,
        "dop": dop(tags),
        "magnetic_bearing_deg": magnetic_bearing_deg(tags),
        "speed_m_s": speed_m_s(tags),
        "make": _text(tags, "Make"),
        "model": _text(tags, "Model"),
        "body_serial": _text(tags, "BodySerialNumber"),
        "orientation": int(number) if number is not None and number in range(1, 9) else None,
    }
    there = {name: _SIDE_TAGS[name] for name, value in values.items() if value is not None}
    for name, tag in _POSITION_TAGS.items():
        value = position if name == "position" else getattr(position, name, None)
        if value is not None:
            there[name] = tag
    if moment.clock is not None:
        there["taken_at"] = moment.clock
    said = {name: Said(tag, tags.readers[tag]) for name, tag in there.items() if tag in tags.readers}
    return Details(**values, clock_apart_s=moment.clock_apart_s, said=said)  # type: ignore[arg-type]


def _text(tags: TagSet, name: str) -> str | None:
    value = tags.get(name)
    return value.strip()[:80] or None if isinstance(value, str) else None
