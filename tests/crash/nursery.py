"""Where victims come from: one process that has imported everything, and forks a child for each order on its standard input.

    python -m tests.crash.nursery device|hub

An order is a line of JSON. The child says on standard output, line by line, what it has been promised by the product; the
nursery says `{"t": "child", "pid": …}` before, and `{"t": "dead"}` after.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback
from typing import Any


def say(**words: Any) -> None:
    """With the instant, by the clock that all processes of this machine share."""
    os.write(1, (json.dumps({**words, "at": time.monotonic_ns()}) + "\n").encode())


def main() -> None:
    victim = importlib.import_module(f"tests.crash.{sys.argv[1]}_victim")
    victim.warm()
    say(t="ready")
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(victim.live, order)
        say(t="child", pid=child)
        os.waitpid(child, 0)
        say(t="dead")


def _live(live: Any, order: dict[str, Any]) -> None:
    try:
        live(order, say)
    except BaseException as cause:
        # After the power is gone every call fails, and that is no news. The parent knows when that was.
        place = traceback.extract_tb(cause.__traceback__)[-1]
        say(t="failed", why=f"{type(cause).__name__}: {cause}"[:300], where=f"{os.path.basename(place.filename)}:{place.lineno}")
    os._exit(0)


if __name__ == "__main__":
    main()
