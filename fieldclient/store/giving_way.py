"""Threads for whose work nobody waits leave the processors to the window, the store and whoever they talk to.

A tablet has two to eight processors. Comparing photos, making screen copies or reading ahead takes one for tenths of a second;
where all are taken, the window's thread would have to queue like any other. The price: on a machine that is busy with other
programs advice comes later, and such a thread may be put off while it holds Python's lock, for as long as one turn of the others.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

# Of 19: a third of what the window gets where both want the same processor. With 10, a tenth, such a thread was put off for 40 ms
# while it held Python's lock, and the window waited for that.
NICER = 5
# Whoever answers the window. Linux likes to put two threads that wake each other on one processor while the other has nothing to
# do: a frame of 28 ms then took 60.
ANSWERS = 3


def give_way(by: int = NICER) -> None:
    """The calling thread, and those that it begins, come behind the others of this process. Where the system has niceness for
    whole processes alone nothing happens. Harmless a second time."""
    if sys.platform == "linux":
        with suppress(OSError):
            usual = os.getpriority(os.PRIO_PROCESS, os.getpid())
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), min(19, usual + by))
