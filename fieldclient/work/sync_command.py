"""`sync`: one sync cycle now, or on and on, without a window."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fieldclient.store.people import Account
from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.work import command_line
from fieldclient.work.opening import open_desk
from fieldclient.work.real_desk import RealDesk
from fieldclient.work.setting_up import HUB_URL, kept_for_now, note_address
from fieldclient.work.signing_in import Pass, SignedIn, enrol, lacks_key, open_pass
from fieldclient.work.terminal_sign_in import PASSWORD_VARIABLE, PIN_VARIABLE, by_password, open_safe, unseal
from fieldclient.work.tidying import tidy_rarely
from fieldclient.work.trusting import authority_for, take_in
from sync.engine.around import look_around
from sync.engine.authorities import Authority
from sync.engine.clock import ClockKeeper, SystemClock
from sync.engine.credentials import Bearer
from sync.engine.cycle import run_cycle
from sync.engine.exchange import Exchange, check_address
from sync.engine.link import HttpHub
from sync.engine.runner import Runner
from sync.engine.trip import CycleReport, Policy
from sync.protocol.problems import Code, Problem

_ABOUT = f"""Send what waits and fetch what is new, as the window does. Not while the window is open on the same data.

With --login the password is read from {PASSWORD_VARIABLE}, else asked for; it is used once and kept nowhere. Where the
sign-in is kept under a PIN, that is read from {PIN_VARIABLE}, else asked for."""
_EXIT_CODES = """exit codes:
  0  the cycle went through
  1  it did not: stderr says why; everything is kept and sent the next time
  2  the arguments are wrong
  3  it went through, and something was refused and waits for a person"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `sync`. Returns the exit code."""
    made = command_line.parser("sync", _ABOUT, _EXIT_CODES)
    made.add_argument("--hub", metavar="URL", help="the hub's address, kept for the next time")
    made.add_argument("--login", metavar="NAME", help="sign in with this name")
    made.add_argument("--authority", metavar="FILE", type=Path, help="trust this certificate authority for the hub, from now on")
    made.add_argument("--fingerprint", metavar="HEX", default="", help="its SHA-256, as the organisation tells it")
    made.add_argument(
        "--hub-fingerprint", metavar="TEXT", default="",
        help="with --login: the hub's own fingerprint, compared with the organisation, where it is another than before",
    )
    made.add_argument("--watch", action="store_true", help="go on until interrupted: new things travel at once")
    made.add_argument(
        "--plain-http", action="store_true", help="allow an unencrypted hub on another machine (trusted network only)"
    )
    options = made.parse_args(argv)
    command_line.speak_utf8()
    tidy_rarely()
    try:
        desk = open_desk(command_line.folder_of(options))
    except Problem as problem:
        return command_line.fail(options, problem)
    try:
        return _Session(desk, options).run()
    except Problem as problem:
        return command_line.fail(options, problem)
    finally:
        desk.close()


