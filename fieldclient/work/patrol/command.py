"""`patrol`: the patrols of this device, their summaries and tracks, for scripts. It may be used while the app is open."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldclient.store import Store
from fieldclient.ui.words import Words
from fieldclient.work import command_line
from fieldclient.work.patrol.patrols import Patrols
from fieldclient.work.patrol.views import PatrolLine, PatrolPage
from fieldclient.work.pictures import Pictures
from fieldclient.work.places import Places
from sync.protocol.problems import Code, Problem

Draw = Callable[[Patrols, PatrolPage, Words, datetime], bytes]
LAST = "last"

_ABOUT = """Patrols of who is signed in on this device.

  list                one line each, the latest first
  show ID             one of them: times, distance, grids, reports
  pdf ID FILE         the printed summary
  gpx ID FILE         the track, to be handed on by whoever walked it

ID may be "last". Tracks are on this device alone: show, list and every export leave their points out; gpx writes them."""
_EXIT_CODES = """exit codes:
  0  done
  1  it was not: stderr says why; nothing was written
  2  the arguments are wrong"""


def main(argv: Sequence[str] | None = None, draw: Draw | None = None) -> int:
    """Run `patrol`. `draw` makes the summary's bytes. Returns the exit code."""
    made = command_line.parser("patrol", _ABOUT, _EXIT_CODES)
    made.add_argument("verb", choices=("list", "show", "pdf", "gpx"))
    made.add_argument("patrol", nargs="?", metavar="ID")
    made.add_argument("file", nargs="?", metavar="FILE", type=Path)
    options = made.parse_args(argv)
    command_line.speak_utf8()
    wanted = {"list": 0, "show": 1}.get(options.verb, 2)
    if [options.patrol, options.file].count(None) != 2 - wanted:
        made.error(f"{options.verb} takes {('nothing more', 'an ID', 'an ID and a FILE')[wanted]}")
    try:
        folder = command_line.folder_of(options)
        if not (folder / "store.sqlite3").exists():
            raise Problem(Code.FILE_MISSING, reason="no_data")
        store = Store(folder, read_only=True)
        try:
            return _run(options, store, Patrols(store, Pictures(folder / "cache"), Places(store)), draw)
        finally:
            store.close()
    except Problem as problem:
        return command_line.fail(options, problem)


def _run(options: argparse.Namespace, store: Store, patrols: Patrols, draw: Draw | None) -> int:
    words = command_line.words_of(options)
    if options.verb == "list":
        lines = patrols.all()
        for line in lines:
            _say(options, line_facts(line), _text(line, words, store.clock()))
        if not lines and not options.json:  # for scripts no line is no patrol
            print(words.phrase("patrol_none_yet"), flush=True)
        return command_line.DONE
    page = patrols.page(_id(options.patrol, patrols))
    if options.verb == "show":
        _say(options, page_facts(page), _page_text(page, words, store.clock()))
        return command_line.DONE
    if options.verb == "gpx":
        patrols.save_gpx(page.line.id, options.file)
    elif draw is not None:
        patrols.save_summary(options.file, draw(patrols, page, words, store.clock()))
    size_bytes = options.file.stat().st_size
    _say(options, {"patrol": page.line.id, "file": str(options.file), "size_bytes": size_bytes}, str(options.file))
    return command_line.DONE


def _id(named: str, patrols: Patrols) -> str:
    """BODY_INVALID (reason) when there is none at all."""
    if named != LAST:
        return named
    lines = patrols.all()
    if not lines:
        raise Problem(Code.BODY_INVALID, reason="no_patrols", field="patrol")
    return lines[0].id


def _say(options: argparse.Namespace, facts: dict[str, Any], text: str) -> None:
    print(json.dumps(facts, ensure_ascii=False) if options.json else text, flush=True)


def line_facts(line: PatrolLine) -> dict[str, Any]:
    return {
        "id": line.id, "team": line.team, "started_at": line.started_at.isoformat(),
        "ended_at": line.ended_at.isoformat() if line.ended_at else None, "running": line.running,
        "lasting_s": round(line.lasting_s, 3), "distance_m": round(line.distance_m, 1), "grids_planned": line.planned,
        "grids_covered": line.covered, "reports": line.reports,
    }


def page_facts(page: PatrolPage) -> dict[str, Any]:
    """Without a single point of the track."""
    return {
        **line_facts(page.line), "moving_s": round(page.moving_s, 3), "gaps": page.gaps, "points": page.points,
        "track_deleted": page.track_hidden,
        "grids": [
            {"code": grid.code, "name": grid.name, "planned": grid.planned, "covered": grid.covered} for grid in page.grids],
        "report_list": [
            {"number": each.number, "case_id": each.case_id, "reference": each.reference, "kind": each.kind.value,
             "subcategory": each.subcategory, "place": each.place, "at": each.at.isoformat(), "photos": list(each.photos),
             "delivery": each.delivery.value} for each in page.reports],
    }


def _text(line: PatrolLine, words: Words, now: datetime) -> str:
    from fieldclient.ui.words.measures import moment

    team = line.team or words.phrase("patrol_no_team")
    grids = words.count("grid", line.covered)
    if line.planned:
        grids = words.phrase("patrol_of_planned", covered=str(line.covered), planned=str(line.planned))
    numbers = words.phrase(
        "patrol_line", time=words.lasting(line.lasting_s), distance=words.distance(line.distance_m), grids=grids,
        reports=words.count("report", line.reports))
    return f"{line.id}  {moment(line.started_at, now, words.language)}  {team}  {numbers}"


def _page_text(page: PatrolPage, words: Words, now: datetime) -> str:
    lines = [_text(page.line, words, now)]
    for grid in page.grids:
        word = "grid_extra" if not grid.planned else "grid_covered" if grid.covered else "grid_not_covered"
        lines.append(f"  {grid.code}  {grid.name}  {words.phrase(word)}")
    for each in page.reports:
        name = words.name(each.subcategory_zh, each.subcategory_en) or words.of(each.kind)
        lines.append(f"  {each.number}. {words.moment(each.at, now)}  {name}  {each.place}  {each.reference}")
    return "\n".join(lines)
