"""`intake DIR`: a whole card or folder into this device's store, placed by tracks and grouped into reports."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fieldclient.geo.tracks import Track
from fieldclient.geo.tracks_files import read_track
from fieldclient.store import Store
from fieldclient.store.card_files import CardState
from fieldclient.work import command_line
from fieldclient.work.card.drafting import make_drafts
from fieldclient.work.card.listing import CardList, CardPhoto, arrange, read_list, stamp_of
from fieldclient.work.card.screens import make_screens
from fieldclient.work.card.taking import Outcome, Taking
from fieldclient.work.patrol.tracks import own_tracks
from sync.protocol.problems import Code, Problem

_ABOUT = """Take every photo, video and voice note of a folder or card into this device's data folder: durable under its SHA-256,
read, placed by tracks where the photo itself does not know, without exact duplicates, and grouped into draft reports by
place and time. The folder is only read. Stopped in the middle (also by a kill, a card pulled out, a full disk), the same
command goes on where it was. The app must be closed meanwhile.

With --json, one object a line for each file:
  path, sha256, size_bytes
  state       kept, duplicate (the same bytes were kept before) or bad (see problem_code)
  taken_at    with the camera's clock put right; null when nothing tells it
  clock       camera, offset_s that was added, its source (hand, code, gps, track) or null
  position    latitude, longitude (WGS-84), source (exif, track, hand), accuracy_m, distance_m to the nearest fix of the
              track, age_s of that fix; or null, with `track` saying why (gap, before, after)
  group       the report it would belong to; null for duplicates of something elsewhere and for what is in use already
  draft       the draft it is in, or null
  problem, problem_code
and one last object {"summary": ...} with counts, clocks (also those that are only offered: sure = false) and tracks."""
_EXIT_CODES = """exit codes:
  0  every file was taken in, or had been before
  1  nothing could be read, or it stopped in the middle: what was kept is listed all the same
  2  the arguments are wrong
  3  it went through, and some files are bad"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `intake`. Returns the exit code."""
    options = _parser().parse_args(argv)
    command_line.speak_utf8()
    try:
        tracks = [read_track(each) for each in options.track]
        store = Store(command_line.folder_of(options))
    except Problem as problem:
        return command_line.fail(options, problem)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries' remarks about strangers' files are not for the terminal
            return _run(store, options, tracks)
    except Problem as problem:
        return command_line.fail(options, problem)
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  or closing the old one complains at exit
        return command_line.DONE
    finally:
        store.close()


def _parser() -> argparse.ArgumentParser:
    made = command_line.parser("intake", _ABOUT, _EXIT_CODES)
    made.add_argument("folder", metavar="DIR", help="the card or folder")
    made.add_argument(
        "--track", metavar="FILE", nargs="+", action="extend", default=[], help="GPX or NMEA recorded meanwhile"
    )
    made.add_argument(
        "--clock-offset", metavar="±S", type=_seconds, action="append", default=[],
        help="seconds to add to the cameras' time (+30: the clock is half a minute slow); CAMERA=±S for one of several",
    )
    made.add_argument("--clock-photo", metavar="FILE", help="a photo in DIR that shows a QR code with the time")
    made.add_argument("--zone", type=_zone, help="zone of cameras that name none, such as Asia/Shanghai")
    made.add_argument("--drafts", action="store_true", help="also make the groups drafts, to be completed in the app")
    made.add_argument("--no-patrols", action="store_true", help="do not place photos by the tracks of one's own patrols")
    made.add_argument("--no-pictures", action="store_true", help="leave previews and thumbnails for later")
    return made


def _seconds(text: str) -> tuple[str | None, float]:
    camera, equals, number = text.rpartition("=")
    try:
        seconds = float(number)
    except ValueError as cause:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {number}") from cause
    if not abs(seconds) <= 366 * 86400:
        raise argparse.ArgumentTypeError(f"more than a year: {number}")
    return (camera if equals else None), seconds


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as cause:  # an unknown name is a KeyError, a broken one a ValueError
        raise argparse.ArgumentTypeError(f"no such time zone: {name}") from cause


def _run(store: Store, options: argparse.Namespace, tracks: list[Track]) -> int:
    person = store.people.current_id()
    folder = str(Path(options.folder).absolute())
    stopped: Problem | None = None
    outcome: Outcome | None = None
    try:
        outcome = Taking(store, person, zone=options.zone).run(folder)
    except Problem as problem:
        if problem.code in (Code.FILE_MISSING, Code.FOLDER_UNREADABLE):
            raise
        stopped = problem
    photos = read_list(store, person, folder, [each.path for each in outcome.walk.files] if outcome else None)
    if stopped is None and not options.no_pictures:
        make_screens(store, [each.file.sha256 for each in photos if each.file.sha256])
        photos = read_list(store, person, folder, [each.path for each in outcome.walk.files] if outcome else None)
    if not options.no_patrols:
        tracks = [*tracks, *own_tracks(store, person, (each.ref.captured_at for each in photos if each.ref is not None))]
    found = arrange(
        photos, tracks, by_hand=_by_hand(options, photos), codes=_codes(options, photos, folder), zone=options.zone
    )
    drafts = make_drafts(store, person, found.board.groups, found.photos) if options.drafts else {}
    _tell(options, found, outcome, tracks, drafts)
    if stopped is not None:
        return command_line.fail(options, stopped)
    assert outcome is not None
    bad = outcome.walk.closed or any(each.file.state is CardState.BAD for each in photos)
    return command_line.ATTENTION if bad else command_line.DONE


