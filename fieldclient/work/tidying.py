"""Python's collector of cyclic garbage in a process without a window (with one: `ui/tidy`)."""

from __future__ import annotations

import gc


def tidy_rarely() -> None:
    """A page of cases makes a hundred thousand small things that no ring holds together: looking for rings after every seven
    hundred of them took a sixth of what keeping it takes. Price: rings stay a little longer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
