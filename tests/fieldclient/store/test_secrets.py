"""Where tokens are kept, on a machine with a secret service, with a bad one, and with none."""

from __future__ import annotations

import logging
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from fieldclient.store.pin_vault import FREE_TRIES, MOST_TRIES, Kdf, PinVault, wait_left_s
from fieldclient.store.secrets import SafeKind, TokenSafe, account_name
from fieldclient.store.trusted_keyring import (
    CHOICE,
    TRUSTED,
    NoAnswer,
    TrustedKeyring,
    bounded,
    find,
    full_name,
)
from sync.protocol.problems import Code, Problem

CHEAP = Kdf(time_cost=1, memory_kib=8, lanes=1)
ME, OTHER = account_name("device", "hub", "me"), account_name("device", "hub", "other")
T0 = datetime(2026, 3, 2, tzinfo=UTC)


class Good(KeyringBackend):
    """A secret service in memory, shared by all instances as a real one is."""

    priority = 5
    kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgets(Good):
    def set_password(self, service: str, username: str, password: str) -> None:
        return None


class Mangles(Good):
    def get_password(self, service: str, username: str) -> str | None:
        found = super().get_password(service, username)
        return found and found.upper()


class NeverDeletes(Good):
    def delete_password(self, service: str, username: str) -> None:
        return None


