"""What was acknowledged is there after SIGKILL and after a power cut, once and whole. A small `bench crash`: it has hundreds of
cuts, and the same verdict."""

from __future__ import annotations

import pytest

from tests.crash.campaign import End, run
from tests.crash.device_end import DeviceEnd
from tests.crash.hub_end import HubEnd
from tests.crash.image import why_not

KILLS, POWER_CUTS = 24, 18
NO_POWER = why_not()
needs_power = pytest.mark.skipif(NO_POWER is not None, reason=str(NO_POWER))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("end", [DeviceEnd, HubEnd])
@pytest.mark.parametrize("kind", ["kill", pytest.param("power", marks=needs_power)])
def test_what_was_acknowledged_is_there_once_and_whole(end: type[End], kind: str) -> None:
    tally = run(end(), kind, KILLS if kind == "kill" else POWER_CUTS)
    assert (tally.lost, tally.doubled, tally.corrupt) == ([], [], [])
    assert tally.starts > tally.cuts // 3 and tally.kept > tally.cuts, "nothing was under way when it was cut"


@needs_power
@pytest.mark.timeout(900)
@pytest.mark.parametrize("control", ["no_file_fsync", "sync_normal"])
@pytest.mark.parametrize("end", [DeviceEnd, HubEnd])
def test_the_cuts_bite(end: type[End], control: str) -> None:
    """Without an fsync the same cuts do lose: were this ever green, the test above would say nothing."""
    assert run(end(), "power", 60, control, enough=1).bad > 0
