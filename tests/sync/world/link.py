"""The way from one device to the hub: `sync.protocol.hub.Hub`, with the mishaps of this cycle on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from sync.engine.link import HttpHub
from sync.hub.service import LocalHub
from sync.protocol.activity import Activity, Told
from sync.protocol.feed import Page
from sync.protocol.hub import Hub
from sync.protocol.mutations import MediaReceipt, PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from tests.sync.world.disk import PowerOff
from tests.sync.world.mishaps import Mishap, strange

if TYPE_CHECKING:
    from tests.sync.world.device import SimDevice
    from tests.sync.world.world import World

T = TypeVar("T")
PATIENCE_S = 30  # the device's own limit: what takes longer has timed out for it
PIECE_BYTES = 700  # of a download
PAGE_LIMIT = 12  # changes on a page: small, so that a short story has many pages


class SimLink:
    """One cycle's way. Counts what is asked, so that a quiet world can be told by it."""

    def __init__(self, world: World, device: SimDevice, token: str | None, mishaps: Sequence[Mishap] = ()) -> None:
        self._world, self._device, self._token = world, device, token
        self._mishaps = list(mishaps)
        self.asked: list[str] = []
        self.answered: set[str] = set()  # acts for which a receipt came
        self.tells_pages = (world.story.seed + device.number) % 2 == 0  # else page by page, as older devices ask
        self.poison: str | None = None  # a proxy on the way turns down every push that has this in it

    def told(self) -> list[str]:
        """What was asked, one after the other."""
        counted = ((name, len(list(same))) for name, same in itertools.groupby(self.asked))
        return [name if count == 1 else f"{name}×{count}" for name, count in counted]

    def _ask(
        self, name: str, ask: Callable[[Hub], T], part: Callable[[Hub, int], object] | None = None, *,
        garbled: Callable[[Hub], T] | None = None, before: T | None = None,
    ) -> T:
        """One question with its mishap, if it meets one. `part`: what of it arrives when it breaks off in the middle; `garbled`: the
        question with a changed byte; `before`: the answer to an earlier one like it."""
        number = len(self.asked)
        self.asked.append(name)
        world = self._world
        world.clock.go(0.2)
        mishap = self._met(name, number)
        if mishap is None:
            return self._at_hub(ask)
        world.counted[mishap.kind] += 1
        match mishap.kind:
            case "cut_before":
                raise Problem(Code.NO_NETWORK)
            case "half":
                if part is not None:
                    self._in_vain(lambda hub: part(hub, mishap.value))
                raise Problem(Code.NO_NETWORK)
            case "strange":
                return self._strange(mishap, ask)
            case "late":
                self._later(mishap.value, ask)
                world.clock.go(PATIENCE_S)
                raise Problem(Code.TIMED_OUT, timeout_s=PATIENCE_S)
            case "garbled":
                return self._at_hub(garbled or ask)
            case "twice":
                self._in_vain(ask)
            case "again_later":
                self._later(mishap.value, ask)
            case "hub_off":
                world.hub.machine.cut_power_in(mishap.value, f"{world.story.seed} {mishap.value} {number}")
            case "stale" if before is not None:
                return before  # and the hub has never heard of it
        answer = self._at_hub(ask)
        self._afterwards(mishap)
        return answer

    def _met(self, name: str, number: int) -> Mishap | None:
        for mishap in self._mishaps:
            if (name == mishap.of and mishap.at <= number) if mishap.of else mishap.at == number:
                self._mishaps.remove(mishap)
                return mishap
        return None

    def _afterwards(self, mishap: Mishap) -> None:
        """The hub has done it; now for the way back."""
        if mishap.kind == "slow":
            self._world.clock.go(mishap.value)
            if mishap.value > PATIENCE_S:
                raise Problem(Code.TIMED_OUT, timeout_s=PATIENCE_S)
        if mishap.kind == "lost_reply":
            raise Problem(Code.NO_NETWORK)
        if mishap.kind == "device_off":
            self._device.machine.cut_power_in(mishap.value, f"{self._world.story.seed} {mishap.value} {len(self.asked)}")
        if mishap.kind == "switch":
            self._device.somebody_else_signs_in()

    def _at_hub(self, ask: Callable[[Hub], T]) -> T:
        with self._world.at_hub():
            service = self._world.hub.service
            if service is None:
                raise Problem(Code.NO_NETWORK)
            try:
                return ask(LocalHub(service, self._token))
            except PowerOff as off:
                if off.machine is not self._world.hub.machine:
                    raise
                self._world.hub.lost_power()
                raise Problem(Code.NO_NETWORK) from None

    def _in_vain(self, ask: Callable[[Hub], object]) -> None:
        """The hub does it, and nobody hears what it says."""
        try:
            self._at_hub(ask)
        except Problem:
            pass

    def _later(self, seconds: float, ask: Callable[[Hub], object]) -> None:
        self._world.under_way.append((self._world.clock.elapsed_s + seconds, lambda: self._in_vain(ask)))

    def _strange(self, mishap: Mishap, ask: Callable[[Hub], T]) -> T:
        def through(hub: HttpHub) -> T:
            return ask(hub)

        taken: T = strange(mishap.value, self._device.clock, through)
        return taken

    # The questions

    def hello(self) -> HubInfo:
        return self._ask("hello", lambda hub: hub.hello())

    def sign_in(self, request: SignIn) -> Session:
        return self._ask("sign_in", lambda hub: hub.sign_in(request))

    def sign_out(self) -> None:
        return self._ask("sign_out", lambda hub: hub.sign_out())

    def push(self, batch: Sequence[Sealed]) -> PushReply:
        again = [Sealed(each.raw, each.signature) for each in batch]  # the hub reads bytes, not the device's memory
        if self.poison is not None and any(self.poison.encode() in each.raw for each in again):
            self.asked.append("push")
            self._world.counted["poison"] += 1
            raise Problem(Code.NOT_OUR_REPLY, status=418)
        reply = self._ask("push", lambda hub: hub.push(again), before=self._device.last_reply)
        self._device.last_reply = reply
        self.answered |= {receipt.mutation for receipt in reply.receipts}
        self._world.ledger.answered(self._device, again, reply)
        return reply

    def pull(self, cursor: str | None, *, limit: int = 200, wait_s: float = 0.0) -> Page:
        return self._ask("pull", lambda hub: hub.pull(cursor, limit=limit, wait_s=0.0))

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """Everything new in one answer, which may break off after any page of it."""
        while True:
            page = self.pull(cursor, limit=PAGE_LIMIT)
            if page.changes or page.snapshot or page.cursor != cursor:
                yield page
            if not page.more:
                return
            cursor = page.cursor

    def media_state(self, sha256: str, size_bytes: int) -> MediaReceipt:
        state = self._ask("media_state", lambda hub: hub.media_state(sha256, size_bytes))
        self._world.ledger.receipt(self._device, state)
        return state

    def upload(self, sha256: str, size_bytes: int, mime: str, offset_bytes: int, data: bytes) -> MediaReceipt:
        def part(hub: Hub, hundredths: int) -> object:
            cut = len(data) * hundredths // 100
            return hub.upload(sha256, size_bytes, mime, offset_bytes, data[:cut]) if cut else None

        def send(hub: Hub, what: bytes) -> MediaReceipt:
            return hub.upload(sha256, size_bytes, mime, offset_bytes, what)

        receipt = self._ask("upload", lambda hub: send(hub, data), part, garbled=lambda hub: send(hub, _garbled(data)))
        self._world.ledger.receipt(self._device, receipt)
        return receipt

    def download(self, sha256: str, *, offset_bytes: int = 0) -> Iterator[bytes]:
        number = len(self.asked)
        mishap = next((each for each in self._mishaps if each.kind == "half" and each.at == number and not each.of), None)
        if mishap is not None:
            self._mishaps.remove(mishap)
            self._world.counted["half"] += 1
        whole = self._ask("download", lambda hub: b"".join(hub.download(sha256, offset_bytes=offset_bytes)))
        cut = len(whole) * mishap.value // 100 if mishap is not None else None
        return _pieces(whole, cut)

    def catalogue(self) -> bytes:
        return self._ask("catalogue", lambda hub: hub.catalogue())

    def activity(self, told: Told) -> Activity:
        def ask(hub: Hub) -> Activity:
            assert isinstance(hub, LocalHub | HttpHub)
            return hub.activity(told)

        return self._ask("activity", ask)


def _garbled(data: bytes) -> bytes:
    """As a broken box on the way would hand it on. Its last byte, so that it still looks like a photo."""
    return data[:-1] + bytes([data[-1] ^ 1]) if data else data


def _pieces(whole: bytes, cut: int | None) -> Iterator[bytes]:
    """Piece by piece; with `cut` the line breaks after so many bytes."""
    end = len(whole) if cut is None else cut
    for start in range(0, end, PIECE_BYTES):
        yield whole[start : min(start + PIECE_BYTES, end)]
    if cut is not None:
        raise Problem(Code.NO_NETWORK)