class Talks(Good):
    """Its error quotes what it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"could not keep {password}")


class Hangs(Good):
    """`asked`: what it was asked for, in order; it answers nothing before it is let go."""

    let_go = threading.Event()
    asked: list[str] = []

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked.append("put")
        assert self.let_go.wait(100), "nobody left it behind"

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append("get")
        return super().get_password(service, username)


class NotHere(Good):
    @property
    def priority(self) -> float:
        raise RuntimeError("no daemon")


ALL = (Good, Forgets, Mangles, NeverDeletes, Talks, Hangs, NotHere)
OURS = tuple(full_name(kind) for kind in ALL)


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    Good.kept.clear()
    Hangs.let_go.clear()
    Hangs.asked.clear()
    yield
    Hangs.let_go.set()


def found(*kinds: type[KeyringBackend], trusted: tuple[str, ...] = OURS, timeout_s: float = 60.0) -> TrustedKeyring | None:
    return find("test", trusted=trusted, candidates=kinds, timeout_s=timeout_s)


def test_a_trusted_service_that_keeps_its_word_is_used_and_left_clean() -> None:
    keyring = found(Good)
    assert keyring is not None and keyring.name == full_name(Good)
    assert Good.kept == {}


@pytest.mark.parametrize("kind", [Forgets, Mangles, NeverDeletes, Talks, NotHere])
def test_a_service_that_does_not_keep_its_word_is_not_used(kind: type[KeyringBackend]) -> None:
    assert found(kind) is None
    assert found(kind, Good) is not None  # and does not stand in the way of a good one


@pytest.mark.parametrize("kind", [null.Keyring, fail.Keyring, chainer.ChainerBackend])
def test_keyrings_own_stand_ins_are_neither_trusted_nor_believed(kind: type[KeyringBackend]) -> None:
    assert full_name(kind) not in TRUSTED
    assert found(kind, trusted=TRUSTED) is None
    assert found(kind, trusted=(full_name(kind),)) is None  # were it in the list, the round trip would find it out


def test_what_is_not_in_the_list_is_not_even_asked() -> None:
    assert found(Good, trusted=TRUSTED) is None and Good.kept == {}


def test_a_service_that_hangs_costs_its_time_once() -> None:
    assert found(Hangs, timeout_s=0.2) is None  # it hangs still
    keyring = TrustedKeyring(Hangs(), "test", 0.2)
    with pytest.raises(NoAnswer):
        keyring.put("a", "b")
    Hangs.let_go.wait(0.5)  # so that even a thread that was late has asked
    asked = list(Hangs.asked)
    with pytest.raises(NoAnswer):
        keyring.get("a")
    assert Hangs.asked == asked, "it was asked again"


def test_bounded_gives_the_result_or_the_error() -> None:
    assert bounded(lambda: 7, 60) == 7
    with pytest.raises(ZeroDivisionError):
        bounded(lambda: 1 // 0, 60)


def test_whoever_chose_no_keyring_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOICE, "keyring.backends.null.Keyring")
    assert found(Good) is None
    monkeypatch.setenv(CHOICE, full_name(Good))
    assert found(Good) is not None


def test_the_real_backends_are_where_the_list_says() -> None:
    from fieldclient.store.trusted_keyring import _importable
    assert {full_name(kind) for kind in _importable(TRUSTED)} >= {
        "keyring.backends.SecretService.Keyring", "keyring.backends.libsecret.Keyring", "keyring.backends.kwallet.DBusKeyring",
    }


SCRIPT = """
from fieldclient.store.trusted_keyring import find
print(find("fieldclient-test", timeout_s=2.0))
"""


@pytest.mark.parametrize("bus", ["there is none", "it never answers"])
def test_a_machine_without_secret_service_is_told_in_time_and_no_terminal_is_asked(bus: str, tmp_path: Path) -> None:
    """The real backends, in a process of its own, against a session bus that is not there or that hangs."""
    path = tmp_path / "bus"
    server = socket.socket(socket.AF_UNIX)
    if bus == "it never answers":
        server.bind(str(path))
        server.listen()
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={path}"}
    environment.pop(CHOICE, None)
    with server:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment,
            timeout=110, cwd=Path(__file__).parents[3],
        )
    assert done.stdout.split() == ["None"] and done.stderr == "" and done.returncode == 0


# The safe


def safe(folder: Path, keyring: bool = False, clock: datetime = T0) -> TokenSafe:
    made = TokenSafe(
        folder, find_keyring=(lambda: found(Good)) if keyring else (lambda: None), clock=lambda: clock, kdf=CHEAP
    )
    made.open()
    return made


def test_with_a_secret_service_tokens_outlive_the_run_and_no_file_is_written(tmp_path: Path) -> None:
    first = safe(tmp_path, keyring=True)
    assert first.keep(ME, "token-1") is SafeKind.KEYRING and first.problem is None
    again = safe(tmp_path, keyring=True)
    assert again.token(ME) == "token-1" and again.token(OTHER) is None
    again.forget(ME)
    again.forget(ME)
    assert safe(tmp_path, keyring=True).token(ME) is None and list(tmp_path.iterdir()) == []


def test_without_one_and_without_a_pin_tokens_last_for_this_run_and_it_says_so(tmp_path: Path) -> None:
    first = safe(tmp_path)
    assert first.keep(ME, "token-1") is SafeKind.MEMORY and first.token(ME) == "token-1"
    assert first.problem is not None and first.problem.code is Code.KEYRING_MISSING
    assert safe(tmp_path).token(ME) is None and list(tmp_path.iterdir()) == []


def test_under_a_pin_tokens_outlive_the_run_but_only_the_pin_opens_them(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.keep(ME, "token-1")
    first.set_pin("314159")
    assert first.kind is SafeKind.PIN and first.problem is None and not first.locked
    first.keep(OTHER, "token-2")
    second = safe(tmp_path)
    assert (second.kind, second.locked, second.token(ME)) == (SafeKind.PIN, True, None)
    with pytest.raises(Problem) as caught:
        second.unlock("271828")
    assert (caught.value.code, caught.value.facts) == (Code.PIN_WRONG, {"tries_left": MOST_TRIES - 1})
    second.unlock("314159")
    assert (second.token(ME), second.token(OTHER), second.locked) == ("token-1", "token-2", False)
    second.forget(ME)
    third = safe(tmp_path)
    third.unlock("314159")
    assert third.token(ME) is None and third.token(OTHER) == "token-2"


def test_the_file_is_private_and_holds_no_token(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.keep(ME, "token-1")
    first.set_pin("314159")
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"token-1" not in path.read_bytes() and b"314159" not in path.read_bytes()
    assert "token-1" not in repr(first) and "token-1" not in repr(vars(first)["_vault"])


def test_the_same_table_is_never_sealed_to_the_same_bytes(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.set_pin("314159")
    boxes = set()
    for _ in range(5):
        first.keep(ME, "token-1")
        boxes.add((tmp_path / "secrets.sealed").read_bytes())
    assert len(boxes) == 5


def test_signing_in_and_out_while_locked_is_not_forgotten_by_unlocking(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.keep(ME, "old")
    first.keep(OTHER, "token-2")
    first.set_pin("314159")
    second = safe(tmp_path)
    second.forget(OTHER)
    assert second.keep(ME, "new") is SafeKind.PIN and second.token(ME) == "new"
    second.unlock("314159")
    assert second.token(ME) == "new" and second.token(OTHER) is None
    third = safe(tmp_path)
    third.unlock("314159")
    assert third.token(ME) == "new" and third.token(OTHER) is None


@pytest.mark.parametrize("pin", ["", "1", "12345"])
def test_a_short_pin_is_told_and_changes_nothing(tmp_path: Path, pin: str) -> None:
    made = safe(tmp_path)
    with pytest.raises(Problem) as caught:
        made.set_pin(pin)
    assert caught.value.code is Code.BODY_INVALID and caught.value.facts["field"] == "pin"
    assert made.kind is SafeKind.MEMORY and list(tmp_path.iterdir()) == []


def test_wrong_pins_cost_more_and_more_time_across_restarts_and_the_last_forgets_the_tokens(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.keep(ME, "token-1")
    first.set_pin("314159")
    now, waits = T0, []
    for left in range(MOST_TRIES - 1, -1, -1):
        made = safe(tmp_path, clock=now)  # a new run each time: the count is on the disk
        with pytest.raises(Problem) as caught:
            made.unlock("000000")
        assert caught.value.facts == {"tries_left": left}
        if left == 0:
            break
        with_right_pin = safe(tmp_path, clock=now)
        failed = MOST_TRIES - left
        if failed >= FREE_TRIES:
            with pytest.raises(Problem) as blocked:
                with_right_pin.unlock("314159")
            assert blocked.value.code is Code.SIGN_IN_BLOCKED
            waits.append(blocked.value.facts["retry_after_s"])
            now += timedelta(seconds=float(waits[-1]))
    assert waits == [30.0 * 2**i for i in range(MOST_TRIES - FREE_TRIES)]
    assert made.kind is SafeKind.MEMORY and made.problem is not None
    assert safe(tmp_path).kind is SafeKind.MEMORY and not (tmp_path / "secrets.sealed").exists()


def test_the_right_pin_after_wrong_ones_starts_the_count_anew(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.set_pin("314159")
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            with pytest.raises(Problem):
                safe(tmp_path).unlock("000000")
        safe(tmp_path).unlock("314159")


def test_a_power_cut_while_a_pin_is_checked_gives_no_free_guess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safe(tmp_path).set_pin("314159")

    class PowerCut(BaseException):
        pass

    def cut(*args: object) -> bytes:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(Kdf, "key", cut)
        for _ in range(FREE_TRIES):
            with pytest.raises(PowerCut):
                safe(tmp_path).unlock("000000")
    with pytest.raises(Problem) as caught:
        safe(tmp_path).unlock("314159")
    assert caught.value.code is Code.SIGN_IN_BLOCKED


@given(failed=st.integers(0, 40), past=st.floats(-1e8, 1e8))
def test_a_wait_is_never_longer_than_it_was_set_whatever_the_clock_does(failed: int, past: float) -> None:
    left = wait_left_s(failed, T0, T0 + timedelta(seconds=past))
    full = wait_left_s(failed, T0, T0)
    assert 0 <= left <= full and (full == 0) == (failed < FREE_TRIES)


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"version":1}', b"\xff" * 200, b'{"version":1,"kdf":{},"salt":"!","nonce":"","box":""}'])
def test_a_spoilt_file_is_put_aside_and_the_person_signs_in_again(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / "secrets.sealed").write_bytes(spoilt)
    made = safe(tmp_path)
    assert made.kind is SafeKind.MEMORY
    assert (tmp_path / "secrets.unreadable").read_bytes() == spoilt
    made.keep(ME, "token-1")
    made.set_pin("314159")
    assert not made.locked


@pytest.mark.parametrize("where", ["box", "nonce", "salt"])
def test_meddling_with_the_file_opens_nothing(tmp_path: Path, where: str) -> None:
    import msgspec
    first = safe(tmp_path)
    first.keep(ME, "token-1")
    first.set_pin("314159")
    path = tmp_path / "secrets.sealed"
    table = msgspec.json.decode(path.read_bytes())
    table[where] = ("B" if table[where][0] == "A" else "A") + table[where][1:]
    path.write_bytes(msgspec.json.encode(table))
    made = safe(tmp_path)
    with pytest.raises(Problem) as caught:
        made.unlock("314159")
    assert caught.value.code is Code.PIN_WRONG and made.token(ME) is None


def test_meddling_with_the_count_gives_no_free_tries(tmp_path: Path) -> None:
    safe(tmp_path).set_pin("314159")
    (tmp_path / "secrets.tries").write_bytes(b"nonsense")
    with pytest.raises(Problem) as caught:
        safe(tmp_path).unlock("314159")
    assert caught.value.code is Code.SIGN_IN_BLOCKED


def test_a_forgotten_pin_costs_a_sign_in_and_nothing_else(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.keep(ME, "token-1")
    first.set_pin("314159")
    second = safe(tmp_path)
    second.remove_pin()
    assert second.kind is SafeKind.MEMORY and second.token(ME) is None
    assert list(tmp_path.iterdir()) == []


def test_removing_the_pin_moves_tokens_to_a_secret_service_that_has_come(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.keep(ME, "token-1")
    first.set_pin("314159")
    second = safe(tmp_path, keyring=True)
    assert second.kind is SafeKind.PIN  # their choice stays until they change it
    second.unlock("314159")
    second.remove_pin()
    assert second.kind is SafeKind.KEYRING and safe(tmp_path, keyring=True).token(ME) == "token-1"


def test_a_pin_is_not_offered_where_the_system_keeps_tokens_nor_while_locked(tmp_path: Path) -> None:
    for made in (safe(tmp_path / "a", keyring=True),):
        with pytest.raises(Problem):
            made.set_pin("314159")
    safe(tmp_path / "b").set_pin("314159")
    locked = safe(tmp_path / "b")
    with pytest.raises(Problem):
        locked.set_pin("000000")  # would take the place of tokens nobody has opened
    locked.unlock("314159")
    locked.set_pin("999999")
    safe(tmp_path / "b").unlock("999999")


def test_a_service_that_fails_later_makes_it_a_memory_run_and_loses_nothing_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = safe(tmp_path, keyring=True)
    monkeypatch.setattr(Good, "set_password", Talks.set_password)
    assert made.keep(ME, "token-1") is SafeKind.MEMORY
    assert made.token(ME) == "token-1" and made.problem is not None
    assert "token-1" not in caplog.text


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    from fieldclient.store.disk import Disk

    class Full(Disk):
        full = False

        def write(self, file, data) -> None:  # type: ignore[no-untyped-def]
            if self.full:
                raise OSError(28, "No space left on device")
            super().write(file, data)

    disk = Full()
    vault = PinVault(tmp_path, disk=disk, kdf=CHEAP, clock=lambda: T0)
    vault.create("314159", {ME: "token-1"})
    disk.full = True
    with pytest.raises(Problem) as caught:
        vault.save({ME: "token-2"})
    assert caught.value.code is Code.DISK_FULL
    disk.full = False
    assert PinVault(tmp_path, kdf=CHEAP, clock=lambda: T0).unlock("314159") == {ME: "token-1"}


def test_the_real_cost_of_a_guess_is_felt() -> None:
    started = time.process_time()
    assert Kdf().key("314159", b"0" * 16) != Kdf().key("314158", b"0" * 16)
    assert time.process_time() - started > 0.02
