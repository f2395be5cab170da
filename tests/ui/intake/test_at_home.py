"""From the home page to the table, in the product's own window: a card is put in, taken in, and left for later."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from fieldclient.work.card import mounts
from tests.ui.intake.card import make_card


def test_a_card_is_offered_taken_in_and_gone_on_with(whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = make_card(tmp_path / "EOS_DIGITAL", phone=False)
    monkeypatch.setattr(mounts, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(mounts.picking, "mounts", lambda: [card])
    window = whole()
    window.click("signIn.later")
    window.until(lambda: window.seen("home.card") is not None, "the card is offered")
    assert "EOS_DIGITAL" in window.text("home.card")
    window.click("home.card.notNow")
    assert window.seen("home.card") is None
    window.click("home.intake")
    window.until(lambda: window.seen("intake.folder.0") is not None, "the card in the list")
    window.settle()
    window.click("intake.folder.0")
    window.click("intake.start")
    room = window.room_of("intake")
    window.until(lambda: room.step == "sort" and not room.progress.running, "the table")
    assert room.table.photos == 12
    window.key(Qt.Key.Key_Escape)
    assert window.frame.property("place") == "home"
    window.settle()
    assert "EOS_DIGITAL" in str(window.find("home.intake").property("line"))
    window.click("home.intake")
    window.click("intake.makeDrafts")
    window.until(lambda: room.step == "done", "drafts")
    window.click("intake.header.back")
    assert len([name for name in window.names() if name.startswith("home.draft.")]) >= 4
    assert "EOS_DIGITAL" not in str(window.find("home.intake").property("line"))
