"""The way to the hub: the token, the sync loop and its two connections. No Qt; `link.Link` shows it to the window.

Every method may take its time (network, keyring, stopping the loop) and is called from one thread, never the window's.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fieldclient import __version__
from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.ui.worker import Guest, Worker
from sync.engine.clock import ClockKeeper
from sync.engine.exchange import Exchange, check_address
from sync.engine.link import HttpHub
from sync.engine.retry import Wake
from sync.engine.runner import LinkState, LinkStatus, Runner
from sync.engine.trip import CycleReport
from sync.protocol.people import Person, Session, SignIn
from sync.protocol.problems import Code, Problem

HUB_URL = "hub_url"
LOGIN = "login"


class Way:
    """`tell` and `cycled` are called from the sync thread or from the caller's."""

    def __init__(self, worker: Worker[Any], safe: Callable[[], TokenSafe], *, plain_ok: bool,
                 tell: Callable[[LinkStatus], None], cycled: Callable[[CycleReport], None]) -> None:
        self._worker = worker
        self._make_safe = safe
        self._plain_ok = plain_ok
        self._tell = tell
        self._cycled = cycled
        self._runner: Runner | None = None
        self._hubs: list[HttpHub] = []
        self.safe: TokenSafe | None = None
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
        runner = self._runner
        if runner is not None:
            runner.set_offline(offline)

    # One after the other

    def begin(self, hub_url: str = "") -> None:
        """Start the loop when this device knows a hub and a token; else say that a sign-in is needed."""
        kept_url, kept_login = self._worker.call(lambda desk: (desk.setting(HUB_URL), desk.setting(LOGIN)))
        self.hub_url = hub_url or kept_url or ""
        self.login = kept_login or ""
        token = self._token()
        if token is not None and self.hub_url:
            self._run(token)
        else:
            self._tell_signed_out()

    def sign_in(self, address: str, login: str, password: str) -> Person:
        """The password is used once and kept nowhere."""
        url = check_address(address, plain_ok=self._plain_ok)
        if self.offline:
            raise Problem(Code.NO_NETWORK)
        device = self._worker.call(lambda desk: desk.device_id)
        hub = self._hub(url, None)
        try:
            hub.hello()
            session = hub.sign_in(SignIn(
                login=login, password=password, device_id=device, device_name=platform.node()[:60],
                app_version=__version__))
        finally:
            hub.close()
        self.stop()
        self.opened_safe().keep(account_name(device, session.hub_id, session.person.id), session.token)
        self._worker.call(lambda desk: _note_person(desk, session, url, login))
        self.hub_url, self.login = url, login
        self._run(session.token)
        self._worker.tell_changed()
        return session.person

    def sign_out(self) -> None:
        """Everything written stays on the device; what waits is sent after the next sign-in of the same person."""
        account, token = self._account(), self._token()
        self.stop()
        if token is not None and not self.offline and self.hub_url:
            self._sign_out_at_hub(token)
        if account is not None:
            self.opened_safe().forget(account)
        self._worker.call(lambda desk: desk.signed_out())
        self._worker.tell_changed()
        self._tell_signed_out()

    def unlock(self, pin: str) -> None:
        self.opened_safe().unlock(pin)
        self.begin(self.hub_url)

    def opened_safe(self) -> TokenSafe:
        if self.safe is None:
            safe = self._make_safe()
            safe.open()
            self.safe = safe
        return self.safe

    def stop(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.stop()
        for hub in self._hubs:
            hub.close()
        self._hubs = []

    def _run(self, token: str) -> None:
        self.stop()
        keeper = ClockKeeper()
        self._hubs = [self._hub(self.hub_url, token, keeper), self._hub(self.hub_url, token, keeper)]
        runner = Runner(
            self._hubs[0], self._device, listen_hub=self._hubs[1], keeper=keeper, on_status=self._tell, on_cycle=self._cycled)
        if self.offline:
            runner.set_offline(True)
        runner.start()
        self._runner = runner

    def _hub(self, url: str, token: str | None, keeper: ClockKeeper | None = None) -> HttpHub:
        device = self._worker.call(lambda desk: desk.device_id)
        reading = keeper.add if keeper is not None else None
        return HttpHub(Exchange(url, device, lambda: token, plain_ok=self._plain_ok, on_reading=reading))

    @contextmanager
    def _device(self) -> Iterator[Any]:
        """The store as the sync thread sees it; bound to the person who is signed in now."""
        queue = self._worker.call(lambda desk: desk.queue)
        yield Guest(self._worker, lambda desk: queue)

    def _sign_out_at_hub(self, token: str) -> None:
        """As far as the hub can be reached; the token is gone from here in any case, and there it expires."""
        hub = self._hub(self.hub_url, token)
        try:
            hub.sign_out()
        except Problem:
            pass
        finally:
            hub.close()

    def _account(self) -> str | None:
        device, account = self._worker.call(lambda desk: (desk.device_id, desk.store.people.current()))
        return account_name(device, account.hub_id or "", account.person.id) if account is not None else None

    def _token(self) -> str | None:
        safe, account = self.opened_safe(), self._account()
        return safe.token(account) if account is not None else None

    def _tell_signed_out(self) -> None:
        problem = Problem(Code.SIGN_IN_NEEDED).to_wire()
        self._tell(LinkStatus(state=LinkState.SIGNED_OUT, problem=problem, switched_off=self.offline))


def _note_person(desk: Any, session: Session, hub_url: str, login: str) -> None:
    desk.signed_in(session)
    desk.set_setting(HUB_URL, hub_url)
    desk.set_setting(LOGIN, login)
