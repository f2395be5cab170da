"""`areas`: bring unit grids, communities, streets and the jurisdiction into this device, list them, remove them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fieldclient.geo.area import Level
from fieldclient.store import Store
from fieldclient.work import command_line
from fieldclient.work.places import Places
from sync.protocol.position import Datum
from sync.protocol.problems import Problem

_ABOUT = """Areas of the city, by which a report names its grid, community, street and responsible department by itself, without a
network. Kept on this device for everybody who works with it. The app must be closed meanwhile.

  areas import FILE …    GeoJSON, GeoPackage or Shapefile (the .shp, with its .dbf and .prj beside it). The file takes the place
                         of everything that was kept of its levels; a file that is wrong changes nothing
  areas list             what is kept: how many of each level, from which file, since when
  areas remove LEVEL …   forget a level: grid, community, street or jurisdiction

With --json, one object: {"imported": [{file, changed, counts, notices}]}, or {"layers": [{level, count, source, kept_at}]}."""
_EXIT_CODES = """exit codes:
  0  done
  1  a file could not be used, or the data folder not opened; the areas of before are kept
  2  the arguments are wrong
  3  imported, and something about the areas should be looked at (see the notices)"""
_DATUMS = (Datum.WGS84, Datum.GCJ02, Datum.BD09, Datum.CGCS2000)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `areas`. Returns the exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    command_line.speak_utf8()
    if options.what != "list" and not options.names:
        parser.error(f"{options.what}: which?")
    if options.what == "remove" and not set(options.names) <= set(Level):
        parser.error(f"levels are {', '.join(Level)}")
    try:
        store = Store(command_line.folder_of(options))
    except Problem as problem:
        return command_line.fail(options, problem)
    try:
        return _VERBS[options.what](Places(store), options)
    except Problem as problem:
        return command_line.fail(options, problem)
    finally:
        store.close()


def _parser() -> argparse.ArgumentParser:
    made = command_line.parser("areas", _ABOUT, _EXIT_CODES)
    made.add_argument("what", choices=("import", "list", "remove"), metavar="import|list|remove")
    made.add_argument("names", nargs="*", metavar="FILE|LEVEL", help="files to import, or levels to remove")
    made.add_argument("--level", type=Level, choices=list(Level), metavar="LEVEL",
                      help="what the areas are, where their codes do not tell: grid, community, street, jurisdiction")
    made.add_argument("--datum", type=Datum, choices=_DATUMS, metavar="DATUM",
                      help="what its degrees are, where it does not say it or says it wrongly: wgs84, gcj02, bd09, cgcs2000")
    return made


def _bring_in(places: Places, options: argparse.Namespace) -> int:
    words = command_line.words_of(options)
    files = [Path(each) for each in options.names]
    for path in files:  # what is wrong with any of them is said before the first one changes something
        places.look_into(path, datum=options.datum, level=options.level)
    told: list[dict[str, Any]] = []
    for path in files:
        done = places.bring_in(path, datum=options.datum, level=options.level)
        told.append({
            "file": path.name, "changed": [level.value for level in done.changed],
            "counts": {level.value: count for level, count in done.counts.items()},
            "notices": [{"code": each.code.value, "text": words.sentence(each)} for each in done.notices],
        })
    if options.json:
        print(json.dumps({"imported": told}, ensure_ascii=False))
    else:
        for each in told:
            counts = words.listing(f"{words.of(Level(level))} {count}" for level, count in each["counts"].items())
            print(f"{each['file']}: {counts}" + ("" if each["changed"] else f" · {words.phrase('areas_same')}"))
            print("".join(f"  {notice['text']}\n" for notice in each["notices"]), end="")
    return command_line.ATTENTION if any(each["notices"] for each in told) else command_line.DONE


def _list(places: Places, options: argparse.Namespace) -> int:
    words = command_line.words_of(options)
    layers = [layer for layer in places.layers() if layer.count]
    if options.json:
        rows = [{"level": each.level.value, "count": each.count, "source": each.source, "kept_at": each.kept_at.isoformat()}
                for each in layers]
        print(json.dumps({"layers": rows}, ensure_ascii=False))
        return command_line.DONE
    for each in layers:
        print(f"{words.of(each.level)}: {each.count} · {each.source} · {each.kept_at.astimezone():%Y-%m-%d %H:%M}")
    if not layers:
        print(words.phrase("areas_none"))
    return command_line.DONE


def _remove(places: Places, options: argparse.Namespace) -> int:
    for level in options.names:
        places.remove(Level(level))
    return _list(places, options)


_VERBS: dict[str, Callable[[Places, argparse.Namespace], int]] = {"import": _bring_in, "list": _list, "remove": _remove}