def _by_hand(options: argparse.Namespace, photos: list[CardPhoto]) -> dict[str, float] | float | None:
    named = {camera: seconds for camera, seconds in options.clock_offset if camera is not None}
    for_all = next((seconds for camera, seconds in reversed(options.clock_offset) if camera is None), None)
    if not named:
        return for_all
    cameras = {each.ref.camera or "" for each in photos if each.ref is not None}
    return {**({camera: for_all for camera in cameras} if for_all is not None else {}), **named}


def _codes(options: argparse.Namespace, photos: list[CardPhoto], folder: str) -> dict[str, float]:
    if options.clock_photo is None:
        return {}
    from fieldclient.capture.clock_photo import time_shown
    from fieldclient.geo.clocks import from_code

    path = os.path.abspath(options.clock_photo)
    photo = next((each for each in photos if each.file.path == path), None)
    stamp = stamp_of(photo.ref, options.zone) if photo is not None and photo.ref is not None else None
    shown = time_shown(path) if stamp is not None else None
    if stamp is None or shown is None:
        raise Problem(Code.CLOCK_NOT_SHOWN, name=os.path.basename(path))
    return {stamp.camera: from_code(shown, stamp.clock_at)}


def _tell(
    options: argparse.Namespace, found: CardList, outcome: Outcome | None, tracks: list[Track], drafts: dict[str, str]
) -> None:
    words = command_line.words_of(options)
    for photo in found.photos:
        row = row_of(photo, drafts)
        row["problem"] = words.sentence(photo.problem.to_problem()) if photo.problem else None
        print(json.dumps(row, ensure_ascii=False) if options.json else _line(row))
    for path, problem in outcome.walk.closed if outcome else ():
        row = {"path": _shown(path), "sha256": None, "state": CardState.BAD.value, "problem_code": problem.code.value,
               "problem": words.sentence(problem)}
        print(json.dumps(row, ensure_ascii=False) if options.json else _line(row))
    summary = _summary(found, outcome, tracks, drafts)
    print(json.dumps({"summary": summary}, ensure_ascii=False) if options.json else _summary_line(summary), flush=True)


def row_of(photo: CardPhoto, drafts: dict[str, str]) -> dict[str, Any]:
    """One file as `intake --json` prints it, without its sentence."""
    offset = photo.offset
    return {
        "path": _shown(photo.file.path), "sha256": photo.file.sha256, "size_bytes": photo.file.size_bytes,
        "state": photo.file.state.value, "taken_at": photo.taken_at.isoformat() if photo.taken_at else None,
        "clock": None if offset is None or photo.ref is None else
        {"camera": photo.ref.camera, "offset_s": offset.offset_s if offset.sure else 0.0, "source": offset.source.value},
        "position": _place(photo), "track": photo.where.why.value if photo.where else None, "group": photo.group,
        "draft": drafts.get(photo.group or "", photo.file.draft),
        "problem_code": photo.problem.code if photo.problem else None,
    }


def _place(photo: CardPhoto) -> dict[str, Any] | None:
    position, where = photo.position, photo.where
    if position is None:
        return None
    by_track = where is not None and where.position is position
    return {
        "latitude": round(position.latitude, 8), "longitude": round(position.longitude, 8), "source": position.source.value,
        "accuracy_m": None if position.accuracy_m is None else round(position.accuracy_m, 1),
        "distance_m": round(where.distance_m or 0.0, 1) if by_track and where else None,
        "age_s": round(where.age_s or 0.0, 3) if by_track and where else None,
    }


def _summary(
    found: CardList, outcome: Outcome | None, tracks: list[Track], drafts: dict[str, str]
) -> dict[str, Any]:
    states = [each.file.state for each in found.photos]
    return {
        "files": len(states), **{state.value: states.count(state) for state in CardState},
        "read_before": outcome.passed_over if outcome else 0, "groups": len(found.board.groups),
        "loose": len(found.board.loose), "drafts": len(drafts), "stopped": outcome is None,
        "clocks": [
            {"camera": camera, "offset_s": each.offset_s, "zone_s": each.zone_s, "source": each.source.value,
             "photos": each.photos, "spread_s": round(each.spread_s, 3), "sure": each.sure}
            for camera, each in sorted(found.clocks.items())
        ],
        "tracks": [
            {"fixes": len(each.fixes), "duplicates": each.duplicates, "jumps": each.jumps, "unreadable": each.unreadable}
            for each in tracks
        ],
    }


def _shown(path: str) -> str:
    """A path as text, UTF-8 wherever its bytes are, even where the system's locale knows ASCII alone."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _line(row: dict[str, Any]) -> str:
    place = row.get("position")
    where = f"{place['latitude']:.6f}, {place['longitude']:.6f} ({place['source']})" if place else "no position"
    line = f"{row['state']:<9}  {row.get('taken_at') or 'no time':<32}  {where:<38}  {row.get('group') or '':<16}  {row['path']}"
    return line + (f"\n    {row['problem']}" if row.get("problem") else "")


def _summary_line(summary: dict[str, Any]) -> str:
    told = ", ".join(f"{summary[name]} {name}" for name in ("kept", "duplicate", "bad", "groups"))
    clocks = "".join(
        f"\nclock of {each['camera'] or 'a camera without a name'}: {each['offset_s']:+.0f} s ({each['source']}"
        f"{'' if each['sure'] else ', not applied: use --clock-offset'})" for each in summary["clocks"]
    )
    return f"{summary['files']} files: {told}{clocks}"
