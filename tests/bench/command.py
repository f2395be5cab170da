"""`python3 main.py bench NAME [--json FILE]`: measures, prints a table, and says why when it cannot."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from tests.bench.rows import CannotMeasure, table, write

BENCHES = {
    "start": "cold start to an interactive window with 1,000 reports and 5,000 photos, beside a bare window",
    "freeze": "the longest time the window's thread is held up while 20 photos are imported",
}


def main(argv: list[str]) -> int:
    """Exit 0 when it measured, 2 when it could not (the reason is on standard error)."""
    names = "\n".join(f"  {name:8} {text}" for name, text in BENCHES.items())
    parser = argparse.ArgumentParser(
        prog="main.py bench", description="Measure one thing against a peer or a limit, in one run.",
        epilog=f"benchmarks:\n{names}\n\nexit codes: 0 measured, 2 could not measure",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    args = parser.parse_args(argv)
    try:
        rows = importlib.import_module(f"tests.bench.{args.name}").measure()
    except CannotMeasure as reason:
        print(f"bench {args.name}: could not measure: {reason}", file=sys.stderr)
        return 2
    print(table(rows))
    if args.json:
        write(args.json, args.name, rows)
    return 0
