"""Keys, carried and doubtful acts, and devices signed out from afar: the same in process, over HTTP and on another database."""

from __future__ import annotations

from typing import cast

import pytest

from fieldclient.store.keys import DeviceKey
from sync.protocol.hub import Hub
from sync.protocol.identity import Devices
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ActBody, Mutation, Outcome
from sync.protocol.people import Session, SignIn
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind, Report
from sync.protocol.sealing import Sealed, seal
from tests.sync.contract.conftest import Place


def signed_in(place: Place, login: str, device: str) -> tuple[DeviceKey, Session, Hub]:
    key = DeviceKey()
    session = place.reach(device, None).sign_in(SignIn(
        login=login, password=f"{login}-demo", device_id=device, device_name=device, key=key.public,
        key_proof=key.prove_enrolment(login, device),
    ))
    return key, session, place.reach(device, session.token)


def praise(place: Place, person: str, device: str, key: DeviceKey | None) -> Sealed:
    case_id = new_id()
    report = Report(id=case_id, kind=Kind.PRAISE, description="谢谢", created_at=place.clock())
    mutation = Mutation(
        id=new_id(), device=device, seq=1, person=person, act=Act.SUBMIT, case_id=case_id, made_at=place.clock(),
        clock_offset_s=0.0, body=ActBody(report=report),
    )
    return seal(mutation, key.sign_act if key is not None else None)


def outcomes(hub: Hub, *batch: Sealed) -> list[tuple[str, object]]:
    receipts = hub.push(batch).receipts
    return [(each.outcome.value, each.problem.facts.get("reason") if each.problem else None) for each in receipts]


def test_a_sign_in_with_a_key_is_short_and_one_without_is_not(place: Place) -> None:
    _, session, hub = signed_in(place, "wangfang", "tablet-1")
    assert session.refresh and session.lifetime_s == 900 and hub.pull(None).snapshot
    place.clock.move(minutes=16)
    with pytest.raises(Problem) as caught:
        hub.pull(None)
    assert caught.value.code is Code.SIGN_IN_EXPIRED


def test_what_was_signed_is_its_authors_in_anybodys_hands(place: Place) -> None:
    key, _, _ = signed_in(place, "wangfang", "tablet-1")
    _, _, next_one = signed_in(place, "liqiang", "tablet-1")
    signed, unsigned = praise(place, "wangfang", "tablet-1", key), praise(place, "wangfang", "tablet-1", None)
    assert outcomes(next_one, signed, unsigned, signed) == [("applied", None), ("refused", "unsigned"), ("duplicate", None)]
    case = place.case(signed.mutation.case_id)
    assert case.reporter == "wangfang" and place.find(unsigned.mutation.case_id) is None


def test_a_device_is_signed_out_from_another(place: Place) -> None:
    key, _, lost = signed_in(place, "wangfang", "lost")
    _, _, phone = signed_in(place, "wangfang", "phone")
    before = praise(place, "wangfang", "lost", key)
    since = place.clock.move(minutes=1)
    after = praise(place, "wangfang", "lost", key)
    rows = cast(Devices, phone).end_device("lost", since).devices
    assert [(row.device, row.this, row.ended_at is None) for row in rows] == [("phone", True, True), ("lost", False, False)]
    with pytest.raises(Problem) as caught:
        lost.pull(None)
    assert caught.value.code is Code.SIGN_IN_ENDED and caught.value.facts["lost"] is True
    assert outcomes(phone, before, after) == [("applied", None), ("refused", "key_ended")]


def test_signing_out_ends_the_session(place: Place) -> None:
    key, _, hub = signed_in(place, "wangfang", "tablet-1")
    report = praise(place, "wangfang", "tablet-1", key)
    hub.sign_out()
    _, session, again = signed_in(place, "wangfang", "tablet-1")
    assert again.push([report]).receipts[0].outcome is Outcome.APPLIED and session.refresh
