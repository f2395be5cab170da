"""Calls and visits noted on a case: who may, who hears of it, and what a device of the first release is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sync.protocol.feed import CONTACTS
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, Contact, Contacted, ContactWay
from sync.protocol.problems import Code
from tests.sync.hub import stages
from tests.sync.hub.stages import ok, refused
from tests.sync.hub.town import Town

SAID = "店主答应今晚清走"


def noted(town: Town, **more: Any) -> ActBody:
    at = town.clock() - timedelta(minutes=20)
    return ActBody(text=SAID, contact=Contact(
        **{"way": ContactWay.CALL, "whom": Contacted.RESPONSIBLE, "name": "王店长", "at": at, **more}))


@pytest.mark.parametrize("stage", [Stage.DISPATCHED, Stage.HANDLING, Stage.SUSPENDED, Stage.HANDLED])
def test_a_call_is_noted_while_the_department_has_the_case_and_moves_nothing(manual: Town, stage: Stage) -> None:
    case_id = stages.bring(manual, stage)
    before = manual.case(case_id)
    ok(manual["liuyang"].do(Act.CONTACT, case_id, body=noted(manual)))
    after = manual.case(case_id)
    assert (after.stage, after.deadlines, after.pending, after.moved_version) == (
        before.stage, before.deadlines, before.pending, before.moved_version)
    (note,) = manual["liuyang"].sees(case_id).contacts
    assert (note.text, note.by, note.contact.name, note.contact.way) == (SAID, "刘洋", "王店长", ContactWay.CALL)
    assert note.contact.at == manual.clock() - timedelta(minutes=20)


def test_colleagues_read_it_and_the_reporter_does_not(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    ok(manual["liuyang"].do(Act.CONTACT, case_id, body=noted(manual)))
    reporter = manual.case(case_id).reporter
    assert manual[reporter].sees(case_id).contacts == ()
    for colleague in ("gaofeng", "linyue", "huangmin"):
        assert [note.text for note in manual[colleague].sees(case_id).contacts] == [SAID], colleague


def test_no_step_of_a_timeline_has_an_act_that_the_first_release_cannot_read(manual: Town) -> None:
    """Its whole page would be unreadable to such a device; what it does not know it passes over in a field of its own."""
    case_id = stages.bring(manual, Stage.HANDLING)
    ok(manual["liuyang"].do(Act.CONTACT, case_id, body=noted(manual)))
    assert Act.CONTACT in {step.act for step in manual.dossier(case_id).steps}
    assert Act.CONTACT not in {step.act for step in manual["liuyang"].sees(case_id).timeline}
    assert CONTACTS in manual["liuyang"].hub.hello().features


def test_what_was_said_counts_after_a_colleague_moved_the_case_on(manual: Town) -> None:
    """Noted in a cellar on an older version of the case: a note about the past is no act on a pass that is over."""
    case_id = stages.bring(manual, Stage.HANDLING)
    seen = manual.case(case_id).version
    ok(stages.fix(manual, case_id))
    other = manual["machao"] if manual.service.world().people["machao"].department == "hw" else manual["liuyang"]
    ok(other.do(Act.CONTACT, case_id, body=noted(manual), base_version=seen))


def test_it_needs_words_and_somebody_and_is_bounded(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    handler = manual["liuyang"]
    refused(handler.do(Act.CONTACT, case_id, body=ActBody(text=SAID)), Code.PART_MISSING, parts="contact")
    silent = ActBody(contact=noted(manual).contact)
    refused(handler.do(Act.CONTACT, case_id, body=silent), Code.PART_MISSING, parts="text")
    refused(handler.do(Act.CONTACT, case_id, body=noted(manual, name="名" * 201)), Code.BODY_INVALID, field="contact")
    assert handler.sees(case_id).contacts == ()


def test_strangers_and_reporters_note_nothing(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.HANDLING)
    for login in (manual.case(case_id).reporter, "wangfang", "gaofeng"):
        refused(manual[login].do(Act.CONTACT, case_id, body=noted(manual)), Code.ROLE_NOT_ALLOWED)
    assert all(step.act is not Act.CONTACT for step in manual.dossier(case_id).steps)
