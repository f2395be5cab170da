"""What a benchmark says while it runs, to whoever started it and wants to know how far it is."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping

from tests.bench.offscreen import ROOT
from tests.bench.rows import CannotMeasure

_LAST_LINES, _LAST_CHARACTERS = 8, 1500


def say(what: str) -> None:
    """On the standard error, with the time of day."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def window(module: str, *arguments: str, env: Mapping[str, str], patience_s: float) -> str:
    """Runs a module with a window in a process of its own and passes on what it tells; gives what it printed. CannotMeasure with the
    last of what it told when it fails, or stands for so long. (It is to have a bound for each of its waits itself.)"""
    last: deque[str] = deque(maxlen=_LAST_LINES)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed, subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=env, text=True, stdout=printed, stderr=subprocess.PIPE,
    ) as process:
        bound = threading.Timer(patience_s, process.kill)
        bound.start()
        try:
            for line in process.stderr or ():
                print(line, end="", file=sys.stderr, flush=True)
                last.append(line.strip())
            process.wait()
        finally:
            bound.cancel()
            bound.join()
            process.kill()  # nothing where it has ended
        if process.returncode != 0:
            raise CannotMeasure(f"the window did not finish: {' '.join(last)[-_LAST_CHARACTERS:]}")
        printed.seek(0)
        return printed.read()
