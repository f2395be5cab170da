"""`geotag`: what photos say about themselves, for scripts and for support."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fieldclient.capture.evidence import Evidence, refused
from fieldclient.capture.folder import is_hidden
from fieldclient.capture.opening import open_regular
from fieldclient.capture.read import read_evidence
from fieldclient.capture.sniff import HEAD_BYTES, is_media_name, sniff
from sync.protocol.position import Datum, Position
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from fieldclient.ui.words import Words

ALL_READ = 0
PATH_MISSING = 2

_ABOUT = """Read position, time and orientation from photos (and time and length from videos and voice notes).

Latitude and longitude are WGS-84 unless `datum` says otherwise; a pair labelled GCJ-02 or BD-09 is converted.
`taken_at` has an offset from UTC only when the file tells one. `problem` is null when there is nothing to say.
Folders are walked in the order of names; in them, files that are no media are passed over."""
_EXIT_CODES = """exit codes:
  0  every path was read, whatever its content (see `problem`)
  2  a path does not exist, or the arguments are wrong"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `geotag`. Returns the exit code; prints one line for each file as soon as it is read."""
    options = _parser().parse_args(argv)
    _speak_utf8()
    from fieldclient.ui.words import Words

    words = Words(options.lang)
    missing = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # libraries' remarks about strangers' files are not for the terminal
            for found in _evidence(options.paths, options.zone):
                missing |= found.fatal is not None and found.fatal.code is Code.FILE_MISSING
                print(_json_line(found, words) if options.json else _table_line(found, words), flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  or closing the old one complains at exit
    return PATH_MISSING if missing else ALL_READ


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py geotag",
        description=_ABOUT,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")
    parser.add_argument("--zone", type=_zone, help="zone of cameras that name none, such as Asia/Shanghai")
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of `problem`")
    return parser


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (
        OSError,
        ValueError,
        KeyError,
    ) as error:  # an unknown name is a KeyError, a broken one a ValueError
        raise argparse.ArgumentTypeError(f"no such time zone: {name}") from error


def _speak_utf8() -> None:
    """Chinese names and sentences come out whole wherever this runs; a byte that is no text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _evidence(paths: Sequence[str], zone: tzinfo | None) -> Iterator[Evidence]:
    for path in paths:
        if not os.path.isdir(path):
            yield read_evidence(path, home_zone=zone)
            continue
        for found in _walk(path):
            yield found if isinstance(found, Evidence) else read_evidence(found, home_zone=zone)


def _walk(folder: str) -> Iterator[str | Evidence]:
    """Files below a folder in the order of names, each subfolder at its place; links to folders are not followed."""
    pending: list[tuple[str, bool]] = [(folder, True)]
    while pending:
        path, is_folder = pending.pop()
        if not is_folder:
            if is_media_name(path) or _holds_media(path):
                yield path
            continue
        try:
            with os.scandir(path) as entries:
                here = sorted(
                    (e for e in entries if not is_hidden(e.name)), key=lambda e: e.name, reverse=True
                )
        except OSError as error:
            yield refused(path, Problem(Code.FOLDER_UNREADABLE, errno=error.errno))
            continue
        pending += [
            (entry.path, entry.is_dir(follow_symlinks=False))
            for entry in here
            if entry.is_dir(follow_symlinks=False) or not entry.is_dir()
        ]


def _holds_media(path: str) -> bool:
    """A photo whose name lost its ending is still a photo."""
    try:
        with open_regular(path) as (file, _):
            return sniff(file.read(HEAD_BYTES)) is not None
    except Problem:
        return False


def row_of(found: Evidence, words: Words) -> dict[str, Any]:
    """One file as `geotag --json` prints it."""
    told = found.told
    position = found.position
    return {
        "path": _shown_path(found.path),
        **_place(position),
        "taken_at": _iso(found.taken_at, found.offset_known),
        "time_source": found.time_source,
        "position_source": position.source if position else None,
        "datum": _datum_printed(position) if position else None,
        "orientation": found.orientation,
        "width": found.width,
        "height": found.height,
        "mime": found.mime,
        "sha256": found.sha256,
        "problem": " ".join(words.sentence(each) for each in told) or None,
        "problem_code": told[0].code if told else None,
    }


def _shown_path(path: Path) -> str:
    """A path as text, UTF-8 wherever its bytes are, even where the system's locale knows ASCII alone."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _place(position: Position | None) -> dict[str, float | None]:
    return {
        "latitude": _rounded(position.latitude, 8) if position else None,
        "longitude": _rounded(position.longitude, 8) if position else None,
        "altitude_m": _rounded(position.altitude_m, 3) if position else None,
        "accuracy_m": _rounded(position.accuracy_m, 3) if position else None,
        "bearing_deg": _rounded(position.bearing_deg, 3) if position else None,
    }


def _datum_printed(position: Position) -> Datum:
    """The datum of the degrees that are printed: what was converted on reading is WGS-84 by now."""
    return Datum.WGS84 if position.datum in (Datum.GCJ02, Datum.BD09) else position.datum


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0


def _iso(moment: datetime | None, offset_known: bool) -> str | None:
    if moment is None:
        return None
    return (moment if offset_known else moment.replace(tzinfo=None)).isoformat()


def _json_line(found: Evidence, words: Words) -> str:
    return json.dumps(row_of(found, words), ensure_ascii=False)


def _table_line(found: Evidence, words: Words) -> str:
    row = row_of(found, words)
    where = "no position"
    if found.position:
        accuracy = f" ±{found.position.accuracy_m:.0f} m" if found.position.accuracy_m else ""
        where = f"{row['latitude']:.6f}, {row['longitude']:.6f}{accuracy}"
    when = f"{row['taken_at']} ({row['time_source']})" if row["taken_at"] else "no time"
    size = f"{found.width} × {found.height}" if found.width else (found.mime or "")
    line = f"{Path(row['path']).name:<32}  {where:<32}  {when:<44}  {size:<13}"
    return line.rstrip() + (f"\n    {row['problem']}" if row["problem"] else "")
