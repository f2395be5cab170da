"""`export DIR`: everything a person has on this device, in files that need no app to be read.

`export --cases FILE`: the cases in their sight as a table or for a map."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from fieldclient.store import Store
from fieldclient.store.people import NOBODY
from fieldclient.work import command_line
from fieldclient.work.case_lists import CaseLists
from fieldclient.work.exporting import Export
from fieldclient.work.exports import Exports, Format
from fieldclient.work.list_views import Light, Lookup
from fieldclient.work.photo_copies import PhotoCopies
from fieldclient.work.photo_views import PhotoViews
from fieldclient.work.pictures import Pictures
from fieldclient.work.rows import Rows, Viewer
from sync.protocol.problems import Code, Problem

_ABOUT = """Write everything a person has on this device to a new folder; it may be done while the app is open.

  store.sqlite3     a consistent copy of the database, without what belongs to other people
  media/            every photo, video and voice note, checked against its hash
  reports.csv       what the person reported (UTF-8, opens in spreadsheets)
  reports.geojson   the same on the map
  manifest.json     what is here, with hashes, and what could not be copied

With --copies, photos/NUMBER/ has the photos of each report once more, as copies that say place and time (in the file where it
is a JPEG, else in a sidecar .xmp); with --stamp these stand in the picture too, with the case's number and the reporter. What
was drawn on a photo is on its copy, unless --plain; what was hidden or cut off is so in every copy. The originals in media/ are
never changed.

The folder appears when it is complete, or not at all. Sign-in tokens are never part of it.

With --cases FILE the cases in the person's sight go into one file instead, as its ending says: .xlsx and .csv for
spreadsheets, .geojson and .kml for maps (WGS-84). --which, --search and --overdue choose among them."""
_EXIT_CODES = """exit codes:
  0  everything was written
  1  nothing was written: stderr says why
  2  the arguments are wrong
  3  written, but some files are missing or damaged on this device (manifest.json names them)"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `export`. Returns the exit code."""
    made = command_line.parser("export", _ABOUT, _EXIT_CODES)
    made.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="a folder that does not exist yet, or is empty")
    made.add_argument("--copies", action="store_true", help="photos of reports as copies that say place and time, too")
    made.add_argument("--plain", action="store_true", help="such copies without what was drawn; hidden and cut off stays so")
    made.add_argument("--stamp", action="store_true", help="such copies with time, place, number and reporter in the picture")
    made.add_argument("--cases", metavar="FILE", type=Path, help="cases as .xlsx, .csv, .geojson or .kml instead of everything")
    made.add_argument("--which", choices=("all", "to_do", "mine", "ended"), default="all", help="with --cases: of which list")
    made.add_argument("--search", metavar="TEXT", default="", help="with --cases: number, subcategory, description or place")
    made.add_argument("--overdue", action="store_true", help="with --cases: only what is overdue")
    whose = made.add_mutually_exclusive_group()
    whose.add_argument("--person", metavar="ID", help="whose (default: who is signed in)")
    whose.add_argument("--everyone", action="store_true", help="everybody who has worked on this device")
    options = made.parse_args(argv)
    command_line.speak_utf8()
    if (options.folder is None) == (options.cases is None):
        made.error("name a folder, or --cases and a file")
    copied = options.copies or options.stamp or options.plain
    if options.cases is not None and copied:
        made.error("--copies, --plain and --stamp go with a folder")
    if options.cases is not None and (options.everyone or options.cases.suffix.removeprefix(".").lower() not in set(Format)):
        made.error("--cases takes .xlsx, .csv, .geojson or .kml, and the cases of one person")
    try:
        folder = command_line.folder_of(options)
        if not (folder / "store.sqlite3").exists():
            raise Problem(Code.FILE_MISSING, reason="no_data")
        store = Store(folder, read_only=True)
        try:
            if options.cases is not None:
                return _write_cases(store, options)
            copies = PhotoCopies(store, stamped=options.stamp, plain=options.plain) if copied else None
            manifest = Export(store, _whose(store, options), copies).write(options.folder)
        finally:
            store.close()
    except Problem as problem:
        return command_line.fail(options, problem)
    _tell(options, manifest)
    return command_line.ATTENTION if manifest["problems"] else command_line.DONE


def _whose(store: Store, options: argparse.Namespace) -> str | None:
    """None: everybody. SIGN_IN_NEEDED when nobody is named, nobody is signed in, and somebody has worked here."""
    if options.everyone:
        return None
    person = str(options.person or store.people.current_id())
    if person == NOBODY and store.people.count():
        raise Problem(Code.SIGN_IN_NEEDED)
    return person


def _write_cases(store: Store, options: argparse.Namespace) -> int:
    from fieldclient.ui.words.wording import wording_of  # words are loaded when something is said

    account = store.people.account(str(_whose(store, options)))
    if account is None:
        raise Problem(Code.SIGN_IN_NEEDED)
    clock = store.settings.clock()
    now = store.clock() + timedelta(seconds=clock.offset_s if clock is not None else 0.0)
    viewer = Viewer(account.person, account.actor, now)
    lights = (Light.OVERDUE, Light.OVERDUE_AGAIN) if options.overdue else ()
    lookup = Lookup(text=options.search, which=options.which, lights=lights)
    lists = CaseLists(store, Rows(store, PhotoViews(store, Pictures(store.folder / "cache"))))
    wording = wording_of(command_line.words_of(options), account.person.name, now)
    exports = Exports(store, lists, lambda: viewer)
    path = options.cases.absolute()
    written = exports.write_now(path.suffix.removeprefix(".").lower(), lookup, path, wording)
    if options.json:
        print(json.dumps({"file": str(path), "cases": written}, ensure_ascii=False, indent=1))
    else:
        print(f"{options.cases}: {written} cases")
    return command_line.DONE


def _tell(options: argparse.Namespace, manifest: dict[str, Any]) -> None:
    if options.json:
        print(json.dumps(manifest, ensure_ascii=False, indent=1))
    else:
        print(f"{options.folder}: {manifest['reports']} reports, {len(manifest['files'])} files")
        for each in manifest["problems"]:
            print(f"  {each['code']}: {each['file']}")