class _Session:
    """One run of the command."""

    def __init__(self, desk: RealDesk, options: argparse.Namespace) -> None:
        self._desk = desk
        self._options = options
        self._safe = TokenSafe(desk.store.folder)
        self._keeper = ClockKeeper()
        self._signed_in: SignedIn | None = None

    def run(self) -> int:
        address = check_address(
            self._options.hub or kept_for_now(self._desk, HUB_URL) or "", plain_ok=self._options.plain_http
        )
        if self._options.authority is not None:
            take_in(self._desk, self._options.authority, address, self._desk.now(), self._options.fingerprint, _confirmed)
        open_safe(self._safe)
        if self._options.login:
            self._signed_in = by_password(
                self._desk, self._safe, lambda: self._hub(address, Pass(Bearer(lambda: None), None)), address,
                self._options.login, self._options.hub_fingerprint)
        else:
            unseal(self._desk, self._safe)
        if self._options.hub and not self._options.login:
            note_address(self._desk, self._desk.store.people.current_id(), address)
        held = self._held()
        if held is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        self._desk.sign_with(self._desk.store.people.current_id(), held.sign)
        return self._watch(address, held) if self._options.watch else self._once(address, held)

    def _hub(self, address: str, held: Pass) -> HttpHub:
        return HttpHub(Exchange(
            address, self._desk.device_id, held.credentials, plain_ok=self._options.plain_http, on_reading=self._keeper.add,
            authority=authority_for(self._desk, address),
        ))

    def _held(self) -> Pass | None:
        account, clock = self._desk.store.people.current(), self._desk.store.settings.clock()
        secret = None if account is None else self._safe.token(self._account_name(account))
        if account is None or secret is None:
            return None
        access = self._signed_in.access if self._signed_in is not None else None
        return open_pass(
            secret, account.hub_id or "", offset_s=clock.offset_s if clock is not None else None, access=access
        )

    def _account_name(self, account: Account) -> str:
        return account_name(self._desk.device_id, account.hub_id or "", account.person.id)

    def _with_key(self, hub: HttpHub, held: Pass) -> Pass:
        """A sign-in from before an update gets a key, if the hub knows keys. What goes wrong here, the cycle will tell."""
        account = self._desk.store.people.current()
        try:
            if account is None or held.sign is not None or not lacks_key(held, hub.hello().features):
                return held
            signed_in = enrol(hub, account.person.id, self._desk.device_id)
        except Problem:
            return held
        self._safe.keep(self._account_name(account), signed_in.secret)
        return open_pass(signed_in.secret, signed_in.session.hub_id, access=signed_in.access)

    def _leave_if_ended(self, report: CycleReport) -> None:
        """Signed out from elsewhere: the sign-in is forgotten here as well; what waits stays for the next one."""
        account = self._desk.store.people.current()
        if report.problem is not None and report.problem.code is Code.SIGN_IN_ENDED and account is not None:
            self._safe.forget(self._account_name(account))
            self._desk.signed_out()

    def _once(self, address: str, held: Pass) -> int:
        hub = self._hub(address, held)
        try:
            held = self._with_key(hub, held)
            report = run_cycle(hub, self._desk.queue, SystemClock(), Policy(impatient=True), keeper=self._keeper)
        finally:
            hub.close()
        self._print(report)
        self._leave_if_ended(report)
        if report.problem is not None:
            return command_line.FAILED
        return command_line.ATTENTION if self._desk.status().attention else command_line.DONE

    def _watch(self, address: str, held: Pass) -> int:
        hubs = [self._hub(address, held), self._hub(address, held)]
        ended = threading.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: ended.set())
        queue = self._desk.queue
        runner = Runner(
            hubs[0], lambda: contextlib.nullcontext(queue), listen_hub=hubs[1], keeper=self._keeper,
            on_cycle=self._hear, around=look_around,
        )
        runner.start()
        ended.wait()
        runner.stop()
        for hub in hubs:
            hub.close()
        return command_line.DONE

    def _hear(self, report: CycleReport) -> None:
        if not report.moved_nothing or report.problem is not None:
            self._print(report)
        self._leave_if_ended(report)

    def _print(self, report: CycleReport) -> None:
        rows = as_row(report, self._desk)
        if self._options.json:
            print(json.dumps(rows, ensure_ascii=False), flush=True)
            return
        told = [f"{name.replace('_', ' ')} {value}" for name, value in rows.items() if isinstance(value, int) and value]
        print(" · ".join(told) or "nothing to do", flush=True)
        words = command_line.words_of(self._options)
        for problem in (*(each.problem for each in report.items), *((report.problem,) if report.problem else ())):
            print(words.sentence(problem), file=sys.stderr, flush=True)


def as_row(report: CycleReport, desk: RealDesk) -> dict[str, Any]:
    """What a cycle moved and what is left, without a word that anybody wrote."""
    status = desk.status()
    problem = report.problem
    return {
        "pushed": report.pushed, "applied": report.applied, "duplicates": report.duplicates, "conflicts": report.conflicts,
        "refused": report.refused, "files_sent": report.files_sent, "bytes_sent": report.bytes_sent,
        "changes": report.changes, "files_fetched": report.files_fetched, "bytes_fetched": report.bytes_fetched,
        "waiting": status.waiting, "waiting_bytes": status.waiting_bytes, "attention": status.attention,
        "clock_offset_s": report.clock_offset_s,
        "problem": {"code": problem.code.value, "facts": problem.facts} if problem is not None else None,
        "items": [{"item": each.item, "code": each.problem.code.value} for each in report.items],
    }


def _confirmed(found: Authority) -> bool:
    """A person compares; without a terminal nobody does, and the answer is no."""
    print(f"{found.name}, good until {found.good_until:%Y-%m-%d}\nSHA-256 {found.fingerprint}", file=sys.stderr)
    return sys.stdin.isatty() and input("Is this what your organisation says? Type yes: ").strip().lower() == "yes"
