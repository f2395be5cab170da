"""Praise in two taps."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldclient.work.views import Lookup
from sync.protocol.report import Kind
from tests.ui.evidence.fixtures import PutOn
from tests.ui.evidence.stage import Theatre

pytestmark = pytest.mark.usefixtures("card")


def begin(put_on: PutOn) -> Theatre:
    stage = put_on("report")
    stage.room.newPraise()
    stage.until(lambda: stage.room.picker.files.rowCount() == 3, "the photos")
    stage.settle()
    return stage


def test_a_photo_and_send(put_on: PutOn) -> None:
    stage = begin(put_on)
    filed: list[str] = []
    stage.room.filed.connect(filed.append)
    stage.click("picker.file.0")
    stage.click("picker.confirm")
    (case,) = stage.ask(lambda desk: desk.cases(Lookup()))
    assert case.kind is Kind.PRAISE and filed == [case.id]
    assert len(stage.ask(lambda desk: desk.case(case.id)).before) == 1


def test_words_may_be_added(put_on: PutOn) -> None:
    stage = begin(put_on)
    stage.click("picker.file.0")
    stage.click("picker.alternative")
    stage.type("praise.text", "Well swept")
    stage.click("praise.send", times=2)  # a double tap is one praise
    (case,) = stage.ask(lambda desk: desk.cases(Lookup()))
    assert stage.ask(lambda desk: desk.case(case.id)).description == "Well swept"


def test_a_photo_that_cannot_be_taken_leaves_a_draft_with_the_words(put_on: PutOn, card: Path) -> None:
    """The file went bad between the tap and the sending: nothing is sent, nothing is lost, and it is said."""
    stage = begin(put_on)
    stage.click("picker.file.2")
    stage.click("picker.alternative")
    stage.type("praise.text", "Thank you for the bench")
    (card / "IMG_3.jpg").write_bytes(b"")
    stage.click("praise.send")
    assert stage.ask(lambda desk: desk.cases(Lookup())) == ()
    assert "empty" in stage.said[0][0]
    assert stage.find("report.text.field").property("text") == "Thank you for the bench"
    stage.click("report.submit")  # the words alone are praise too
    (case,) = stage.ask(lambda desk: desk.cases(Lookup()))
    assert case.kind is Kind.PRAISE


def test_going_back_leaves_nothing_behind(put_on: PutOn, card: Path) -> None:
    stage = begin(put_on)
    assert stage.room.back() is False  # the first page of praise is left, not stepped out of
    assert stage.ask(lambda desk: desk.drafts()) == ()
