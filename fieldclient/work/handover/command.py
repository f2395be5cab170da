"""`handover`: work that reaches the hub without this device's network."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from fieldclient.store.keys import DeviceKey, unpack
from fieldclient.store.secrets import SafeKind, TokenSafe
from fieldclient.work import command_line
from fieldclient.work.handover import carrying, lan, packing
from fieldclient.work.handover.copies import Copies, copies_folder
from fieldclient.work.opening import open_desk
from fieldclient.work.real_desk import RealDesk
from fieldclient.work.setting_up import HUB_URL, kept_for_now
from fieldclient.work.signing_in import open_pass
from fieldclient.work.terminal_sign_in import PASSWORD_VARIABLE, PIN_VARIABLE, by_password, open_safe, unseal
from fieldclient.work.trusting import authority_for
from sync.engine.credentials import Bearer, Credentials
from sync.engine.exchange import Exchange, check_address
from sync.engine.link import HttpHub
from sync.protocol.bundle_shapes import SLIP_SUFFIX, SUFFIX
from sync.protocol.problems import Code, Problem

_ABOUT = f"""Hand work over without a network. Not while the window is open on the same data.

  pack DIR          everything that waits, into one sealed file in DIR (a stick, for example)
  take PATH …       take others' files along (files or folders); deliver brings them to the hub
  deliver           bring what was taken along to the hub
  slips DIR         write the hub's receipts for what was delivered, for those who made it
  settle FILE …     receipts that came back: what they name has arrived
  receive           wait for a colleague on the same network and show the code
  send HOST:PORT    to a colleague who waits; --code is what their screen shows
  copies            second copies of work that this device does not know; --restore sends them on their way

Only the hub can open such a file; who carries it sees how much it is and no more. Delivered often, it counts once.

Where this machine has no keyring, and no PIN was set in the window, a sign-in lasts as long as the program that made it: then
--login NAME signs in anew, by the password in {PASSWORD_VARIABLE}, else asked for. A PIN is read from {PIN_VARIABLE}, else asked
for."""
_EXIT_CODES = """exit codes:
  0  done
  1  it was not: stderr says why; nothing is lost
  2  the arguments are wrong
  3  done in part: stderr names what could not be used"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `handover`. Returns the exit code."""
    made = command_line.parser("handover", _ABOUT, _EXIT_CODES)
    made.add_argument("verb", choices=sorted(_VERBS))
    made.add_argument("places", nargs="*", metavar="PATH")
    made.add_argument("--code", default="", help="what the receiver's screen shows")
    made.add_argument("--port", type=int, default=0, help="for receive: 0 chooses a free one")
    made.add_argument("--seconds", type=float, default=600.0, help="for receive: how long to wait")
    made.add_argument("--restore", action="store_true", help="for copies: carry them to the hub")
    made.add_argument("--login", metavar="NAME", default="", help="sign in with this name first, where no sign-in is kept")
    made.add_argument("--plain-http", action="store_true", help="allow an unencrypted hub on another machine")
    options = made.parse_args(argv)
    command_line.speak_utf8()
    wanted = _VERBS[options.verb][1]
    if len(options.places) < wanted or (wanted == 0 and options.places):
        made.error(f"{options.verb} takes {'no' if wanted == 0 else 'a'} PATH")
    try:
        desk = open_desk(command_line.folder_of(options))
    except Problem as problem:
        return command_line.fail(options, problem)
    try:
        return _VERBS[options.verb][0](_Session(desk, options))
    except Problem as problem:
        return command_line.fail(options, problem)
    finally:
        desk.close()


class _Session:
    """One run of the command."""

    def __init__(self, desk: RealDesk, options: argparse.Namespace) -> None:
        self.desk, self.store, self.options = desk, desk.store, options
        self._safe = TokenSafe(desk.store.folder)

    def secret(self) -> tuple[str, str]:
        """What the safe keeps of the sign-in, and the hub it is for. SIGN_IN_NEEDED (reason in_memory: it went with the program
        that signed in, because nothing on this machine keeps it)."""
        open_safe(self._safe)
        if self.options.login:
            address = kept_for_now(self.desk, HUB_URL) or ""
            by_password(self.desk, self._safe, lambda: self._hub(address, Bearer(lambda: None)), address, self.options.login)
        kept, account = unseal(self.desk, self._safe), self.store.people.current()
        if account is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        if kept is None:
            raise Problem(Code.SIGN_IN_NEEDED, reason="in_memory" if self._safe.kind is SafeKind.MEMORY else "not_kept")
        return kept, account.hub_id or ""

    def key(self) -> DeviceKey:
        found = unpack(self.secret()[0])
        if found is None:  # signed in at a hub of the first wire, which knows no keys
            raise Problem(Code.BUNDLE_INVALID, reason="no_key")
        return found[1]

    def hub(self) -> HttpHub:
        secret, hub_id = self.secret()
        return self._hub(kept_for_now(self.desk, HUB_URL) or "", open_pass(secret, hub_id).credentials)

    def _hub(self, address: str, credentials: Credentials) -> HttpHub:
        return HttpHub(Exchange(
            check_address(address, plain_ok=self.options.plain_http), self.desk.device_id, credentials,
            plain_ok=self.options.plain_http, authority=authority_for(self.desk, address),
        ))

    def tell(self, **told: Any) -> None:
        if self.options.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        else:
            print(" · ".join(f"{name.replace('_', ' ')} {value}" for name, value in told.items()), flush=True)

    def each(self, places: Sequence[Path], work: Callable[[Path], None]) -> int:
        """One that cannot be used does not stop the next."""
        failed = 0
        for place in places:
            try:
                work(place)
            except Problem as problem:
                failed += 1
                print(f"{place.name}: {command_line.words_of(self.options).sentence(problem)}", file=sys.stderr, flush=True)
        if not failed:
            return command_line.DONE
        return command_line.FAILED if failed == len(places) else command_line.ATTENTION


