"""Who is let in, for how long, and what stops guessing."""

from __future__ import annotations

import pytest

from sync.hub.service import HubService
from sync.protocol.people import Role, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import WIRE
from tests.sync.contract.conftest import Place


def try_in(place: Place, login: str = "wangfang", password: str = "wangfang-demo", device: str = "tablet-1"):
    return place.reach(device, None).sign_in(SignIn(login=login, password=password, device_id=device))


def refused(code: Code, ask: object, *args: object, **more: object) -> Problem:
    with pytest.raises(Problem) as caught:
        ask(*args, **more)
    assert caught.value.code is code
    return caught.value


def test_anybody_may_ask_who_the_hub_is(place: Place) -> None:
    info = place.reach("tablet-1", None).hello()
    assert (info.wire, info.jurisdiction, info.hub_time) == (WIRE, "370202", place.clock())
    assert info.hub_id == place.service.hub_id


def test_the_right_password_gives_a_token_for_this_device(place: Place) -> None:
    session = try_in(place)
    assert session.person.name == "王芳" and session.person.roles == (Role.COLLECTOR,)
    assert session.person.grids == ("370202001001001", "370202001001002")
    assert (session.expires_at - place.clock()).days == 90
    assert place.reach("tablet-1", session.token).pull(None).snapshot


def test_a_wrong_password_and_an_unknown_login_are_told_alike(place: Place) -> None:
    wrong = refused(Code.SIGN_IN_WRONG, try_in, place, password="wrong")
    unknown = refused(Code.SIGN_IN_WRONG, try_in, place, login="nobody")
    assert wrong.facts == unknown.facts == {}
    refused(Code.SIGN_IN_WRONG, try_in, place, password="x" * 10_000)


def test_guessing_is_braked_and_the_brake_is_let_go(place: Place) -> None:
    for _ in range(5):
        refused(Code.SIGN_IN_WRONG, try_in, place, password="wrong")
    blocked = refused(Code.SIGN_IN_BLOCKED, try_in, place)  # even the right one
    assert blocked.facts["retry_after_s"] == 30
    assert try_in(place, login="liqiang", password="liqiang-demo").person.name == "李强"
    place.clock.move(seconds=31)
    refused(Code.SIGN_IN_WRONG, try_in, place, password="wrong")
    assert refused(Code.SIGN_IN_BLOCKED, try_in, place).facts["retry_after_s"] == 60
    place.clock.move(seconds=61)
    assert try_in(place).person.name == "王芳"
    refused(Code.SIGN_IN_WRONG, try_in, place, password="wrong")
    assert try_in(place).person.name == "王芳"


def test_the_brake_has_an_end(place: Place) -> None:
    for _ in range(30):
        with pytest.raises(Problem) as caught:
            try_in(place, password="wrong")
        if caught.value.code is Code.SIGN_IN_BLOCKED:
            assert caught.value.facts["retry_after_s"] <= 900
            place.clock.move(seconds=caught.value.facts["retry_after_s"] + 1)


def test_signing_out_ends_every_token_of_the_device_and_is_harmless_twice(place: Place) -> None:
    first, second = try_in(place), try_in(place)
    other = try_in(place, device="tablet-2")
    hub = place.reach("tablet-1", first.token)
    hub.sign_out()
    place.reach("tablet-1", first.token).sign_out()
    for token in (first.token, second.token):
        refused(Code.SIGN_IN_EXPIRED, place.reach("tablet-1", token).pull, None)
    assert place.reach("tablet-2", other.token).pull(None).snapshot


def test_a_token_lives_while_it_is_used_and_ends_when_it_is_not(place: Place) -> None:
    session = try_in(place)
    for _ in range(4):
        place.clock.move(days=80)
        place.reach("tablet-1", session.token).pull(None)
    place.clock.move(days=91)
    refused(Code.SIGN_IN_EXPIRED, place.reach("tablet-1", session.token).pull, None)


def test_a_made_up_token_is_no_token(place: Place) -> None:
    for token in ("x", "x" * 5000, try_in(place).token + "x"):
        refused(Code.SIGN_IN_NEEDED, place.reach("tablet-1", token).pull, None)


def test_who_left_is_out_at_once(place: Place) -> None:
    session = try_in(place)
    place.retire("wangfang")
    refused(Code.SIGN_IN_EXPIRED, place.reach("tablet-1", session.token).pull, None)
    refused(Code.SIGN_IN_WRONG, try_in, place)


def test_a_token_and_a_password_are_nowhere_in_the_data_folder(place: Place) -> None:
    session = try_in(place)
    service: HubService = place.service
    with service.database.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 1")
    for path in place.folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert session.token.encode() not in raw and b"wangfang-demo" not in raw
