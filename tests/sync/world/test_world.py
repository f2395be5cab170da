"""The simulated world holds for these seeds and for every story that once broke; its laws bite; its stories repeat and get short.

A seed that fails here is made short and told in plain words by `python3 main.py bench world --seeds N..M --slips no`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sync.world import town
from tests.sync.world.bugs import load, planted
from tests.sync.world.disk import Machine
from tests.sync.world.hooks import simulated
from tests.sync.world.kept import KEPT
from tests.sync.world.ledger import Broken
from tests.sync.world.shrink import shrink, story_of
from tests.sync.world.story import Story, make
from tests.sync.world.world import Lived, live

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the simulated disk needs Linux or macOS")
ROOT = Path(__file__).resolve().parents[3]
SEEDS = (1000, 1001, 1003)

# One for each kind of law, and how many stories it takes at most; `bench world` finds all slips.
SLIPS = (
    "acknowledged_before_durable", "counted_along", "deleted_on_refusal", "file_without_fsync", "no_revocation", "refusal_not_shown",
)
WITHIN = 6


@pytest.fixture(scope="module", autouse=True)
def in_memory() -> Iterator[None]:
    yield
    town.clear_ram()


def held(lived: Lived) -> None:
    if lived.broken is not None:
        pytest.fail(story_of(lived), pytrace=False)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_laws_hold(seed: int) -> None:
    held(live(make(seed)))


@pytest.mark.parametrize("name", KEPT)
def test_what_was_once_lost_is_not_lost_again(name: str) -> None:
    held(live(KEPT[name]))


def test_every_kind_of_mishap_and_every_law_is_met() -> None:
    """Over the seeds of this test, by their stories alone: what is planned happens."""
    from tests.sync.world.story import _KINDS, DEVICE, HUB

    steps = [step for seed in range(1000, 1100) for step in make(seed).steps]
    assert {step.do for step in steps} == {*DEVICE, *HUB}
    assert {mishap.kind for step in steps for mishap in step.mishaps} == set(_KINDS)
    assert any(step.power is not None for step in steps)


TELL = """
import sys
from tests.sync.world.story import make
from tests.sync.world.town import clear_ram
from tests.sync.world.world import live
print(live(make(int(sys.argv[1]))).mark)
clear_ram()
"""


def test_a_seed_is_the_same_story_in_every_process() -> None:
    """Down to the last byte that hub and devices hold: no id, no time and no order of a set is left to chance."""
    def mark(hash_seed: str) -> str:
        told = subprocess.run(
            [sys.executable, "-c", TELL, "2"], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True, text=True, check=True)
        return told.stdout.strip()

    first = mark("1")
    assert first and first == mark("2")


@pytest.mark.parametrize("name", SLIPS)
def test_a_planted_slip_is_found(name: str) -> None:
    with planted(name):
        assert any(live(make(seed)).broken is not None for seed in range(WITHIN))


def test_there_are_slips_of_every_kind() -> None:
    slips = load()
    assert len(slips) >= 25 and set(SLIPS) <= set(slips)
    assert len({slip.told for slip in slips.values()}) == len(slips)


def test_a_failing_story_gets_short_and_readable() -> None:
    """As if a law broke whenever one device's lost power and one of another's lost replies come together."""
    story = make(1)
    cut = next(step for step in story.steps if step.power is not None)
    lost = next(step for step in story.steps if len(step.mishaps) and step.device != cut.device)

    def again(tried: Story) -> Lived:
        whole = any(step.chance == cut.chance and step.power is not None for step in tried.steps)
        both = whole and any(step.chance == lost.chance and lost.mishaps[0] in step.mishaps for step in tried.steps)
        return Lived(tried, Broken("a law", "it did not hold") if both else None)

    short = shrink(again(story), again=again)
    assert {step.chance for step in short.story.steps} == {cut.chance, lost.chance} and len(short.story.steps) == 2
    assert sum(len(step.mishaps) for step in short.story.steps) == 1
    assert set(short.story.numbers) == {cut.device, lost.device}
    assert all(step.wait_s <= 60 for step in short.story.steps)
    told = story_of(short)
    assert "2 devices, 2 steps" in told and "its power goes" in told and "it did not hold" in told and told.count("\n") == 4


def test_nothing_is_left_in_a_short_story_that_it_does_not_need() -> None:
    """As if a law broke whenever an hour passed between a report on one device and something special on another, whatever befell it."""
    story = make(5)
    at, report = next((number, step) for number, step in enumerate(story.steps) if step.do == "report")
    special = next(
        step for step in story.steps[at:] if step.do in ("full", "poison", "two_acts") and step.device != report.device)

    def again(tried: Story) -> Lived:
        ours = [step for step in tried.steps if step.chance in (report.chance, special.chance)]
        broken = len(ours) == 2 and ours[1].wait_s >= 3600 and ours[1].do == special.do
        return Lived(tried, Broken("a law", "#1 did not hold") if broken else None)

    long_enough = tuple(replace(step, wait_s=max(step.wait_s, 3600)) for step in story.steps)
    short = shrink(again(replace(story, steps=long_enough)), again=again).story
    assert [(step.do, step.mishaps, step.power) for step in short.steps] == [("report", (), None), (special.do, (), None)]
    assert short.steps[0].wait_s <= 60 and len(short.numbers) == 2


def test_a_short_story_says_what_happened() -> None:
    with planted("no_revocation"):
        lived = next(found for found in (live(make(seed)) for seed in range(WITHIN)) if found.broken is not None)
    told = story_of(lived)
    assert "- seals submit #" in told and "asks hello p" in told and f"Then this does not hold: {lived.broken.law}" in told


def test_every_step_can_be_left_out() -> None:
    story = make(3)
    held(live(Story(story.seed, story.devices, story.days, story.steps[::3])))


# The disk

@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    (tmp_path / "there").write_bytes(b"before")
    made = Machine("a machine", tmp_path)
    made.settle()
    with simulated():
        yield made
    made.forget()


def cut(machine: Machine) -> set[str]:
    machine.harsh = True
    machine.power_off()
    machine.power_on()
    return {path.name for path in machine.folder.iterdir()}


def write(path: Path, data: bytes, *, sync: bool) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        if sync:
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def test_a_cut_takes_what_was_not_synced(machine: Machine) -> None:
    write(machine.folder / "there", b"after", sync=False)
    write(machine.folder / "bytes only", b"new", sync=True)
    assert cut(machine) == {"there"}
    assert (machine.folder / "there").read_bytes() == b"before"


def test_a_cut_takes_a_rename_whose_folder_was_not_synced(machine: Machine) -> None:
    write(machine.folder / "part", b"new", sync=True)
    sync_folder(machine.folder)
    os.replace(machine.folder / "part", machine.folder / "whole")
    assert cut(machine) == {"there", "part"}
    os.replace(machine.folder / "part", machine.folder / "whole")
    sync_folder(machine.folder)
    assert cut(machine) == {"there", "whole"}
    assert (machine.folder / "whole").read_bytes() == b"new"


def test_a_name_without_its_bytes_is_an_empty_file(machine: Machine) -> None:
    write(machine.folder / "named", b"new", sync=False)
    sync_folder(machine.folder)
    assert machine.certain(machine.folder / "named") is None
    assert cut(machine) == {"there", "named"}
    assert (machine.folder / "named").read_bytes() == b""


def test_a_killed_process_loses_nothing_that_it_wrote(machine: Machine) -> None:
    write(machine.folder / "unsynced", b"new", sync=False)
    machine.only_killed = True
    assert cut(machine) == {"there", "unsynced"}
    assert machine.certain(machine.folder / "unsynced") is None
    assert cut(machine) == {"there"}
