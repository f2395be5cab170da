"""Where the product's data lies: catalogue, calendar, icons, fonts. Data only; nothing here needs Qt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sync.protocol.catalogue import Catalogue, decode_catalogue
from sync.protocol.problems import Code, Problem
from sync.protocol.workcalendar import Calendar, decode_calendar_year

FOLDER = Path(__file__).resolve().parents[1] / "resources"


def resource(*names: str) -> Path:
    """A file or folder of `resources/`, e.g. resource("fonts", "OFL.txt")."""
    return FOLDER.joinpath(*names)


@cache
def built_in_catalogue() -> Catalogue:
    """The catalogue that ships. CATALOGUE_INVALID when it is missing: the product is not whole."""
    try:
        return decode_catalogue(resource("catalogue", "catalogue-v1.json").read_bytes())
    except OSError as cause:
        raise Problem(Code.CATALOGUE_INVALID, field="file") from cause


@cache
def built_in_calendar() -> Calendar:
    """The years that ship, with the usual working hours. CALENDAR_INVALID when a table cannot be right."""
    return Calendar(decode_calendar_year(path.read_bytes()) for path in sorted(resource("calendar").glob("*.json")))
