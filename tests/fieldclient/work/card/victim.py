"""An intake that stands still in the middle, to be killed there: `python -m … CARD DATA`. Says how many files it has begun."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from fieldclient.store import Store
from fieldclient.work.card.taking import BATCH, Progress, Taking


def stand_still(told: Progress) -> None:
    if told.done == 2 * BATCH + 3:
        print(told.done, flush=True)
        time.sleep(600)


if __name__ == "__main__":
    store = Store(Path(sys.argv[2]))
    Taking(store, store.people.current_id(), progress=stand_still).run(sys.argv[1])
