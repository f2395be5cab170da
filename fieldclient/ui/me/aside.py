"""Work that needs neither window nor store, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from fieldclient.ui.worker import as_problem
from sync.protocol.problems import Problem

T = TypeVar("T")


def aside(worker: Any, name: str, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Problem], None]) -> None:
    """`done` or `failed` is called on the window's thread. What it works on comes from anywhere, so any exception is caught."""

    def run() -> None:
        try:
            answer = work()
        except BaseException as error:
            problem = as_problem(error)
            worker.later(lambda: failed(problem))
        else:
            worker.later(lambda: done(answer))

    threading.Thread(target=run, name=name, daemon=True).start()
