"""Which files of tests are begun first, and which go to one process.

Long ones come first, so that at the end no process works on alone. The seconds are those of two cores and three processes, about
right: they only decide who comes first. A file that is not named takes less than ten.
"""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadFileScheduling

LONG_S = {
    "tests/ui/test_reach.py": 150,  # with all that look at the lived-in district
    "tests/end_to_end/test_demo.py": 150,
    "tests/ui/golden/test_fits.py": 125,
    "tests/sync/contract/test_records.py": 100,  # PostgreSQL
    "tests/test_start.py": 90,
    "tests/crash/test_cuts.py": 60,
    "tests/ui/test_on_a_hub.py": 50,
    "tests/ui/cases/test_acts.py": 45,
    "tests/sync/world/test_world.py": 45,
    "tests/test_quality.py": 45,
    "tests/ui/me/test_lock.py": 40,
    "tests/ui/patrol/test_patrol.py": 35,
    "tests/ui/report/test_filing.py": 30,
    "tests/ui/me/test_devices.py": 30,
    "tests/ui/me/test_setup.py": 30,
    "tests/released/test_released.py": 30,
    "tests/ui/evidence/test_recording.py": 30,
    "tests/ui/intake/test_taking.py": 25,
    "tests/ui/intake/test_sorting.py": 25,
    "tests/ui/outbox/test_page.py": 25,
    "tests/sync/test_two_processes.py": 20,
    "tests/sync/hub/test_processes.py": 20,
    "tests/ui/outbox/test_hand_over.py": 20,
    "tests/ui/report/test_already.py": 20,
    "tests/ui/evidence/test_camera.py": 20,
    "tests/ui/cases/test_choosing.py": 20,
    "tests/ui/cases/test_case_page.py": 20,
    "tests/ui/cases/test_list.py": 20,
    "tests/ui/test_window.py": 20,
    "tests/ui/golden/test_kept.py": 15,
    "tests/ui/notify/test_telling.py": 15,
    "tests/ui/access/test_viewfinder.py": 15,
    "tests/ui/me/test_links.py": 15,
    "tests/ui/cases/test_outward.py": 10,
    "tests/ui/test_command.py": 15,
    "tests/fieldclient/store/test_kill.py": 15,
    "tests/fieldclient/store/test_power.py": 15,
    "tests/ui/test_lint.py": 10,
    "tests/ui/test_steady.py": 10,
    "tests/ui/test_qml.py": 10,
    "tests/ui/test_light.py": 10,
    "tests/ui/test_reading.py": 10,
}
# Each of these would have something large made once more in another process: a PostgreSQL server, two days of a district.
TOGETHER = {
    **dict.fromkeys((
        "tests/sync/contract/test_feed.py", "tests/sync/contract/test_identity.py", "tests/sync/hub/test_feed_order.py",
        "tests/sync/hub/test_feed_order_away.py", "tests/sync/hub/test_feed_order_postgres.py",
        "tests/sync/hub/test_feed_order_processes.py"), "tests/sync/contract/test_records.py"),
    **dict.fromkeys((
        "tests/ui/access/test_walk.py", "tests/ui/activity/test_window.py", "tests/ui/map/test_map.py"), "tests/ui/test_reach.py"),
}


class LongestFirst(LoadFileScheduling):
    """File by file: what a file sets up once is set up once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return TOGETHER.get(file, file)

    def _assign_work_unit(self, node: Any) -> None:
        longest = max(self.workqueue, key=lambda file: LONG_S.get(file, 0))  # the first of several: they come by their number of tests
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)
