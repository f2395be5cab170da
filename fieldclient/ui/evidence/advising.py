"""Asking for advice: looks that take longer than a finger waits are made on another thread; the answer comes to the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from fieldclient.work.advice import Advice

T = TypeVar("T")


def ask_advice(
    room: Any, topic: str, job: Callable[[Advice], T], done: Callable[[T], None], nothing: Callable[[], None] = lambda: None
) -> None:
    """Of questions about one topic only the latest is answered. `nothing`: there is no advice, and nothing is to be said."""
    later = room.worker.later

    def ask(desk: Any) -> None:
        desk.advice.later(topic, job, lambda answer: later(lambda: done(answer)), lambda: later(nothing))

    room.ask(ask, lambda _: None, lambda _: nothing())


def drop_advice(room: Any, *topics: str) -> None:
    """What it was wanted for is sealed: the processor is free for what comes next."""
    room.ask(lambda desk: desk.advice.drop(*topics), lambda _: None, lambda _: None)
