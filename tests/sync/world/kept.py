"""Stories in which something was once lost, made as short as they could be. Each must hold for ever."""

from __future__ import annotations

from tests.sync.world.story import Step, Story

KEPT: dict[str, Story] = {
    # The hub is put back. The case comes again by its reporter and is worked on; the verification by somebody else, which had
    # arrived, was in no snapshot that could have told that it is missing.
    "an act on somebody else's case is lost when the hub is put back": Story(0, 6, 6, (
        Step("hub_back_up", -1, 77_471, 1680231637),
        Step("report", 2, 67_535, 1490581366),
        Step("sync", 2, 75_993, 144388256),
        Step("sync", 5, 3_673, 3208191931),
        Step("act", 5, 18_100, 1970884634),
        Step("sync", 5, 71_735, 481718119),
        Step("hub_restore", -1, 6_828, 4024833819),
    )),
    # The hub's photos are put back, the device hears which are missing, and its power goes after that page was kept and before
    # anything was done about it.
    "photos that the hub lost stay lost when the device is cut between two pages": Story(222, 3, 5, (
        Step("sync", 0, 60, 1759638323),
        Step("report", 0, 60, 242519113),
        Step("hub_back_up", -1, 60, 1740024077),
        Step("hub_restore", -1, 60, 1411627808),
        Step("sync", 0, 60, 4122724320),
        Step("hub_disk", -1, 60, 2331509163),
        Step("sync", 0, 60, 2581328816, power=7),
    ), frozenset({1, 2})),
}
