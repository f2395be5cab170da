"""A person's devices on their page, and what a device shows that was signed out from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from sync.engine.runner import LinkState
from tests.ui.district import District
from tests.ui.test_on_a_hub import report


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with District(tmp_path_factory.mktemp("town")) as made:
        made.serve()
        yield made


def device_of(window: Any) -> str:
    return str(window.ask(lambda desk: desk.device_id))


def test_a_device_is_signed_out_from_another_and_keeps_what_waits(whole, district: District, tmp_path) -> None:
    lost = whole(tmp_path / "lost", hub=district.url, login="wangfang")
    phone = whole(tmp_path / "phone", hub=district.url, login="wangfang")
    lost.link.set_offline(True)
    lost.do(lambda desk: report(desk, 1))
    phone.go("me")
    phone.click("me.devices")
    name = f"me.device.{device_of(lost)}"
    phone.until(lambda: phone.seen(name) is not None, "the other device is listed")
    own = phone.find(f"me.device.{device_of(phone)}")
    assert own.property("value") == "this one" and not own.property("editable")
    phone.click(name)
    phone.click("me.lostDevice.action")
    phone.until(lambda: "signed out" in str(phone.find(name).property("value")), "it is listed as signed out")
    assert phone.text("toast") == "That device is signed out at its next contact"

    lost.link.set_offline(False)
    lost.until(lambda: lost.link.status.state is LinkState.SIGNED_OUT, "it hears it at its next contact")
    lost.until(lambda: not lost.ask(lambda desk: desk.status()).signed_in, "it locks")
    problem = lost.link.status.problem
    assert problem is not None and (problem.code, problem.facts["lost"]) == ("sign_in_ended", True)
    assert not lost.ask(lambda desk: desk.outbox()), "nothing of the person is in sight"
    assert lost.ask(lambda desk: desk.store.database.number("SELECT COUNT(*) FROM mutations WHERE state = 'waiting'")) == 1
    lost.close()
    again = whole(tmp_path / "lost", hub=district.url, login="wangfang")
    again.until(lambda: again.ask(lambda desk: desk.status()).attention == 1, "it arrives, and the centre decides")
    waits = again.ask(lambda desk: desk.outbox())[0]
    assert waits.problem is not None and waits.problem.facts == {"reason": "key_ended"}


def test_the_list_needs_the_hub_and_says_so(whole, district: District) -> None:
    window = whole(hub=district.url, login="liqiang")
    window.link.set_offline(True)
    window.go("me")
    window.click("me.devices")
    window.until(lambda: "No network" in window.text("toast"))
    assert window.seen("me.endDevice") is None


def test_a_sign_in_from_before_an_update_gets_its_key_by_itself(whole, district: District, monkeypatch) -> None:
    real = district.service.admission.sign_in

    def of_the_first_wire(told):
        return real(msgspec.structs.replace(told, key="", key_proof=""))

    monkeypatch.setattr(district.service.admission, "sign_in", of_the_first_wire)
    window = whole(hub=district.url, login="zhouning")
    window.until(lambda: signed(window), "it got a key")
    window.until(lambda: window.link.status.state is LinkState.ONLINE, "and went on")


def signed(window: Any) -> bool:
    """Whether what is made now is signed."""
    window.do(lambda desk: desk.praise(None, "谢谢"))
    found = window.ask(lambda desk: desk.store.database.read("SELECT signature FROM mutations ORDER BY seq DESC LIMIT 1"))
    return bool(found[0]["signature"])