def _pack(run: _Session) -> int:
    found = packing.pack_all(run.store, Path(run.options.places[0]), run.key())
    for handed in found:
        run.tell(file=str(handed.path), acts=handed.acts, files=handed.files, size_bytes=handed.size_bytes)
    if not found:
        run.tell(acts=0)
    return command_line.DONE


def _take(run: _Session) -> int:
    def one(path: Path) -> None:
        head = carrying.take(run.store, path)
        run.tell(bundle=head.bundle, acts=head.acts, files=head.files)

    return run.each([*_inside(run.options.places, SUFFIX)], one)


def _inside(places: Sequence[str], suffix: str) -> list[Path]:
    out: list[Path] = []
    for place in map(Path, places):
        out += [each for each in carrying.found_in(place) if each.suffix == suffix] if place.is_dir() else [place]
    return out


def _deliver(run: _Session) -> int:
    hub = run.hub()
    try:
        for slip in carrying.deliver_all(lambda job: job(run.store), hub.bundles):
            run.tell(bundle=slip.bundle, acts=slip.acts, files=slip.files)
    finally:
        hub.close()
    left = len(run.store.bundles.carried(waiting=True))
    run.tell(left=left)
    return command_line.ATTENTION if left else command_line.DONE


def _slips(run: _Session) -> int:
    folder = Path(run.options.places[0])
    for slip in run.store.bundles.slips():
        path = folder / f"{slip.bundle}{SLIP_SUFFIX}"
        try:
            run.store.files.disk.put(path, msgspec.json.encode(slip))
        except OSError as cause:
            raise Problem(Code.DISK_FAILED, errno=cause.errno or 0) from cause
        run.tell(slip=str(path))
    return command_line.DONE


def _settle(run: _Session) -> int:
    def one(path: Path) -> None:
        slip = carrying.read_slip(path)
        delivered = packing.settle(run.store, slip)
        run.tell(bundle=slip.bundle, acts=len(delivered.receipts), files=len(delivered.files))

    return run.each(_inside(run.options.places, SLIP_SUFFIX), one)


def _receive(run: _Session) -> int:
    receiver = lan.receiver_for(run.store, port=run.options.port)
    try:
        run.tell(address=f"{lan.own_address()}:{receiver.port}", code=receiver.code)
        ended, seen, left_s = threading.Event(), 0, run.options.seconds
        while left_s > 0 and not ended.wait(0.2):
            left_s -= 0.2
            for head in receiver.taken[seen:]:
                seen += 1
                run.tell(bundle=head.bundle, acts=head.acts, files=head.files)
    except KeyboardInterrupt:
        pass
    finally:
        receiver.close()
    return command_line.DONE


def _send(run: _Session) -> int:
    folder = run.store.bundles.make_folder() / "out"
    folder.mkdir(exist_ok=True)
    handed = packing.pack(run.store, folder, run.key())
    if handed is None:
        run.tell(acts=0)
        return command_line.DONE
    try:
        lan.send(run.options.places[0], run.options.code, handed.path, handed.bundle)
    finally:
        handed.path.unlink(missing_ok=True)
    run.tell(bundle=handed.bundle, acts=handed.acts, files=handed.files)
    return command_line.DONE


def _copies(run: _Session) -> int:
    copies = Copies(run.store, copies_folder(run.store.folder))
    found = copies.unknown()
    for each in found:
        run.tell(act=each.mutation, made_at=each.made_at.isoformat(), size_bytes=each.size_bytes)
        if run.options.restore:
            copies.restore(each)
    return command_line.ATTENTION if found and not run.options.restore else command_line.DONE


_VERBS: dict[str, tuple[Callable[[_Session], int], int]] = {
    "pack": (_pack, 1), "take": (_take, 1), "deliver": (_deliver, 0), "slips": (_slips, 1), "settle": (_settle, 1),
    "receive": (_receive, 0), "send": (_send, 1), "copies": (_copies, 0),
}
