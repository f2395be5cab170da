"""Links for setting up: what is read comes back as it was, and whatever is hostile ends in one of a few reasons."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from sync.protocol import enrolment, identity
from sync.protocol.enrolment import Policies, Setup, fingerprint, link_of, new_key, public_of, read_link
from sync.protocol.problems import Problem

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
KEY = new_key()


def setup(**more: Any) -> Setup:
    told: dict[str, Any] = {
        "hub": "https://hub.city.example:8443", "organisation": "市南区城管中心", "hub_id": "019a-hub", "key": public_of(KEY),
        "issued": int(NOW.timestamp()), "expires": int((NOW + timedelta(days=30)).timestamp()), **more}
    return Setup(**told)


def reason(link: str, now: datetime = NOW) -> object:
    with pytest.raises(Problem) as told:
        read_link(link, now)
    assert told.value.code.value == "setup_invalid"
    return told.value.facts["reason"]


def test_a_link_says_what_was_put_into_it() -> None:
    full = setup(login="wangfang", authority=b"\x30" * 500, policies=Policies(
        pin=True, lock_minutes=5, originals_when_it_costs=False, daily_mb=200, language="zh"))
    for made in (setup(), full):
        link = link_of(made, KEY)
        assert read_link(f"  {link}\n", NOW) == made
    assert len(link_of(setup(), KEY)) < 360, "a code that any camera reads"
    assert len(fingerprint(public_of(KEY)).split()) == 5


def test_one_changed_sign_is_seen() -> None:
    link = link_of(setup(login="wangfang"), KEY)
    start = len(enrolment.SCHEME) + 2
    draw = random.Random(5)
    for at in draw.sample(range(start, len(link) - 1), 120):
        other = "A" if link[at] != "A" else "B"
        assert reason(link[:at] + other + link[at + 1:]) in ("damaged", "not_one")


def test_a_code_signed_by_another_key_is_damaged() -> None:
    payload = msgspec.msgpack.encode(setup())
    stranger = link_of(setup(key=public_of(new_key())), KEY)
    assert reason(stranger) == "damaged"
    assert reason(f"{enrolment.SCHEME}1.{identity.text(payload)}.{identity.text(b'0' * 64)}") == "damaged"


@pytest.mark.parametrize("text", [
    "", "hello", "https://hub.city.example", "fieldclient://enrol", "javascript:alert(1)", "fieldclient://other/1.a.b",
    "fieldclient://enrol/1." + "A" * 4000, "fieldclient://enrol/1.网.格"])
def test_what_is_no_link_says_so(text: str) -> None:
    assert reason(text) == "not_one"


@pytest.mark.parametrize(("rest", "why"), [
    ("2.AAAA.AAAA", "newer"), ("x.AAAA.AAAA", "damaged"), ("1.AAAA", "damaged"), ("1..", "damaged"), ("1.AA AA.AA", "damaged"),
    ("1." + identity.text(b"\x91" * 900) + ".AAAA", "damaged"), ("1." + identity.text(b"\xc1") + ".AAAA", "damaged")])
def test_broken_links_have_one_reason(rest: str, why: str) -> None:
    assert reason(enrolment.SCHEME + rest) == why


def test_it_is_good_for_its_time_alone() -> None:
    link = link_of(setup(), KEY)
    assert reason(link, NOW + timedelta(days=30)) == "expired"
    assert reason(link, NOW - timedelta(days=2)) == "early"
    assert read_link(link, NOW - timedelta(hours=20)).login == "", "a new tablet's clock may be off by a zone"


@pytest.mark.parametrize("more", [
    {"hub": "https://hub.city.example@evil.example"}, {"hub": "https://user:pass@hub.city.example"},
    {"hub": "ftp://hub.city.example"}, {"hub": "https://"}, {"hub": "https://hub.city.example/?next=https://evil.example"},
    {"hub": "https://hub.city.example/#x"}, {"hub": "https://hub.city.example\\@evil.example"},
    {"hub": "https://hub.city.ex\u0430mple"}, {"hub": "https://hub%2ecity.example"}, {"hub": "https://hub.city.example:99999"},
    {"hub": "https://" + "a" * 200}, {"organisation": ""}, {"organisation": "市南区\u202e中心"}, {"organisation": "x" * 81},
    {"organisation": "one\ntwo"}, {"hub_id": ""}, {"login": "\u200b"}, {"policies": Policies(lock_minutes=0)},
    {"policies": Policies(daily_mb=-1)}, {"expires": int((NOW + timedelta(days=4000)).timestamp())},
    {"issued": int((NOW + timedelta(days=40)).timestamp())}])
def test_hostile_contents_are_refused(more: dict[str, Any]) -> None:
    assert reason(link_of(setup(**more), KEY)) == "content"


def test_what_no_code_holds_is_not_made() -> None:
    with pytest.raises(Problem) as told:
        link_of(setup(authority=b"0" * 1700), KEY)
    assert told.value.facts == {"reason": "too_large"}


def test_noise_never_gets_further_than_a_reason() -> None:
    draw = random.Random(11)
    for _ in range(400):
        raw = identity.text(draw.randbytes(draw.randint(0, 200)))
        assert reason(f"{enrolment.SCHEME}1.{raw}.{identity.text(draw.randbytes(64))}") == "damaged"
