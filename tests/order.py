"""In which order the files of tests are begun: long ones first, so that at the end no process works on alone.

Seconds on two cores with three processes. A file that is not named is short; it does no harm when it is not, or when one that is
named has become short: they only decide who comes first.
"""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadFileScheduling

LONG_S: dict[str, int] = {
    "tests/end_to_end/test_demo.py": 155,
    "tests/ui/golden/test_fits.py": 125,
    "tests/ui/test_on_a_hub.py": 70,
    "tests/test_start.py": 90,
}


class LongestFirst(LoadFileScheduling):
    """File by file as before: what a file sets up once is set up once."""

    def _assign_work_unit(self, node: Any) -> None:
        longest = max(self.workqueue, key=lambda file: LONG_S.get(file, 0))  # the first of several: they come by their number of tests
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)
