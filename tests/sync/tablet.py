"""A tablet with a key, over a real socket, whose clock is as wrong as a test wants it: what it shows, signs and counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import requests

from fieldclient.store.keys import DeviceKey, unpack
from fieldclient.work.signing_in import Pass, SignedIn, open_pass, sign_in
from sync.engine.exchange import Exchange, Question
from sync.engine.link import HttpHub
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ActBody, Mutation, Receipt
from sync.protocol.report import Kind, Report
from sync.protocol.sealing import Sealed, seal


class TabletClock:
    """Runs with the hub's hand clock, `wrong_s` ahead of it."""

    def __init__(self, hub: Callable[[], datetime], wrong_s: float = 0.0) -> None:
        self._hub = hub
        self.wrong_s = wrong_s
        self._began = hub()

    def now(self) -> datetime:
        return self._hub() + timedelta(seconds=self.wrong_s)

    def monotonic(self) -> float:
        return (self._hub() - self._began).total_seconds()


class Counted(Exchange):
    """Counts what really goes out."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.sendings: list[str] = []

    def _send_once(self, question: Question) -> requests.Response:
        self.sendings.append(f"{question.method} {question.path}")
        return super()._send_once(question)


class Tablet:
    """One device. `people` are who signed in on it, by login."""

    def __init__(self, url: str, hub_clock: Callable[[], datetime], device: str, wrong_s: float = 0.0) -> None:
        self.url, self.device = url, device
        self.clock = TabletClock(hub_clock, wrong_s)
        self.seq = 0
        self.exchanges: list[Counted] = []

    def exchange(self, held: Any) -> Counted:
        self.exchanges.append(Counted(self.url, self.device, held, clock=self.clock))
        return self.exchanges[-1]

    def sign_in(self, login: str) -> Worker:
        hub = HttpHub(self.exchange(lambda: None))
        return Worker(self, sign_in(hub, login, f"{login}-demo", self.device))

    def close(self) -> None:
        for each in self.exchanges:
            each.close()


class Worker:
    """Somebody signed in on a tablet."""

    def __init__(self, tablet: Tablet, signed_in: SignedIn) -> None:
        self.tablet, self.signed_in = tablet, signed_in
        self.person = signed_in.session.person.id
        self.open(signed_in.access)

    def open(self, access: Any = None, offset_s: float | None = None) -> None:
        """As after a start of the app: only what the safe keeps is left."""
        self.held: Pass = open_pass(
            self.signed_in.secret, self.signed_in.session.hub_id, clock=self.tablet.clock, access=access, offset_s=offset_s,
        )
        self.wire = self.tablet.exchange(self.held.credentials)
        self.hub = HttpHub(self.wire)

    @property
    def key(self) -> DeviceKey:
        kept = unpack(self.signed_in.secret)
        assert kept is not None
        return kept[1]

    @property
    def refresh(self) -> str:
        return self.signed_in.session.refresh

    def report(self, *, signed: bool = True, **changes: Any) -> Sealed:
        """Praise needs no photo and no place: sealed here and now by this tablet's clock."""
        self.tablet.seq += 1
        case_id = new_id()
        values = {
            "id": new_id(), "device": self.tablet.device, "seq": self.tablet.seq, "person": self.person, "act": Act.SUBMIT,
            "case_id": case_id, "made_at": self.tablet.clock.now(), "clock_offset_s": -self.tablet.clock.wrong_s,
            "body": ActBody(report=Report(
                id=case_id, kind=Kind.PRAISE, description="谢谢", created_at=self.tablet.clock.now(),
            )), **changes,
        }
        return seal(Mutation(**values), self.key.sign_act if signed else None)

    def push(self, *batch: Sealed) -> list[Receipt]:
        return list(self.hub.push(batch).receipts)
