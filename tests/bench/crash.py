"""Cuts at random instants, for the device's store and for the hub: SIGKILL, and the power of a real file system (ext4 shut down
without flushing its journal; needs root). After each cut the product starts again and is asked for everything it had
acknowledged. Then the controls, in which durability is taken away on purpose and which must lose.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from tests.bench.rows import CannotMeasure, Row, told
from tests.crash.campaign import KINDS, End, Tally, run
from tests.crash.device_end import DeviceEnd
from tests.crash.hub_end import HubEnd
from tests.crash.image import why_not
from tests.crash.switches import CONTROLS

ENDS: tuple[type[End], ...] = (DeviceEnd, HubEnd)
CUTS = 500
CONTROL_CUTS, ENOUGH = 150, 3  # a control stops when it has lost so much
CALLED = {"kill": "SIGKILL", "power": "power cut"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cuts", type=int, default=CUTS, metavar="N", help=f"of each kind, for each end (default {CUTS})")
    parser.add_argument("--seed", type=int, default=20261122, help="another course of events")
    parser.add_argument("--no-controls", action="store_true", help="only the product")
    parser.add_argument("--end", choices=[end.name for end in ENDS], help="only this end: a long run in pieces")
    parser.add_argument("--kind", choices=[*KINDS, "controls"], help="only these cuts, or only the controls")


def measure(args: argparse.Namespace) -> list[Row]:
    reason = why_not()
    if reason:
        print(f"without power cuts and controls: {reason}", file=sys.stderr)
    began = time.monotonic()
    if reason and args.kind in ("power", "controls"):
        raise CannotMeasure(reason)
    ends = [end for end in ENDS if args.end in (None, end.name)]
    rows: list[Row] = []
    for kind in KINDS if args.kind is None else {args.kind} & set(KINDS):
        for tally in beside(ends, kind, args.cuts, args.seed) if kind != "power" or reason is None else ():
            rows += of_product(tally)
    controls = args.kind == "controls" or args.kind is None and not args.no_controls
    for control, what in CONTROLS.items() if reason is None and controls else ():
        rows += [of_control(tally, what) for tally in beside(ends, "power", CONTROL_CUTS, args.seed, control)]
    return [*rows, told("all of it", (time.monotonic() - began) / 60, "min")]


def beside(ends: Sequence[type[End]], kind: str, cuts: int, seed: int, control: str = "") -> list[Tally]:
    """The ends beside each other."""
    with ThreadPoolExecutor(len(ends)) as pool:
        enough = ENOUGH if control else None
        found = [pool.submit(run, end(), kind, cuts, control, seed=seed, enough=enough) for end in ends]
        for each in as_completed(found):
            done = each.result()
            print(f"{done.end}, {CALLED[kind]}{control and ', ' + CONTROLS[control]}: {done.cuts} cuts in {done.seconds:.0f} s, "
                  f"{done.kept} acknowledged, {done.bad} wrong", file=sys.stderr, flush=True)
        return [each.result() for each in found]


def of_product(tally: Tally) -> list[Row]:
    name = f"{tally.end}, {CALLED[tally.kind]}"
    for which in ("lost", "doubled", "corrupt"):
        for text in getattr(tally, which):
            print(f"{name}: {which}: {text}", file=sys.stderr)
    return [
        told(f"{name}: cuts", tally.cuts, "cuts"),
        told(f"{name}: starts that were looked at", tally.starts, "starts"),
        told(f"{name}: acknowledged before a cut, asked for after it", tally.kept, "items"),
        *(none_of(f"{name}: {which}", len(getattr(tally, which))) for which in ("lost", "doubled", "corrupt")),
    ]


def none_of(what: str, count: int) -> Row:
    return Row(what=what, value=count, unit="items", beside=0, beside_what="goal", goal=0, holds=count == 0)


def of_control(tally: Tally, what: str) -> Row:
    """It has to notice: a test that finds nothing here would find nothing anywhere."""
    return Row(what=f"control, {tally.end}, {what}: lost or broken in {tally.cuts} power cuts", value=tally.bad, unit="items", beside=1,
               beside_what="at least", holds=tally.bad > 0)
