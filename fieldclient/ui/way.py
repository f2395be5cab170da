"""The way to the hub: the token, the sync loop and its two connections. No Qt; `link.Link` shows it to the window.

Every method may take its time (network, keyring, stopping the loop) and is called from one thread, never the window's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.ui.lent import Lent
from fieldclient.ui.worker import Guest, Worker
from fieldclient.work.handover.sticks import Errands, Got, Put, errands, get, put, put_one, restore_copies
from fieldclient.work.handover.upkeep import Upkeep
from fieldclient.work.locking import Doors
from fieldclient.work.setting_up import HUB_URL, LOGIN, check_who_answers, kept_for_now, note_person
from fieldclient.work.signing_in import Pass, enrol, lacks_key, open_pass, sign_in
from fieldclient.work.trusting import authority_for
from sync.engine.clock import ClockKeeper
from sync.engine.credentials import Bearer
from sync.engine.exchange import Exchange, check_address
from sync.engine.lanes import Around
from sync.engine.link import HttpHub
from sync.engine.retry import Wake
from sync.engine.runner import LinkState, LinkStatus, Runner
from sync.engine.trip import CycleReport
from sync.protocol.identity import DeviceList
from sync.protocol.people import Person
from sync.protocol.problems import Code, Problem

T = TypeVar("T")
NOTHING = Pass(Bearer(lambda: None), None)  # before anybody is signed in


class Way:
    """`tell` and `cycled` are called from the sync thread or from the caller's."""

    def __init__(self, worker: Worker[Any], safe: Callable[[], TokenSafe], *, around: Callable[[], Around],
                 plain_ok: bool, tell: Callable[[LinkStatus], None], cycled: Callable[[CycleReport], None]) -> None:
        self.worker = worker
        self._make_safe = safe
        self._around = around
        self._plain_ok = plain_ok
        self._tell = tell
        self._cycled = cycled
        self._runner: Runner | None = None
        self._hubs: list[HttpHub] = []
        self._lent: Lent | None = None
        self._pass: Pass | None = None
        self._begun = False
        self.safe: TokenSafe | None = None
        self.doors: Doors | None = None  # once the safe was opened
        self.offline = False
        self.hub_url = ""
        self.login = ""

    # From any thread, at once

    def wake(self, reason: str) -> None:
        """`reason`: a value of the loop's `Wake`."""
        runner = self._runner
        if runner is not None:
            runner.wake(Wake(reason))

    def set_offline(self, offline: bool) -> None:
        self.offline = offline
        if offline:
            self._take_back()
        runner = self._runner
        if runner is not None:
            runner.set_offline(offline)

    # One after the other

    def begin(self, hub_url: str = "") -> None:
        """Start the loop when this device knows a hub and a token; else say that a sign-in is needed."""
        kept_url, kept_login = self.worker.call(lambda desk: (kept_for_now(desk, HUB_URL), kept_for_now(desk, LOGIN)))
        self.hub_url = hub_url or kept_url or ""
        self.login = kept_login or ""
        self.opened_doors().look(starting=not self._begun)
        self._begun = True
        held = self._held()
        if held is not None and self.hub_url:
            self._run(held)
        else:
            self._tell_signed_out()

    def sign_in(self, address: str, login: str, password: str, compared: str = "") -> Person:
        """The password is used once and kept nowhere. `compared`: the fingerprint that a person has compared."""
        url = check_address(address, plain_ok=self._plain_ok)
        if self.offline:
            raise Problem(Code.NO_NETWORK)
        device = self.worker.call(lambda desk: desk.device_id)
        hub = self._hub(url, NOTHING)
        try:
            info = hub.hello()  # somebody else may answer: a password is not for them
            self.worker.call(lambda desk: check_who_answers(desk, url, info, compared))
            signed_in = sign_in(hub, login, password, device)
        finally:
            hub.close()
        self.stop()
        session = signed_in.session
        self.opened_safe().keep(account_name(device, session.hub_id, session.person.id), signed_in.secret)
        self.worker.call(lambda desk: note_person(desk, session, url, login))
        self.opened_doors().drop(session.person.id)
        self.hub_url, self.login = url, login
        self._run(open_pass(signed_in.secret, session.hub_id, access=signed_in.access))
        self.worker.tell_changed()
        return session.person

    def wants_key(self, features: Iterable[str]) -> bool:
        """From any thread: whether the hub knows keys and this sign-in, from before an update, has none."""
        held = self._pass
        return held is not None and lacks_key(held, features)

    def enrol(self) -> None:
        """Bring a key to a sign-in without one. Should the answer be lost, the old token is still good."""
        account = self.worker.call(lambda desk: desk.store.people.current())
        name = self._account()
        if account is None or name is None or self._pass is None or self._pass.sign is not None:
            return
        device = self.worker.call(lambda desk: desk.device_id)
        signed_in = self._ask(lambda hub: enrol(hub, account.person.id, device))
        self.opened_safe().keep(name, signed_in.secret)
        self.opened_doors().renewed(account.person.id, name, signed_in.secret)
        self._run(open_pass(signed_in.secret, signed_in.session.hub_id, access=signed_in.access))

    def sign_out(self) -> None:
        """Everything written stays on the device; what waits is sent after the next sign-in of the same person."""
        held = self._held()
        self.stop()
        if held is not None and not self.offline and self.hub_url:
            self._sign_out_at_hub(held)
        self._leave(Problem(Code.SIGN_IN_NEEDED))

    def lock_out(self, problem: Problem) -> bool:
        """The hub says that this device was signed out from elsewhere. What waits stays here, out of sight, until the person
        signs in again. False when nobody was signed in any more."""
        if self._runner is None:
            return False
        self.stop()
        self._leave(problem)
        return True

    def _leave(self, problem: Problem) -> None:
        account = self._account()
        if account is not None:
            self.opened_safe().forget(account)
        person = self.worker.call(lambda desk: desk.store.people.current_id())
        self.worker.call(lambda desk: desk.signed_out())
        self.opened_doors().drop(person)
        self.worker.tell_changed()
        self._tell_signed_out(problem)

    def devices(self) -> DeviceList:
        """Where this person is signed in."""
        return self._ask(lambda hub: hub.devices())

    def end_device(self, device: str, lost_since: datetime | None) -> DeviceList:
        return self._ask(lambda hub: hub.end_device(device, lost_since))

    def lend(self) -> Lent | None:
        """A connection for what takes longer than a chore may, one at a time. None while nothing is to leave."""
        if self.offline or self._pass is None or not self.hub_url:
            return None
        self._lent = Lent(self._hub(self.hub_url, self._pass))
        return self._lent

    def _take_back(self) -> None:
        lent, self._lent = self._lent, None
        if lent is not None:
            lent.take_back()

    def _ask(self, question: Callable[[HttpHub], T]) -> T:
        """On a connection of its own: the loop's may be in the middle of a photo."""
        if self.offline:
            raise Problem(Code.NO_NETWORK)
        if self._pass is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        hub = self._hub(self.hub_url, self._pass)
        try:
            return question(hub)
        finally:
            hub.close()

    # By hand, without a network: on this thread, because a hundred photos take a while

    def put_on_stick(self, folder: Path) -> Put:
        held = self._pass or self._held()
        return put(self.worker.call(lambda desk: desk.store), folder, held.key if held is not None else None)

    def put_one_on_stick(self, folder: Path, mutation_id: str) -> Put:
        held = self._pass or self._held()
        return put_one(self.worker.call(lambda desk: desk.store), folder, held.key if held is not None else None, mutation_id)

    def get_from_stick(self, folder: Path) -> Got:
        return get(self.worker.call(lambda desk: desk.store), folder)

    def errands(self) -> Errands:
        return errands(self.worker.call(lambda desk: desk.store))

    def restore_copies(self) -> int:
        return restore_copies(self.worker.call(lambda desk: desk.store))

    def opened_safe(self) -> TokenSafe:
        if self.safe is None:
            safe = self._make_safe()
            safe.open()
            self.safe = safe
        return self.safe

    def opened_doors(self) -> Doors:
        if self.doors is None:
            self.doors = Doors(self.worker.call, self.opened_safe(), self.opened_safe().locks)
        return self.doors

    @property
    def runs(self) -> bool:
        """Whether somebody is signed in and their loop goes."""
        return self._runner is not None

    def leave(self) -> None:
        """Nobody works here any more: nothing travels, and the window says so."""
        self.stop()
        self.worker.tell_changed()
        self._tell_signed_out()

    def stop(self) -> None:
        self._take_back()
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.stop()
        for hub in self._hubs:
            hub.close()
        self._hubs = []
        self._pass = None

    def _run(self, held: Pass) -> None:
        self.stop()
        keeper = ClockKeeper()
        self._pass = held
        self.worker.call(lambda desk: desk.sign_with(desk.store.people.current_id(), held.sign))
        self._hubs = [self._hub(self.hub_url, held, keeper), self._hub(self.hub_url, held, keeper)]
        upkeep, link = Upkeep(lambda job: self.worker.call(lambda desk: job(desk.store)), held.key), self._hubs[0]

        def cycled(report: CycleReport) -> None:
            self._cycled(report)
            if upkeep.after(report, link.bundles, lambda: self._runner is not runner):
                self.worker.tell_changed()

        runner = Runner(
            self._hubs[0], self._device, listen_hub=self._hubs[1], keeper=keeper, on_status=self._tell, on_cycle=cycled,
            on_put_off=lambda: upkeep.without_a_signal(lambda: self._runner is not runner), around=self._around)
        if self.offline:
            runner.set_offline(True)
        runner.start()
        self._runner = runner

    def _hub(self, url: str, held: Pass, keeper: ClockKeeper | None = None) -> HttpHub:
        device, authority = self.worker.call(lambda desk: (desk.device_id, authority_for(desk, url)))
        reading = keeper.add if keeper is not None else None
        return HttpHub(Exchange(url, device, held.credentials, plain_ok=self._plain_ok, on_reading=reading, authority=authority))

    @contextmanager
    def _device(self) -> Iterator[Any]:
        """The store as the sync thread sees it; bound to the person who is signed in now."""
        queue = self.worker.call(lambda desk: desk.queue)
        yield Guest(self.worker, lambda desk: queue)

    def _sign_out_at_hub(self, held: Pass) -> None:
        """As far as the hub can be reached; token and key are gone from here in any case, and there they expire."""
        hub = self._hub(self.hub_url, held)
        try:
            hub.sign_out()
        except Problem:
            pass
        finally:
            hub.close()

    def _account(self) -> str | None:
        device, account = self.worker.call(lambda desk: (desk.device_id, desk.store.people.current()))
        return account_name(device, account.hub_id or "", account.person.id) if account is not None else None

    def _held(self) -> Pass | None:
        """What the safe holds for who is signed in; None when there is nothing, or a PIN locks it."""
        account, clock = self.worker.call(lambda desk: (desk.store.people.current(), desk.store.settings.clock()))
        name = self._account()
        secret = self.opened_safe().token(name) if name is not None else None
        if secret is None or account is None:
            return None
        return open_pass(secret, account.hub_id or "", offset_s=clock.offset_s if clock is not None else None)

    def _tell_signed_out(self, problem: Problem | None = None) -> None:
        told = (problem or Problem(Code.SIGN_IN_NEEDED)).to_wire()
        self._tell(LinkStatus(state=LinkState.SIGNED_OUT, problem=told, switched_off=self.offline))
