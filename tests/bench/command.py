"""`python3 main.py bench NAME [OPTIONS] [--json FILE]`: measures, prints a table, and says why when it cannot.

A benchmark is a module of this folder with `measure()`. One with options of its own also has `arguments(parser)`, and its
`measure` is given what was chosen; its docstring is then what `bench NAME --help` says.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from types import ModuleType

from tests.bench.rows import CannotMeasure, table, write

BENCHES = {
    "save": "tap on save to durable, and durable ingest at the hub, beside the least that can do it and nginx",
    "start": "cold start to an interactive window with 1,000 reports and 5,000 photos, beside a bare window",
    "link": "photos over bad links, beside tus-js-client, tuspy, a multipart POST and what the link can do at best",
    "sync": "5,000 reports up, 5,000 and 100,000 cases down, an empty look, beside PouchDB and the wire's bound",
    "crash": "SIGKILL and power cuts at random instants, for device and hub: lost, doubled, corrupt; and controls that lose",
    "geotag": "what photos say: a corpus of 700 files beside exiftool, and 200,000 mutated ones",
    "world": "a simulated district: device-days a minute, mishaps, laws that hold, and every planted slip found",
    "feed": "the feed's commit order under 32 writers on PostgreSQL and SQLite, beside a plain serial number that misses changes",
    "nearby": "open cases near a place among 100,000, and its grid among 20,000, beside a SQL scan and shapely without a tree",
    "lists": "100,000 cases: pages, search, initials, counts, memory and start, beside LIKE and an empty device",
    "intake": "a card of 500 photos until durable and listed, and until shown, beside the physical work, Pillow, mapillary, exiftool",
    "freeze": "the longest time the window's thread is held up while 20 photos are imported",
    "day": "the same in a whole day's work beside a hub: 200 acts, 300 photos, 3 syncs",
}


def main(argv: list[str]) -> int:
    """Exit 0 when it measured, 2 when it could not (the reason is on standard error)."""
    names = "\n".join(f"  {name:8} {text}" for name, text in BENCHES.items())
    parser = argparse.ArgumentParser(
        prog="main.py bench", description="Measure one thing against a peer or a limit, in one run.",
        epilog=f"benchmarks:\n{names}\n\nexit codes: 0 measured, 2 could not measure",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="[--json FILE] and others of this benchmark")
    chosen = parser.parse_args(argv)
    module = importlib.import_module(f"tests.bench.{chosen.name}")
    args = _options(chosen.name, module, chosen.rest)
    try:
        rows = module.measure(args) if hasattr(module, "arguments") else module.measure()
    except CannotMeasure as reason:
        print(f"bench {chosen.name}: could not measure: {reason}", file=sys.stderr)
        return 2
    print(table(rows))
    if args.json:
        write(args.json, chosen.name, rows)
    return 0


def _options(name: str, module: ModuleType, rest: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=f"main.py bench {name}", description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    if hasattr(module, "arguments"):
        module.arguments(parser)
    return parser.parse_args(rest)
