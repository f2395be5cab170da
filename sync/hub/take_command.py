"""`main.py hub take FILE …`: bundles that came by hand. The slip beside each tells its maker that it arrived."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

from sync.hub import folders, words
from sync.hub.service import HubService
from sync.protocol.bundle_shapes import SLIP_SUFFIX
from sync.protocol.problems import Code, Problem


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    take = commands.add_parser("take", parents=[common], help="take in bundles handed over on a stick; again is harmless")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--slips", type=Path, metavar="DIR", help="where the slips for the makers go (default: beside each file)")
    take.set_defaults(run=run_take)


def run_take(service: HubService, options: argparse.Namespace) -> int:
    """A line of JSON for each; exit code 1 when one could not be taken, the others are."""
    failed = False
    for path in options.files:
        try:
            print(msgspec.json.encode(_take(service, path, options.slips or path.parent)).decode(), flush=True)
        except Problem as problem:
            print(f"{path.name}: {words.sentence(problem)}", file=sys.stderr, flush=True)
            failed = True
    return 1 if failed else 0


def _take(service: HubService, path: Path, folder: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            slip = service.bundles.take(file, path.stat().st_size)
    except OSError as cause:
        raise Problem(Code.FILE_UNREADABLE) from cause
    target = folder / f"{slip.bundle}{SLIP_SUFFIX}"
    folders.write(target, msgspec.json.encode(slip))  # a stick is pulled out as soon as this says that it is done
    return {"file": path.name, "bundle": slip.bundle, "acts": slip.acts, "files": slip.files, "slip": target.name}
