"""An act counts for the pass of the case on which it was made: what was handled before a check is not handled after it."""

from __future__ import annotations

from sync.protocol.lifecycle import Act, Stage
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import ActBody, Outcome
from sync.protocol.problems import Code
from tests.sync.contract.conftest import Place
from tests.sync.hub.town import HERE, check, checker_of, fix, jpeg, photos, ref_of


def test_work_on_an_earlier_pass_is_no_work_on_this_one(place: Place) -> None:
    """Sent back by the check meanwhile: what was done before that must not count as the second handling."""
    case_id = place["wangfang"].report()
    liu, huang = place["liuyang"], place["huangmin"]
    liu.do(Act.RECEIVE, case_id)
    made_on = place.case(case_id).version
    fix(place, case_id, "huangmin")
    check(place, case_id, passed=False)
    before = place.case(case_id)
    assert (before.stage, before.rework_count) == (Stage.HANDLING, 1)
    receipt = fix(place, case_id, "liuyang", base_version=made_on)
    assert receipt.outcome is Outcome.CONFLICT and receipt.problem.code == Code.VERSION_CONFLICT.value
    case = place.case(case_id)
    assert (case.stage, case.handler, case.handled_at) == (Stage.HANDLING, "huangmin", None)
    assert place.dossier(case_id).steps[-1].late
    assert huang.sees(case_id).timeline[-1].late
    assert fix(place, case_id, "liuyang").outcome is Outcome.APPLIED  # who has seen the case as it is may go on


def test_an_answer_to_an_earlier_check_is_no_answer_to_this_one(place: Place) -> None:
    case_id = place["wangfang"].report()
    place["liuyang"].do(Act.RECEIVE, case_id)
    fix(place, case_id)
    checker = checker_of(place, case_id)
    made_on = place.case(case_id).version
    check(place, case_id, passed=False)
    fix(place, case_id)
    assert checker_of(place, case_id) == checker  # the same person again, with a new task
    stale = place[checker].do(
        Act.CHECK_PASS, case_id, *photos((Usage.CHECK, Shot.NEAR)), body=ActBody(position=HERE), base_version=made_on
    )
    assert stale.outcome is Outcome.CONFLICT
    assert place.case(case_id).stage is Stage.CHECKING
    assert check(place, case_id).outcome is Outcome.APPLIED


def test_acts_of_one_person_made_offline_one_after_the_other_count(place: Place) -> None:
    case_id = place["wangfang"].report()
    liu = place["liuyang"]
    made_on = place.case(case_id).version
    receive = liu.mutation(Act.RECEIVE, case_id, base_version=made_on)
    ref = ref_of(jpeg(), Usage.HANDLE_AFTER, Shot.NEAR)
    done = liu.mutation(
        Act.FEEDBACK, case_id, base_version=made_on, media=(ref,), body=ActBody(result="fixed", text="清理完毕")
    )
    assert [one.outcome for one in liu.send(receive, done)] == [Outcome.APPLIED] * 2


def test_a_second_device_of_the_same_person_does_not_handle_twice(place: Place) -> None:
    """Sent back by a collector and a rule: the tablet that was away since the first handling knows nothing of it."""
    case_id = place["wangfang"].report()
    liu, tablet = place["liuyang"], place.sign_in("liuyang", "another-tablet")
    liu.do(Act.RECEIVE, case_id)
    made_on = place.case(case_id).version
    fix(place, case_id)
    check(place, case_id, passed=False)
    old = tablet.do(
        Act.FEEDBACK, case_id, *photos((Usage.HANDLE_AFTER, Shot.NEAR)), body=ActBody(result="fixed", text="早先的"),
        base_version=made_on,
    )
    assert old.outcome is Outcome.CONFLICT and place.case(case_id).stage is Stage.HANDLING
