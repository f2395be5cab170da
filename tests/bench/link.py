"""Photos over bad links that are made on this very machine (tests/links): ours beside its peers and beside what the link can do.

Ours is the production device (store with sealed reports and their photos, engine) and the production hub; the peers are
tus-js-client and tuspy towards @tus/server and a multipart POST towards aiohttp. Every sender gets the same photos and, with the
same seed, the same weather, counted from its own first packet. A sender is done when it takes everything for delivered; whether
that is true is looked up at the server by the photos' hashes.

The bound of a link is the time in which nobody could do better: with payload rate R (the link's rate without packet headers),
round trip T, up time D and outage O it is ``payload / (R * (D - T) / (D + O))``: a new connection costs one round trip, nothing
is sent twice, nothing is asked. It is computed for each seed's own cuts, stalls and portals (tests/links/plan.py). Ours carries
reports and previews besides the photos (a tenth more where these are small): its bound and its goodput count them, its seconds
stand beside the peers' all the same.

A whole run takes about an hour, most of it on the link of 64 kbit/s; --quick, one link and one seed, takes about
four minutes. Senders on slow links run side by side, each on a link of its own, as they mostly wait. With --keep FOLDER every run's
outcome is kept there and not measured again: links and seeds can be measured in pieces, and the whole table made at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from tests.bench import link_claims, link_kept
from tests.bench.link_contenders import ALL, PEERS, VARIANTS, Contender, Ours, TusJs
from tests.bench.link_course import Outcome, run
from tests.bench.link_photos import photos
from tests.bench.peers import install
from tests.bench.rows import CannotMeasure, Row, told
from tests.links.plan import LinkPlan

SEEDS = 5
BOUND_SHARE = 0.93  # of the bound's goodput
TIMES_TUS_JS = 1.35
WIRE_TIMES = 1.08
NICER = 10
BUSY_SHARE = 0.02  # a link that was late for more of the time than this was not the link it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One link of the comparison. `side_by_side`: senders at the same time, each on its own link; `idle`: so slow that it can be
    measured beside the others; `alone`: so fast that nothing else may run."""

    name: str
    plan: LinkPlan
    side_by_side: int
    limit_times: float
    idle: bool = False
    alone: bool = False


