"""What else is promised of the bad link, ours alone: a killed device, the first word after a cut, records before photos."""

from __future__ import annotations

import signal
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.link_acks import first_words
from tests.bench.link_contenders import Ours
from tests.bench.link_course import LOOK_S, Outcome, run
from tests.bench.rows import CannotMeasure, Row, at_most, told
from tests.links.plan import LinkPlan
from tests.links.process import Link

SENT_AGAIN_BYTES = 64 * 1024
ROUND_TRIPS = 2
RECORDS_S = 3.0
PATIENCE_S = 180.0


def killed(plan: LinkPlan, photos: Sequence[Path], folder: Path, seeds: int) -> list[Row]:
    """`plan` without cuts. The device's process gets SIGKILL when a third, half … of the first photo has left, and is started
    again; what the link carried more than in an undisturbed run is what was sent again."""
    with ThreadPoolExecutor(4) as pool:
        whole = pool.submit(run, Ours, plan, photos, folder / "whole", limit_times=3.0)
        broken = [pool.submit(_kill_once, plan, photos, folder / f"killed-{seed}", 0.25 + 0.1 * seed) for seed in range(seeds)]
        baseline = whole.result().up_bytes
        again = [each.result() - baseline for each in broken]
    return [
        at_most(f"after kill -9 in the middle of a photo: bytes sent again, worst of {seeds}", max(again) / 1024, "KiB",
                SENT_AGAIN_BYTES / 1024),
        told("after kill -9: bytes sent again, median", statistics.median(again) / 1024, "KiB"),
    ]


def _kill_once(plan: LinkPlan, photos: Sequence[Path], folder: Path, share: float) -> int:
    """Bytes up over the link, of both lives of the device together."""
    ours = Ours(folder, photos)
    try:
        with Link(plan, ours.prepare()) as link:
            ours.send(link.url)
            _until(lambda: link.counters()["up_bytes"] > share * photos[0].stat().st_size)
            assert ours.sender is not None
            ours.sender.end(signal.SIGKILL)
            ours.send(link.url)
            _until(lambda: ours.done() is True)
            if ours.arrived() != len(photos):
                raise CannotMeasure("a photo did not arrive after kill -9")
            return int(link.counters()["up_bytes"])
    finally:
        ours.close()


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > end:
            raise CannotMeasure("the device did not go on after kill -9")
        time.sleep(LOOK_S)


def first_word_rows(what: str, plan: LinkPlan, outcomes: Sequence[Outcome]) -> list[Row]:
    """Runs with the link's record of what went over it."""
    words = [word for each in outcomes for word in first_words(each.counters, plan.rtt_s)]
    if not words:
        raise CannotMeasure("nothing was acknowledged")
    first = f"{what}: first useful byte acknowledged after link-up"
    parts = {
        "until the device dialled": [word.noticed_s for word in words], "round trips": [word.latency_s for word in words],
        "bytes on the line and the device's work": [word.line_s for word in words], "the hub's work": [word.hub_s for word in words],
    }
    return [
        # Two are the floor of TCP: its handshake, and the bytes with their answer.
        at_most(f"{first}, how often the way was gone there and back, most of {len(words)} link-ups",
                max(word.round_trips for word in words), "RTT", ROUND_TRIPS),
        told(f"{first}, all of the time, median (slowest {max(word.after_up_s for word in words) * 1000:.0f} ms; one round trip is "
             f"{plan.rtt_s * 1000:.0f} ms)", statistics.median(word.after_up_s for word in words) * 1000, "ms"),
        *(told(f"{first}, of that {part} (most {max(of) * 1000:.0f} ms)", statistics.median(of) * 1000, "ms")
          for part, of in parts.items()),
    ]


def lane_rows(what: str, outcomes: Sequence[Outcome]) -> list[Row]:
    """Records, then previews, then originals, as the hub took them."""
    late = [max(each.facts["records_s"]) for each in outcomes]
    behind = sum(not before_second(each.facts) for each in outcomes)
    count = len(outcomes[0].facts["records_s"])
    return [
        at_most(f"{what}: all {count} records at the hub after the first packet, worst", max(late), "s", RECORDS_S),
        at_most(f"{what}: runs in which a record or a preview came after the second original", behind, "runs", 0.5),
    ]


def before_second(facts: dict[str, list[float]]) -> bool:
    originals = sorted(facts["originals_s"])
    first = [*facts["records_s"], *facts["previews_s"]]
    return bool(facts["previews_s"]) and len(originals) > 1 and max(first) < originals[1]
