"""Why something has not arrived, which button helps, and that every state has a way out: tables."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from fieldclient.ui.outbox.lines import HELP_ICONS, REASON_ICONS, STEP_ICONS, outbox_line
from fieldclient.ui.words import Words
from fieldclient.ui.words.outbox import OUTBOX
from fieldclient.work.hindrance import (
    Help,
    Reason,
    Situation,
    Step,
    help_for,
    reason_of,
    steps_of,
    way_reason,
)
from fieldclient.work.outbox_views import Delivery, OutboxRow, Travel
from sync.engine.lanes import Hold, TravelRules
from sync.engine.runner import LinkState, LinkStatus
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import NOON

FINE = Situation()


def row(delivery: Delivery = Delivery.WAITING, **more: object) -> OutboxRow:
    told = {
        "mutation_id": "m1", "case_id": "c1", "act": Act.SUBMIT, "title_zh": "井盖破损", "title_en": "Broken manhole cover",
        "reference": "草-7F3K", "thumbnail": None, "made_at": NOON - timedelta(minutes=7), "delivery": delivery,
        "record_arrived": False, "files": 2, "files_arrived": 0, "sent_bytes": 0, "total_bytes": 3_400_000, "attempts": 0,
        "next_try_at": None, "problem": None, **more}
    return OutboxRow(**told)  # type: ignore[arg-type]


def met(code: Code) -> Situation:
    return Situation(problem=Problem(code))


WAYS = {
    Code.NO_NETWORK: Reason.NO_NETWORK, Code.NAME_NOT_FOUND: Reason.HUB_AWAY, Code.TIMED_OUT: Reason.HUB_AWAY,
    Code.HUB_ERROR: Reason.HUB_AWAY, Code.HUB_BUSY: Reason.HUB_AWAY, Code.NOT_OUR_REPLY: Reason.HUB_AWAY,
    Code.CAPTIVE_PORTAL: Reason.PORTAL, Code.TLS_FAILED: Reason.UNTRUSTED, Code.WIRE_TOO_OLD: Reason.VERSION,
    Code.WIRE_TOO_NEW: Reason.VERSION, Code.NO_HUB_SET: Reason.NO_HUB, Code.SIGN_IN_EXPIRED: Reason.SIGNED_OUT,
    Code.SIGN_IN_ENDED: Reason.SIGNED_OUT, Code.KEYRING_MISSING: Reason.LOCKED, Code.CLOCK_WRONG: Reason.CLOCK,
    Code.PROOF_STALE: Reason.CLOCK, Code.DISK_FULL: Reason.DISK, Code.DISK_FAILED: Reason.DISK, Code.STORE_BUSY: Reason.DISK,
}


@pytest.mark.parametrize("code", WAYS)
def test_the_way_to_the_hub(code: Code) -> None:
    assert way_reason(met(code)) is WAYS[code] is reason_of(row(), met(code))


@pytest.mark.parametrize(("waiting", "now", "reason"), [
    (row(), FINE, Reason.QUEUED),
    (row(), Situation(signed_in=False, problem=Problem(Code.NO_NETWORK)), Reason.SIGNED_OUT),
    (row(), Situation(locked=True, signed_in=False), Reason.LOCKED),
    (row(), Situation(switched_off=True, problem=Problem(Code.NO_NETWORK)), Reason.SWITCHED_OFF),
    (row(), Situation(problem=Problem(Code.NO_NETWORK), syncing=True), Reason.QUEUED),
    (row(), Situation(problem=Problem(Code.TLS_FAILED), clock_wrong=True), Reason.CLOCK),
    (row(), Situation(stopped=True), Reason.STOPPED),
    (row(paused=True), Situation(stopped=True), Reason.STOPPED),
    (row(paused=True), Situation(problem=Problem(Code.NO_NETWORK)), Reason.PAUSED),
    (row(Delivery.TRAVELLING), FINE, Reason.SENDING),
    (row(behind="m0"), FINE, Reason.BEHIND),
    (row(behind="m0", behind_refused=True), met(Code.NO_NETWORK), Reason.BEHIND),
    (row(behind="m0"), met(Code.NO_NETWORK), Reason.NO_NETWORK),
    (row(problem=Problem(Code.HUB_ERROR, status=500)), FINE, Reason.AGAIN),
    (row(problem=Problem(Code.QUOTA_FULL)), FINE, Reason.QUOTA),
    (row(problem=Problem(Code.DISK_FAILED)), FINE, Reason.DISK),
    (row(record_arrived=True), Situation(held=Hold.METERED), Reason.WIFI),
    (row(record_arrived=True), Situation(held=Hold.DAILY_CAP), Reason.CAP),
    (row(record_arrived=True), Situation(held=Hold.BATTERY), Reason.BATTERY),
    (row(record_arrived=True), Situation(held=Hold.HOURS), Reason.HOURS),
    (row(), Situation(held=Hold.METERED), Reason.QUEUED),  # its words go in any case
    (row(Delivery.REFUSED, problem=Problem(Code.VERSION_CONFLICT)), met(Code.NO_NETWORK), Reason.CONFLICT),
    (row(Delivery.REFUSED, problem=Problem(Code.QUARANTINED)), FINE, Reason.DOUBTED),
    (row(Delivery.REFUSED, problem=Problem(Code.FILE_MISSING)), FINE, Reason.FILE_LOST),
    (row(Delivery.REFUSED, problem=Problem(Code.MEDIA_TOO_LARGE)), FINE, Reason.FILE_BAD),
    (row(Delivery.REFUSED, problem=Problem(Code.TOO_LATE)), FINE, Reason.REFUSED),
    (row(Delivery.REFUSED), FINE, Reason.REFUSED),
    (row(Delivery.ARRIVED), met(Code.NO_NETWORK), Reason.ARRIVED),
])
def test_the_reason(waiting: OutboxRow, now: Situation, reason: Reason) -> None:
    assert reason_of(waiting, now) is reason


def test_every_reason_is_met_in_these_tables() -> None:
    tables = [mark.args[1] for mark in test_the_reason.pytestmark]  # type: ignore[attr-defined]
    assert {case[2] for table in tables for case in table} | set(WAYS.values()) == set(Reason)


ENTRIES = [
    row(delivery, record_arrived=arrived, paused=paused, first=first, problem=Problem(code) if code else None)
    for delivery, arrived, paused, first, code in itertools.product(
        (Delivery.WAITING, Delivery.TRAVELLING, Delivery.REFUSED, Delivery.ARRIVED), (False, True), (False, True),
        (False, True), (None, *Code))
]
SITUATIONS = [
    FINE, Situation(signed_in=False), Situation(stopped=True), Situation(switched_off=True), Situation(locked=True),
    *(Situation(held=hold) for hold in Hold), *(met(code) for code in Code),
]


def test_every_state_of_an_entry_has_a_way_out_and_words() -> None:
    seen: set[Step] = set()
    helped: set[Help] = set()
    for entry in ENTRIES:
        for now in SITUATIONS:
            reason = reason_of(entry, now)
            steps, helps = steps_of(entry, reason), help_for(reason, entry)
            assert steps and len(set(steps)) == len(steps)
            assert helps is not Help.NONE or reason is Reason.SENDING, "whatever waits has one button"
            if entry.delivery is Delivery.REFUSED:
                assert Step.ASIDE in steps
            if helps.value in set(Step) and helps is not Help.OPEN:
                assert Step(helps.value) in steps, "what the button does can be done"
            seen.update(steps)
            helped.add(helps)
    assert seen == set(Step)
    assert helped | {Help.EARLIER} == set(Help)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_and_every_button_has_words_and_a_sign(language: str) -> None:
    words = Words(language)
    for reason in Reason:
        assert words.phrase(f"reason.{reason.value}") and REASON_ICONS[reason]
    for helps in Help:
        assert helps is Help.NONE or (words.phrase(f"help.{helps.value}") and HELP_ICONS[helps.value])
    for step in Step:
        assert words.phrase(f"step.{step.value}") and STEP_ICONS[step.value]
    assert {name for name in OUTBOX if name.startswith("reason.")} == {f"reason.{reason.value}" for reason in Reason}


TRAVEL = Travel(TravelRules(from_hour=18, until_hour=8), 0, Hold.HOURS, False)


def line(entry: OutboxRow, **more: object):  # noqa: ANN201 - an OutboxLine
    online = LinkStatus(state=LinkState.ONLINE)
    return outbox_line(entry, online, True, Words("en"), NOON, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("entry", "travel", "why", "helps"), [
    (row(paused=True), None, "You paused this one. It goes when you let it.", "resume"),
    (row(behind="m0"), None, "An earlier act on the same case goes first; this one follows by itself.", "earlier"),
    (row(behind="m0", behind_refused=True), None,
     "An earlier act on the same case needs your decision; this one follows it.", "earlier"),
    (row(record_arrived=True), TRAVEL, "Originals go in the hours you set (18:00–08:00).", "anyway"),
    (row(record_arrived=True), Travel(TravelRules(), 0, Hold.METERED, False),
     "Words and small pictures are there; originals wait for Wi-Fi.", "anyway"),
    (row(), Travel(TravelRules(), 0, None, True), "You paused all sending. News still comes in.", "resume_all"),
    (row(Delivery.REFUSED, problem=Problem(Code.ID_REUSED)), None,
     "The hub holds something else under this id. Yours is kept; please tell your administrator.", "aside"),
])
def test_the_sentence_and_the_button(entry: OutboxRow, travel: Travel | None, why: str, helps: str) -> None:
    told = line(entry, travel=travel)
    assert (told.why, told.helps) == (why, helps) and told.help_text


def test_what_is_left_and_each_file_are_told() -> None:
    from fieldclient.work.outbox_views import OutboxFile
    from sync.protocol.media import MediaKind

    parts = (
        OutboxFile("a", MediaKind.PHOTO, 1_000_000, 1_000_000, Delivery.ARRIVED),
        OutboxFile("b", MediaKind.VIDEO, 2_400_000, 600_000, Delivery.TRAVELLING),
        OutboxFile("c", MediaKind.PHOTO, 9, 0, Delivery.REFUSED, Problem(Code.FILE_MISSING)),
    )
    told = line(row(sent_bytes=1_600_000, parts=parts))
    assert told.left_text == "1.8 MB left"
    assert [(each["text"], each["state"], each["size"]) for each in told.files] == [
        ("Photo 1", "Arrived", "1.0 MB"), ("Video 2", "Sending", "0.6 MB of 2.4 MB"), ("Photo 3", "Needs attention", "0 kB of 1 kB"),
    ]
    assert told.files[1]["progress"] == 0.25 and told.files[2]["problem"]
