"""What the sync loop does after each cycle: words of cases that came in bulk, second copies of what waits, bundles of others. The
first two also when something new can only wait."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fieldclient.store import Store
from fieldclient.store.keys import DeviceKey
from fieldclient.work.handover.carrying import deliver_all
from fieldclient.work.handover.copies import Copies, copies_folder
from sync.engine.bundles import BundleHub
from sync.engine.trip import CycleReport
from sync.protocol.problems import Problem

log = logging.getLogger(__name__)


class Upkeep:
    """Of one sign-in. `ask` runs a job on the store's thread and waits for it; each is short."""

    def __init__(self, ask: Callable[[Callable[[Store], Any]], Any], key: DeviceKey | None) -> None:
        self._ask = ask
        self._key = key
        self._cleared = False

    def after(self, report: CycleReport, hub: BundleHub, should_stop: Callable[[], bool] = lambda: False) -> bool:
        """On the sync thread, when its connection is free. True when the store has changed. Never raises a Problem: whatever
        could not be done is looked at after the next cycle."""
        self.without_a_signal(should_stop)
        try:
            if report.problem is None and not report.stopped and report.held is None:  # what holds originals holds these
                return bool(deliver_all(self._ask, hub, should_stop))
        except Problem as problem:
            log.info("hand-over put off: %s", problem.code.value)
        return False

    def without_a_signal(self, should_stop: Callable[[], bool] = lambda: False) -> None:
        """What needs no hub; copies are needed most where none can be reached. On the sync thread."""
        try:
            while not should_stop() and self._ask(lambda store: store.cases.words.catch_up()):
                pass  # a block at a time, so that the window's questions come in between
            self._copy(should_stop)
        except Problem as problem:
            log.info("copies put off: %s", problem.code.value)

    def _copy(self, should_stop: Callable[[], bool]) -> None:
        key = self._key
        if key is None:
            return
        while not should_stop() and self._ask(lambda store: _copies(store).keep_up(key, most=1)):
            pass  # one at a time, so that the window's questions come in between
        if not self._cleared:
            self._ask(lambda store: _copies(store).clear())
            self._cleared = True


def _copies(store: Store) -> Copies:
    return Copies(store, copies_folder(Path(store.folder)))