CUT = LinkPlan(up_bit_s=1e6, down_bit_s=4e6, rtt_s=0.3, up_for_s=5.0, outage_s=1.0)
CASES = (
    Case(name="1 Mbit/s, 300 ms, cut every 5 s", plan=CUT, side_by_side=12, limit_times=3.0),
    Case(name="1 Mbit/s, 300 ms, cuts at random", plan=replace(CUT, spread=0.8), side_by_side=12, limit_times=3.0),
    Case(name="64 kbit/s, 2 s", plan=LinkPlan(up_bit_s=64e3, down_bit_s=256e3, rtt_s=2.0), side_by_side=30, limit_times=2.0, idle=True),
    Case(name="20 Mbit/s, 60 ms, 5 % stalls", plan=LinkPlan(up_bit_s=20e6, down_bit_s=20e6, rtt_s=0.06, stall_share=0.05),
         side_by_side=1, limit_times=20.0, alone=True),
    Case(name="1 Mbit/s, 300 ms, captive portal twice", side_by_side=12, limit_times=3.0,
         plan=LinkPlan(up_bit_s=1e6, down_bit_s=4e6, rtt_s=0.3, portal=((8.0, 20.0), (35.0, 41.0)))),
)
SHAPES = ((20, 300_000), (2, 3_000_000))


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help=f"weathers for each link (default {SEEDS})")
    parser.add_argument("--quick", action="store_true", help="one seed on the first link: about four minutes")
    parser.add_argument("--only", type=int, metavar="K", choices=range(1, len(CASES) + 1), help="only the K-th link")
    parser.add_argument("--seed", type=int, metavar="S", help="only this weather")
    parser.add_argument("--ours", action="store_true", help="without the peers")
    parser.add_argument("--fewer", action="store_true", help="without the peers' variants (faster retry, a loop by hand)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep every run's outcome; what is kept is not measured again")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What is asked for; `folder`: of photos and of what the senders leave behind."""

    folder: Path
    seeds: Sequence[int]
    kinds: tuple[type[Contender], ...]
    keep: Path | None


def measure(options: argparse.Namespace) -> list[Row]:
    if not options.ours:
        install.node_peers(PEERS, oldest=(20, 0))
        install.python_peers(PEERS)
    seeds = [options.seed] if options.seed else range(1, 2 if options.quick else options.seeds + 1)
    if not seeds:
        raise CannotMeasure("--seeds: at least one")
    with contextlib.suppress(OSError, AttributeError):
        os.nice(-NICER)  # allowed only to root; for every sender, server and link alike: what else runs here is no weather
    cases = CASES[:1] if options.quick else CASES if options.only is None else (CASES[options.only - 1],)
    with tempfile.TemporaryDirectory(prefix="fieldclient-bench-") as name:
        folder = Path(name)
        rows = _measured(cases, _Task(folder=folder, seeds=seeds, kinds=_kinds(options), keep=options.keep))
        if not (options.quick or options.seed or options.only):
            rows += link_claims.killed(replace(CUT, up_for_s=0.0), photos(folder, 1, 3_000_000), folder, len(seeds))
    return rows


def _kinds(options: argparse.Namespace) -> tuple[type[Contender], ...]:
    return (Ours,) if options.ours else tuple(kind for kind in ALL if kind not in VARIANTS) if options.fewer else ALL


def _measured(cases: Sequence[Case], task: _Task) -> list[Row]:
    """The idle ones beside all the others, those that want the machine for themselves at the end."""
    for number, size_bytes in SHAPES:
        photos(task.folder, number, size_bytes)
    with ThreadPoolExecutor(1) as aside:
        idle = [aside.submit(_compared, case, task) for case in cases if case.idle]
        rows = [row for case in cases if not (case.idle or case.alone) for row in _compared(case, task)]
        rows += [row for each in idle for row in each.result()]
    return rows + [row for case in cases if case.alone for row in _compared(case, task)]


def _compared(case: Case, task: _Task) -> list[Row]:
    """Everybody with every shape of photos under every seed, in an order that changes from seed to seed."""
    found: dict[int, dict[str, list[Outcome]]] = {number: {kind.name: [] for kind in task.kinds} for number, _ in SHAPES}
    with ThreadPoolExecutor(case.side_by_side) as pool:
        for outcome in _in_turn(pool, case, task):
            found[outcome.photos][outcome.who].append(outcome)
            _say(case, outcome)
    rows: list[Row] = []
    for number, size_bytes in SHAPES:
        rows += _rows(f"{case.name}, {number} x {size_bytes // 1000} kB", found[number])
    if case.plan.up_for_s:
        many = found[SHAPES[0][0]][Ours.name]
        rows += link_claims.first_word_rows(case.name, case.plan, many) + link_claims.lane_rows(case.name, many)
    return rows


def _in_turn(pool: ThreadPoolExecutor, case: Case, task: _Task) -> Iterator[Outcome]:
    started: list[Future[Outcome]] = []
    for seed in task.seeds:
        first = seed % len(task.kinds)
        for number, size_bytes in SHAPES:
            for kind in task.kinds[first:] + task.kinds[:first]:
                started.append(pool.submit(_one, kind, case, seed, number, size_bytes, task))
    for each in as_completed(started):
        yield each.result()


_run_number = count()


def _one(kind: type[Contender], case: Case, seed: int, number: int, size_bytes: int, task: _Task) -> Outcome:
    """Measured now, or kept from before."""
    path = task.keep and link_kept.path_of(task.keep, CASES.index(case) + 1, seed, number, kind.name)
    outcome = link_kept.kept(path) if path else None
    if outcome is None:
        outcome = run(kind, replace(case.plan, seed=seed), photos(task.folder, number, size_bytes),
                      task.folder / f"run-{next(_run_number)}", limit_times=case.limit_times, capture=kind is Ours)
        if path:
            link_kept.keep(path, outcome)
    return outcome


def _say(case: Case, outcome: Outcome) -> None:
    """While it runs: it runs for long."""
    never = f"gave up after {outcome.lasted_s:.0f} s" if outcome.gave_up else f"never in {outcome.limit_s:.0f} s"
    seconds = f"{outcome.seconds:7.1f} s" if outcome.seconds is not None else never
    print(f"{case.name} | {outcome.photos} photos | seed {outcome.seed} | {outcome.who}: {seconds} (bound {outcome.bound_s:.1f}), "
          f"{outcome.arrived} arrived, up {outcome.up_bytes / 1e6:.2f} MB, down {outcome.down_bytes / 1e3:.0f} kB, "
          f"{outcome.requests} requests, {outcome.connections} connections, link late {outcome.late_s:.2f} s",
          file=sys.stderr, flush=True)


def _rows(what: str, outcomes: dict[str, list[Outcome]]) -> list[Row]:
    rows: list[Row] = []
    for name, found in outcomes.items():
        rows += _rows_of(f"{what}: {name}", found)
    late = max(each.late_s / max(each.lasted_s, 1.0) for found in outcomes.values() for each in found)
    if late > BUSY_SHARE:
        rows.append(told(f"{what}: this machine was busy, and a link slower than it says for this share of a run", late * 100, "%"))
    return rows + _goals(what, outcomes)


def _rows_of(what: str, found: Sequence[Outcome]) -> list[Row]:
    ended = [each for each in found if each.finished]
    least = statistics.median(each.bound_s for each in found)
    if len(ended) < len(found):
        arrived = min(each.arrived for each in found)
        lost = any(each.claimed and each.arrived < each.photos for each in found)
        never = f"never within {max(each.limit_s for each in found):.0f} s"
        gave_up = any(each.gave_up for each in found)
        text = "took photos for delivered that were not" if lost else "gave up" if gave_up else never
        return [told(f"{what}: {text} in {len(found) - len(ended)} of {len(found)}; photos there at the least", arrived,
                     f"of {found[0].photos}")]
    times = [each.seconds for each in ended if each.seconds is not None]
    median = statistics.median(times)
    wire = statistics.median(each.wire_ratio for each in ended)
    return [
        Row(what=f"{what}: median of {len(times)} (worst {max(times):.1f} s; wire {wire:.3f} x payload)", value=round(median, 2),
            unit="s", beside=round(least, 2), beside_what="bound", ratio=round(median / least, 3)),
    ]


def _goals(what: str, outcomes: dict[str, list[Outcome]]) -> list[Row]:
    ours = outcomes[Ours.name]
    if not all(each.finished for each in ours):
        missing = sum(not each.finished for each in ours)
        return [Row(what=f"{what}: ours came to its end under every seed", value=missing, unit="not", goal=0, holds=False)]
    shares = [each.bound_s / (each.seconds or 1) for each in ours]
    wire = max(each.wire_ratio for each in ours)
    rows = [
        _at_least(f"{what}: share of the bound's goodput (worst {min(shares):.3f})", statistics.median(shares), BOUND_SHARE),
        Row(what=f"{what}: wire bytes, both ways, to payload (worst)", value=round(wire, 3), unit="x", beside=WIRE_TIMES,
            beside_what="at most", ratio=round(wire / WIRE_TIMES, 3), goal=1, holds=wire <= WIRE_TIMES),
    ]
    mine = _goodput(ours)
    others = {name: _goodput(found) for name, found in outcomes.items()
              if name != Ours.name and all(each.finished for each in found)}
    if TusJs.name in others:
        most = statistics.median(each.payload_bytes / each.bound_s for each in ours) / others[TusJs.name]
        beyond = f" (beyond the bound: {most:.2f} is all that is possible)" if most < TIMES_TUS_JS else ""
        rows.append(_at_least(f"{what}: goodput to that of {TusJs.name}{beyond}", mine / others[TusJs.name], TIMES_TUS_JS))
    if others:
        best = max(others, key=lambda name: others[name])
        rows.append(_at_least(f"{what}: goodput to that of the best peer ({best})", mine / others[best], 1.0))
        quick = min((name for name in others), key=lambda name: _seconds(outcomes[name]))
        rows.append(_at_least(f"{what}: plain seconds of the quickest peer ({quick}) to ours, reports and previews included",
                              _seconds(outcomes[quick]) / _seconds(ours), 1.0))
        rows.append(_photos_alone(what, quick, ours, outcomes[quick]))
    return rows


def _photos_alone(what: str, quick: str, ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> Row:
    """Only told: the peer brings photos and nothing that says what they are; what that costs is the difference of the bounds."""
    more_s = statistics.median(each.bound_s for each in ours) - statistics.median(each.bound_s for each in theirs)
    return told(f"{what}: the same without the {more_s:.2f} s that reports and previews need on this link ({quick})",
                _seconds(theirs) / (_seconds(ours) - more_s), "x")


def _at_least(what: str, value: float, goal: float) -> Row:
    return Row(what=what, value=round(value, 3), unit="x", beside=goal, beside_what="at least", ratio=round(value / goal, 3),
               goal=1, holds=value >= goal)


def _seconds(found: Sequence[Outcome]) -> float:
    return statistics.median(each.seconds or 0.0 for each in found)


def _goodput(found: Sequence[Outcome]) -> float:
    """Bytes of payload a second, the median: each sender by what it had to bring."""
    return statistics.median(each.payload_bytes / (each.seconds or 1) for each in found)
