"""The window beside a real hub over a real socket: sign-in, sending, the switch, refusal, sign-out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from fieldclient.work.views import Delivery
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot
from sync.protocol.report import Kind
from tests.ui.district import District, picture


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> Iterator[District]:
    with District(tmp_path_factory.mktemp("town")) as made:
        made.serve()
        yield made


def report(desk: Any, number: int) -> str:
    """A complete report, sealed."""
    draft = desk.new_draft(Kind.PROBLEM)
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.place_by_hand(draft.id, 36.0702, 120.3755)
    desk.add_photo_bytes(draft.id, picture(number), shot=Shot.FAR)
    desk.add_photo_bytes(draft.id, picture(number + 50), shot=Shot.NEAR)
    return desk.submit(draft.id)


def enter(window: Any, district: District, login: str, password: str) -> None:
    window.type("signIn.hub", district.url)
    window.type("signIn.login", login)
    window.type("signIn.password", password)


def test_sign_in_by_hand_wrong_first_then_right(whole, district: District) -> None:
    window = whole()
    enter(window, district, "wangfang", "wrong")
    window.click("signIn.send")
    password = window.find("signIn.password")
    window.until(lambda: password.property("problem") == "The name or the password is wrong. Please try again.", "the sentence")
    assert window.find("signIn.login").property("text") == "wangfang", "what was typed is still there"
    window.type("signIn.password", "wangfang-demo")
    assert password.property("problem") == ""
    window.key(Qt.Key.Key_Return)
    window.until(lambda: window.seen("rail.home") is not None, "signed in")
    window.until(lambda: window.text("strip.network") == "Online")
    assert window.text("toast") == "Signed in as 王芳"
    window.click("rail.me")
    assert window.text("me.person") == "王芳"


@pytest.mark.parametrize(("address", "sentence"), [
    ("http://hub.example.cn", "The address of hub.example.cn is not encrypted (http), so nothing was sent. Use its https address."),
    ("https://", "This is not an address of a hub. It looks like https://hub.example.cn."),
    ("http://127.0.0.1:9", "No network: signing in has to wait until you are online."),
])
def test_a_wrong_address_is_told_in_a_sentence(whole, address: str, sentence: str) -> None:
    window = whole()
    window.type("signIn.hub", address)
    window.type("signIn.login", "wangfang")
    window.type("signIn.password", "x")
    window.click("signIn.send")
    room = window.room_of("signIn")
    window.until(lambda: room.property("problem") != "" and not room.property("busy"))
    assert room.property("problem") == sentence


def test_empty_fields_are_asked_for_one_after_the_other(whole) -> None:
    window = whole()
    for name, text in (("hub", "https://hub.example.cn"), ("login", "wangfang"), ("password", "")):
        window.click("signIn.send")
        assert window.find(f"signIn.{name}").property("problem")
        window.type(f"signIn.{name}", text)


def test_a_report_waits_without_a_network_and_goes_by_itself_with_one(whole, district: District) -> None:
    window = whole(hub=district.url, login="wangfang")
    window.click("rail.me")
    window.click("me.offline")
    window.until(lambda: window.text("strip.network") == "Switched off")
    case_id = window.do(lambda desk: report(desk, 1))
    window.until(lambda: window.text("strip.waiting").startswith("1 to send"), "the strip counts it")
    window.click("strip")
    entry = window.ask(lambda desk: desk.outbox()[0])
    assert entry.case_id == case_id and entry.delivery is Delivery.WAITING
    assert window.seen(f"outbox.row.{entry.mutation_id}")
    window.click("rail.me")
    window.click("me.offline")
    window.until(lambda: window.text("strip.waiting") == "all sent", "it went by itself")
    window.until(lambda: window.ask(lambda desk: desk.case(case_id)).row.number is not None, "a case number")


def test_what_is_sealed_while_online_goes_at_once(whole, district: District) -> None:
    """Nobody presses anything: the link hears of the new number and looks."""
    window = whole(hub=district.url, login="zhaomin")
    window.do(lambda desk: report(desk, 2))
    window.until(lambda: not window.ask(lambda desk: desk.outbox()), "sent")
    window.until(lambda: window.text("strip.waiting") == "all sent", "the strip says so")


def test_a_refused_act_needs_attention_and_a_person_decides(whole, district: District) -> None:
    """Two people receive one case: the second comes too late, is told so, and nothing of it is lost."""
    district.clock.to(0)
    first = whole(hub=district.url, login="liqiang")
    case_id = first.do(lambda desk: report(desk, 3))
    first.until(lambda: not first.ask(lambda desk: desk.outbox()), "sent")
    first.close()
    late = whole(district.folder / "late", hub=district.url, login="huangmin")
    late.until(lambda: any(row.id == case_id for row in late.ask(lambda desk: desk.home()).tasks), "dispatched to the department")
    late.link.set_offline(True)
    late.do(lambda desk: desk.act(case_id, Act.RECEIVE))
    early = whole(district.folder / "early", hub=district.url, login="liuyang")
    early.until(lambda: any(row.id == case_id for row in early.ask(lambda desk: desk.home()).tasks))
    early.do(lambda desk: desk.act(case_id, Act.RECEIVE))
    early.until(lambda: not early.ask(lambda desk: desk.outbox()), "received")
    late.link.set_offline(False)
    late.until(lambda: late.ask(lambda desk: desk.status()).attention == 1, "the conflict")
    late.until(lambda: late.seen("strip.attention") is not None and late.text("strip.attention") == "1 needs attention")
    late.click("strip")
    refused = late.ask(lambda desk: desk.outbox()[0])
    late.click(f"outbox.aside.{refused.mutation_id}")
    late.until(lambda: late.ask(lambda desk: desk.status()).attention == 0)
    late.until(lambda: late.seen("strip.attention") is None)


def test_signing_out_tells_what_waits_and_keeps_it(whole, district: District, tmp_path: Path) -> None:
    window = whole(hub=district.url, login="chenchen")
    window.link.set_offline(True)
    window.do(lambda desk: report(desk, 4))
    window.click("rail.me")
    window.click("me.signOut")
    assert "1 item has not been sent" in window.text("me.leave")
    window.click("me.leave.action")
    window.until(lambda: not window.ask(lambda desk: desk.status()).signed_in)
    window.until(lambda: window.text("strip.network") in ("Not signed in", "Switched off"))
    window.close()
    again = whole(tmp_path / "data", hub=district.url, login="chenchen")
    again.until(lambda: not again.ask(lambda desk: desk.outbox()), "sent after the next sign-in")
    assert again.ask(lambda desk: desk.home()).recent[0].number


def test_a_pin_keeps_the_sign_in_over_a_start(whole, district: District, tmp_path: Path) -> None:
    window = whole(hub=district.url, login="zhouning")
    if window.link.safe_kind != "memory":
        window.close()
        return
    window.click("rail.me")
    window.type("me.pin", "123")
    window.click("me.setPin")
    window.until(lambda: "too short" in str(window.find("me.pin").property("problem")), "a short PIN is refused in a sentence")
    window.type("me.pin", "314159")
    window.click("me.setPin")
    window.until(lambda: window.link.safe_kind == "pin")
    window.close()
    again = whole(tmp_path / "data", hub=district.url)
    again.until(lambda: again.seen("signIn.pin") is not None, "the PIN is asked for")
    again.type("signIn.pin", "000000")
    again.click("signIn.send")
    again.until(lambda: "tries left" in str(again.find("signIn.pin").property("problem")))
    again.type("signIn.pin", "314159")
    again.click("signIn.send")
    again.until(lambda: again.link.status.state == "online", "unlocked and online")
    assert again.seen("rail.home")
