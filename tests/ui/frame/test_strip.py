"""The strip never lies: each state of the way and of the store has its words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.ui.frame.strip import last_look, network_word, strip_of
from fieldclient.ui.words import Words
from fieldclient.work.views import Status
from sync.engine.runner import LinkState, LinkStatus
from sync.protocol.problems import Code, Problem

NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
NO_NETWORK = Problem(Code.NO_NETWORK).to_wire()


def status(**more) -> Status:
    return Status(**{"waiting": 0, "waiting_bytes": 0, "travelling": 0, "attention": 0, "drafts": 0, "as_of": None,
                     "clock_offset_s": None, "signed_in": True, "person": None, **more})


def link(state: LinkState, **more) -> LinkStatus:
    return LinkStatus(state=state, **more)


@pytest.mark.parametrize(("way", "signed_in", "word"), [
    (None, True, "starting"),
    (link(LinkState.STARTING), True, "starting"),
    (link(LinkState.SYNCING), True, "syncing"),
    (link(LinkState.ONLINE), True, "online"),
    (link(LinkState.OFFLINE, problem=NO_NETWORK), True, "offline"),
    (link(LinkState.OFFLINE, problem=Problem(Code.CAPTIVE_PORTAL).to_wire()), True, "hub_away"),
    (link(LinkState.OFFLINE, problem=Problem(Code.HUB_ERROR, status=502).to_wire()), True, "hub_away"),
    (link(LinkState.ONLINE, switched_off=True), True, "no_signal"),
    (link(LinkState.SIGNED_OUT), True, "signed_out"),
    (link(LinkState.SIGNED_OUT), False, "signed_out"),
    (link(LinkState.ONLINE), False, "signed_out"),
    (link(LinkState.BLOCKED, problem=Problem(Code.WIRE_TOO_OLD).to_wire()), True, "blocked"),
    (link(LinkState.STOPPED), True, "starting"),
])
def test_the_network_word(way: LinkStatus | None, signed_in: bool, word: str) -> None:
    assert network_word(way, signed_in) == word


@pytest.mark.parametrize("state", list(LinkState))
def test_every_state_has_words_and_an_icon(state: LinkState) -> None:
    strip = strip_of(status(), link(state), Words("zh"), NOW)
    assert strip.network and strip.network_icon


def test_what_waits_is_counted_with_its_size() -> None:
    strip = strip_of(status(waiting=3, waiting_bytes=4_200_000), link(LinkState.ONLINE), Words("zh"), NOW)
    assert (strip.waiting, strip.waits) == ("3 条待发 · 4.2 MB", True)
    strip = strip_of(status(waiting=1, waiting_bytes=900), link(LinkState.ONLINE), Words("en"), NOW)
    assert strip.waiting == "1 to send · 1 kB"


def test_nothing_waits_and_nothing_needs_attention() -> None:
    strip = strip_of(status(), link(LinkState.ONLINE), Words("zh"), NOW)
    assert (strip.waiting, strip.waits, strip.attention, strip.clock) == ("全部已送达", False, "", "")


def test_attention_is_counted() -> None:
    assert strip_of(status(attention=2), link(LinkState.ONLINE), Words("en"), NOW).attention == "2 need attention"


def test_as_of_tells_when_the_last_pull_finished() -> None:
    at = NOW - timedelta(minutes=5)
    words = Words("zh")
    assert strip_of(status(as_of=at), link(LinkState.ONLINE), words, NOW).as_of == f"截至 {words.clock(at)}"
    assert strip_of(status(), link(LinkState.ONLINE), words, NOW).as_of == "尚未同步"


def test_a_wrong_clock_is_told() -> None:
    wrong = Problem(Code.CLOCK_WRONG, offset_s=-3600.0).to_wire()
    assert "1 小时" in strip_of(status(), link(LinkState.ONLINE, clock=wrong), Words("zh"), NOW).clock


@pytest.mark.parametrize(("more", "way", "minutes_ago"), [
    ({}, {}, 60),
    ({"link_at": NOW - timedelta(minutes=5)}, {}, 5),
    ({"link_at": NOW - timedelta(minutes=5), "link_problem": Problem(Code.NO_NETWORK)}, {}, 60),
    ({}, {"last_success_at": NOW - timedelta(minutes=2)}, 2),
    ({"link_at": NOW - timedelta(minutes=90)}, {}, 60),
])
def test_a_cycle_that_had_nothing_to_fetch_counts_as_a_look(more: dict, way: dict, minutes_ago: int) -> None:
    known = status(as_of=NOW - timedelta(hours=1), **more)
    assert last_look(known, link(LinkState.OFFLINE, **way)) == NOW - timedelta(minutes=minutes_ago)


def test_a_device_that_never_pulled_for_this_person_says_so() -> None:
    assert last_look(status(link_at=NOW), link(LinkState.ONLINE, last_success_at=NOW)) is None
