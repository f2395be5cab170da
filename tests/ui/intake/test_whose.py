"""Whose card is it? Somebody signs out, in, or another person comes in the middle: nothing is lost, nobody gets what is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from sync.protocol.people import Person
from tests.ui.evidence.stage import COLLECTOR, HANDLER, Theatre, session_of
from tests.ui.intake.card import make_card
from tests.ui.intake.conftest import PutOn, take_in
from tests.ui.intake.test_taking import Gate, ended, start


def comes(stage: Theatre, person: Person) -> None:
    stage.do(lambda desk: desk.signed_in(session_of(person)))


def sorted_out(stage: Theatre) -> bool:
    return stage.room.step == "sort" and ended(stage)


def test_a_table_is_of_one_person_and_waits_for_them(put_on: PutOn, tmp_path: Path) -> None:
    stage = put_on()
    take_in(stage, make_card(tmp_path / "EOS", phone=False))
    stage.room.clocks.step(30.0)
    stage.settle()
    before = stage.room.table.sorting
    stage.do(lambda desk: desk.signed_out())
    assert stage.room.step == "choose" and stage.room.table.photos == 0 and stage.room.openText == ""
    comes(stage, HANDLER)
    assert stage.room.openText == "" and stage.ask(lambda desk: desk.cards.open_name()) == ""
    wanted = [each.id for each in before.board.groups]
    assert stage.do(lambda desk: desk.cards.make_drafts(before, wanted)) == []
    take_in(stage, make_card(tmp_path / "NIKON", stops=(0,), phone=False))
    comes(stage, COLLECTOR)
    assert stage.room.step == "choose" and "EOS" in stage.text("intake.open")
    stage.click("intake.open.action")
    stage.until(lambda: sorted_out(stage), "on the table")
    stage.settle()
    assert stage.room.table.photos == 12 and stage.room.table.sorting.by_hand == {"Canon EOS R10": 30.0}
    comes(stage, HANDLER)
    assert "NIKON" in stage.text("intake.open")


def test_who_signs_in_meanwhile_has_all_of_it(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch, at=5)
    stage = put_on(person=None)
    start(stage, make_card(tmp_path / "EOS", phone=False))
    stage.until(gate.reached.is_set, "the fifth file")
    comes(stage, COLLECTOR)
    gate.opened.set()
    stage.until(lambda: sorted_out(stage), "taken in")
    stage.settle()
    assert stage.room.table.photos == 12
    stage.close()
    assert "EOS" in put_on().text("intake.open")


def test_the_next_persons_card_does_not_wait_for_ever(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch, at=5)
    stage = put_on()
    start(stage, make_card(tmp_path / "EOS", phone=False))
    stage.until(gate.reached.is_set, "the fifth file")
    stage.do(lambda desk: desk.signed_out())
    comes(stage, HANDLER)
    stage.room.places.addFolder(QUrl.fromLocalFile(str(make_card(tmp_path / "NIKON", stops=(0, 7), each=2, phone=False))))
    stage.settle()
    stage.click("intake.start")
    gate.opened.set()
    stage.until(lambda: sorted_out(stage), "the second card")
    stage.settle()
    assert stage.room.table.photos == 4 and stage.room.name == "NIKON"
    comes(stage, COLLECTOR)
    assert "EOS" in stage.text("intake.open")


def test_a_pause_that_comes_too_late_stops_nothing(put_on: PutOn, tmp_path: Path) -> None:
    stage = put_on()
    take_in(stage, make_card(tmp_path / "EOS", stops=(0,), phone=False))
    stage.room.pause()
    stage.settle()
    assert not stage.room.progress.paused and not stage.room.progress.running
