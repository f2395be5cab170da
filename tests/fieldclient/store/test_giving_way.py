"""Work that nobody waits for comes behind the window's: its thread alone, and no threads of libraries beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from fieldclient.store.giving_way import NICER, give_way
from fieldclient.work.beside import Beside

LINUX = sys.platform == "linux"  # elsewhere niceness is the whole process's, and is left alone


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id() if LINUX else 0)


def test_a_thread_gives_way_and_the_one_that_begins_it_does_not() -> None:
    usual, told = niceness(), []

    def work() -> None:
        give_way()
        give_way()
        told.append(niceness())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [min(19, usual + NICER) if LINUX else usual]
    assert niceness() == usual


def test_advice_gives_way() -> None:
    beside, told = Beside("advice"), []
    beside.ask("photos", niceness, told.append)
    beside.finish()
    beside.close()
    assert told == [min(19, niceness() + NICER) if LINUX else niceness()]


def test_comparing_photos_begins_no_threads_of_its_own() -> None:
    """They would go on turning beside the window for a while after each product of matrices."""
    code = """
import fieldclient, os, sys
from fieldclient.capture.opencv import cv2
import numpy as np
a = np.ones((600, 600), np.float32)
(a @ a).sum(); cv2.GaussianBlur(a, (31, 31), 5)
print(len(os.listdir("/proc/self/task")) if sys.platform == "linux" else 1, cv2.getNumThreads())
"""
    plain = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], env=plain, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["1", "1"]
