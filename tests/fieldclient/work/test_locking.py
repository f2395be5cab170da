"""People who share a tablet: locks, wrong PINs, forgotten PINs, and that nobody finds what is another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldclient.store.pin_vault import FREE_TRIES, MOST_TRIES, Kdf
from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.store.trusted_keyring import TrustedKeyring
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.asked import MUST_LOCK
from fieldclient.work.locking import HAS_LOCK, MARK, Doors, door_is_shut, known_people, minutes
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import LI, WANG, TestClock, filed, photo, session
from tests.fieldclient.store.test_secrets import Good

CHEAP = Kdf(time_cost=1, memory_kib=8, lanes=1)
PIN, OTHER = "314159", "271828"


class Tablet:
    """A desk with its doors; `again` is the next start of the app."""

    def __init__(self, folder: Path, keyring: bool) -> None:
        self.folder, self.keyring, self.clock = folder, keyring, TestClock()
        self.again()

    def again(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
        self.desk: RealDesk = open_desk(self.folder, clock=self.clock, reserve_bytes=0)
        find: Callable[[], TrustedKeyring | None] = (lambda: TrustedKeyring(Good(), "test")) if self.keyring else (lambda: None)
        self.safe = TokenSafe(self.folder, find_keyring=find, clock=self.clock, kdf=CHEAP)
        self.safe.open()
        self.doors = Doors(lambda job: job(self.desk), self.safe, self.safe.locks)
        self.doors.look(starting=True)

    def sign_in(self, person: Any, secret: str) -> None:
        self.desk.signed_in(session(person))
        self.safe.keep(self.account(person), secret)
        self.doors.drop(person.id)

    def account(self, person: Any) -> str:
        return account_name(self.desk.device_id, "hub-1", person.id)

    @property
    def current(self) -> str:
        return self.desk.store.people.current_id()


@pytest.fixture(params=[False, True], ids=["no keyring", "keyring"])
def tablet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tablet]:
    Good.kept.clear()
    made = Tablet(tmp_path / "data", request.param)
    yield made
    made.desk.close()


def refused(work: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as told:
        work()
    return told.value


def test_a_start_is_shut_until_the_pin_and_the_sign_in_is_there_again(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    assert not tablet.doors.shut_now(), "without a PIN there would be no way back in"
    tablet.doors.set_pin(PIN)
    assert not tablet.doors.shut and tablet.doors.has_lock and (tablet.folder / MARK).exists()
    tablet.again()
    assert tablet.doors.shut and door_is_shut(tablet.desk.store)
    assert (tablet.safe.token(tablet.account(WANG)) is not None) == tablet.keyring, "what travels goes on where a keyring holds it"
    assert refused(lambda: tablet.doors.open("000000")).facts == {"tries_left": MOST_TRIES - 1}
    assert tablet.doors.open(PIN) is False
    assert not tablet.doors.shut and tablet.safe.token(tablet.account(WANG)) == "token-wang"
    assert tablet.doors.shut_now() and tablet.doors.shut
    tablet.doors.open(PIN)
    tablet.doors.remove_pin()
    tablet.again()
    assert not tablet.doors.shut and not (tablet.folder / MARK).exists()


def test_waits_after_wrong_pins_outlive_a_restart(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    tablet.doors.set_pin(PIN)
    for _ in range(FREE_TRIES):
        refused(lambda: tablet.doors.open("000000"))
    tablet.again()
    assert refused(lambda: tablet.doors.open(PIN)).code is Code.SIGN_IN_BLOCKED
    tablet.clock.go(seconds=31)
    tablet.doors.open(PIN)
    assert not tablet.doors.shut


def test_the_last_wrong_pin_costs_the_sign_in_and_no_work(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    filed(tablet.desk.store, photo(1))
    tablet.doors.set_pin(PIN)
    tablet.again()
    for _ in range(MOST_TRIES):
        tablet.clock.go(hours=12)
        problem = refused(lambda: tablet.doors.open("000000"))
    assert problem.facts == {"tries_left": 0}
    assert tablet.current == "" and not tablet.desk.outbox() and tablet.safe.token(tablet.account(WANG)) is None
    assert door_is_shut(tablet.desk.store), "the list of people, not anybody's work"
    assert refused(lambda: tablet.doors.open(PIN, WANG.id)).code is Code.SIGN_IN_NEEDED
    tablet.sign_in(WANG, "another")
    assert len(tablet.desk.outbox()) == 1 and not tablet.doors.has_lock


def test_whoever_deletes_the_file_of_the_lock_opens_nothing(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    tablet.doors.set_pin(PIN)
    for path in (tablet.folder / "locks").rglob("secrets.*"):
        path.unlink()
    (tablet.folder / MARK).unlink()
    tablet.again()
    assert tablet.doors.shut
    assert refused(lambda: tablet.doors.open(PIN)).code is Code.SIGN_IN_NEEDED
    assert tablet.current == ""


def test_two_people_each_by_their_own_pin_and_each_with_their_own_work(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    filed(tablet.desk.store, photo(1))
    tablet.doors.set_pin(PIN)
    assert tablet.doors.leave() and tablet.current == ""
    assert not tablet.desk.outbox() and not tablet.desk.drafts()
    tablet.sign_in(LI, "token-li")
    tablet.doors.set_pin(OTHER)
    assert [(each.id, each.lock, each.waiting) for each in known_people(tablet.desk.store)] == [
        (LI.id, True, 0), (WANG.id, True, 1)]
    assert not tablet.desk.outbox()
    tablet.again()
    assert tablet.doors.shut and tablet.current == LI.id
    assert refused(lambda: tablet.doors.open(OTHER, WANG.id)).code is Code.PIN_WRONG, "one's PIN is not the other's"
    assert tablet.doors.open(PIN, WANG.id) is True
    assert tablet.current == WANG.id and len(tablet.desk.outbox()) == 1 and not tablet.doors.shut
    held = {person.id: tablet.safe.token(tablet.account(person)) for person in (WANG, LI)}
    assert held == {WANG.id: "token-wang", LI.id: "token-li" if tablet.keyring else None}, "sealed again, with its person gone"
    tablet.doors.open(OTHER, LI.id)
    assert tablet.safe.token(tablet.account(LI)) == "token-li"


def test_what_was_begun_while_nobody_worked_here_is_whose_pin_comes_next(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    tablet.doors.set_pin(PIN)
    tablet.doors.leave()
    draft = tablet.desk.new_draft()
    tablet.doors.open(PIN, WANG.id)
    assert [each.id for each in tablet.desk.drafts()] == [draft.id]


def test_who_has_no_pin_hands_nothing_over(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    assert not tablet.doors.leave() and tablet.current == WANG.id


def test_the_organisation_may_ask_for_a_lock(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    tablet.doors.set_pin(PIN)
    tablet.doors.set_minutes(0)
    assert minutes(tablet.desk.store) == 0
    tablet.desk.set_setting(MUST_LOCK, "1")
    assert minutes(tablet.desk.store) == 5
    assert refused(tablet.doors.remove_pin).code is Code.FORBIDDEN
    assert refused(lambda: tablet.doors.set_pin("123")).facts["field"] == "pin"


def test_a_new_key_is_sealed_under_the_same_pin(tmp_path: Path) -> None:
    tablet = Tablet(tmp_path / "data", keyring=False)
    tablet.sign_in(WANG, "old")
    tablet.doors.set_pin(PIN)
    tablet.doors.renewed(WANG.id, tablet.account(WANG), "new")
    tablet.again()
    tablet.doors.open(PIN)
    assert tablet.safe.token(tablet.account(WANG)) == "new"
    tablet.desk.close()


def test_the_one_pin_of_an_older_version_becomes_each_persons_own(tmp_path: Path) -> None:
    tablet = Tablet(tmp_path / "data", keyring=False)
    tablet.sign_in(LI, "token-li")
    tablet.sign_in(WANG, "token-wang")
    tablet.safe.set_pin(PIN)
    tablet.again()
    assert tablet.safe.locked and not tablet.doors.shut
    assert refused(lambda: tablet.doors.open_old("000000")).code is Code.PIN_WRONG
    tablet.doors.open_old(PIN)
    assert not tablet.safe.locked and tablet.doors.has_lock and not tablet.doors.shut
    tablet.again()
    assert tablet.doors.shut
    tablet.doors.open(PIN, LI.id)
    assert tablet.current == LI.id and tablet.safe.token(tablet.account(LI)) == "token-li"
    tablet.desk.close()


def test_the_waiting_clock_set_back_never_waits_longer(tablet: Tablet) -> None:
    tablet.sign_in(WANG, "token-wang")
    tablet.doors.set_pin(PIN)
    for _ in range(FREE_TRIES):
        refused(lambda: tablet.doors.open("000000"))
    tablet.clock.at -= timedelta(days=400)
    assert float(refused(lambda: tablet.doors.open(PIN)).facts["retry_after_s"] or 0) <= 30
    assert tablet.desk.setting(HAS_LOCK + WANG.id) == "1"
