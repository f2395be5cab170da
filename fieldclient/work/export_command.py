"""`export DIR`: everything a person has on this device, in files that need no app to be read."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fieldclient.store import Store
from fieldclient.store.people import NOBODY
from fieldclient.work import command_line
from fieldclient.work.exporting import Export
from sync.protocol.problems import Code, Problem

_ABOUT = """Write everything a person has on this device to a new folder; it may be done while the app is open.

  store.sqlite3     a consistent copy of the database, without what belongs to other people
  media/            every photo, video and voice note, checked against its hash
  reports.csv       what the person reported (UTF-8, opens in spreadsheets)
  reports.geojson   the same on the map
  manifest.json     what is here, with hashes, and what could not be copied

The folder appears when it is complete, or not at all. Sign-in tokens are never part of it."""
_EXIT_CODES = """exit codes:
  0  everything was written
  1  nothing was written: stderr says why
  2  the arguments are wrong
  3  written, but some files are missing or damaged on this device (manifest.json names them)"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `export`. Returns the exit code."""
    made = command_line.parser("export", _ABOUT, _EXIT_CODES)
    made.add_argument("folder", metavar="DIR", type=Path, help="a folder that does not exist yet, or is empty")
    whose = made.add_mutually_exclusive_group()
    whose.add_argument("--person", metavar="ID", help="whose (default: who is signed in)")
    whose.add_argument("--everyone", action="store_true", help="everybody who has worked on this device")
    options = made.parse_args(argv)
    command_line.speak_utf8()
    try:
        folder = command_line.folder_of(options)
        if not (folder / "store.sqlite3").exists():
            raise Problem(Code.FILE_MISSING)
        store = Store(folder, read_only=True)
        try:
            manifest = Export(store, _whose(store, options)).write(options.folder)
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


def _tell(options: argparse.Namespace, manifest: dict[str, Any]) -> None:
    if options.json:
        print(json.dumps(manifest, ensure_ascii=False, indent=1))
    else:
        print(f"{options.folder}: {manifest['reports']} reports, {len(manifest['files'])} files")
        for each in manifest["problems"]:
            print(f"  {each['code']}: {each['file']}")
