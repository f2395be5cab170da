"""What `bench day` waits for, each with a bound of its own: a day that cannot end says which of them did not come, and why."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fieldclient.ui.app import Client
from fieldclient.work.outbox_views import OutboxRow
from sync.protocol.problems import Problem
from tests.bench.gaps import wait
from tests.bench.progress import say

A_PAGE_S = 60.0  # a page, an answer of the store, a few photos: forty times what they take on a slow machine
STANDSTILL_S = 120.0  # a morning's cases, a sync: they take as long as they take, and give up when nothing moves any more
TELL_S = 5.0


@dataclass(frozen=True)
class Waiting:
    """What is not at the hub yet."""

    acts: int
    rows: tuple[OutboxRow, ...]  # with what arrived a moment ago and has not gone from the list

    @classmethod
    def look(cls, desk: Any) -> Waiting:
        return cls(desk.status().waiting, tuple(desk.outbox()))

    @property
    def left(self) -> int:
        """Goes down as long as anything moves."""
        return sum(row.total_bytes - row.sent_bytes for row in self.rows) + len(self.rows) + self.acts

    def __str__(self) -> str:
        left = sum(row.total_bytes - row.sent_bytes for row in self.rows) / 1e6
        files = sum(row.files - row.files_arrived for row in self.rows)
        return f"{self.acts} acts wait, {len(self.rows)} in the outbox with {files} files to go, {left:.1f} MB left"

    def why(self) -> str:
        """Of the first that stay, what holds them."""
        return "; ".join(f"{row.act} {row.reference}: {row.delivery}, {row.attempts} tries, next {row.next_try_at}, "
                         f"behind {row.behind or 'nothing'}, {row.problem}, files {row.files_arrived} of {row.files}"
                         for row in self.rows[:5])


def ebb(what: str, look: Callable[[], Waiting], link: Callable[[], str]) -> None:
    """Until nothing waits. Ends the program when nothing has moved for a while, and says what stays and why."""
    least, since, told = None, time.monotonic(), 0.0
    while (now := look()).left > 0:
        if least is None or now.left < least:
            least, since = now.left, time.monotonic()
        if time.monotonic() - told > TELL_S:
            told = time.monotonic()
            say(f"until {what}: {now}")
        if time.monotonic() - since > STANDSTILL_S:
            raise SystemExit(f"nothing moved for {STANDSTILL_S:g} s of waiting until {what}: {now}; {link()}; {now.why()}")


def asked(client: Client, job: Callable[[Any], Any], when: str) -> Any:
    """What the store answers. Ends the program when it fails."""
    answers: list[Any] = []
    problems: list[Problem] = []
    client.worker.ask(job, answers.append, problems.append)
    wait(lambda: bool(answers or problems), lambda: f"an answer of the store ({when})", A_PAGE_S)
    if problems:
        raise SystemExit(f"the store answered with a problem ({when}): {problems[0]}")
    return answers[0]
