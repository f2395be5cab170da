"""What a benchmark says while it runs, to whoever started it and wants to know how far it is."""

from __future__ import annotations

import sys
import time


def say(what: str) -> None:
    """On the standard error, with the time of day."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)
