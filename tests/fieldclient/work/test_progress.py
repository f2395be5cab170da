"""Where a report stands, in plain steps: a table over every stage, and how it may end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fieldclient.work.progress import Reach, progress_of, progress_unsent
from sync.protocol.deadlines import Deadline, TimedStage
from sync.protocol.feed import CaseView, Step
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import ENDED, Act, PublicStage, Stage
from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.mutations import ActBody, Mutation, RatingLevel
from sync.protocol.people import Role
from sync.protocol.report import Kind, Report

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
D, N, A = Reach.DONE, Reach.NOW, Reach.AHEAD


def after(hours: float) -> datetime:
    return NINE + timedelta(hours=hours)


def step(act: Act, hours: float, **more: Any) -> Step:
    return Step(seq=1, act=act, role=Role.SYSTEM, at_hub=after(hours), **more)


def view(stage: Stage, **more: Any) -> CaseView:
    """With every time that a case at this stage has."""
    times = {"filed_at": after(1), "received_at": after(3), "handled_at": after(4), "closed_at": after(6)}
    known = {
        Stage.FILED: 1, Stage.DISPATCHED: 1, Stage.HANDLING: 2, Stage.SUSPENDED: 2, Stage.HANDLED: 3, Stage.CHECKING: 3,
        Stage.CHECKED: 3, Stage.CLOSED: 4,
    }.get(stage, 0)
    told: dict[str, Any] = {
        "id": new_id(), "version": 3, "kind": Kind.PROBLEM, "created_at": NINE, **dict(list(times.items())[:known]),
        "timeline": (step(Act.DISPATCH, 2),) if known > 1 or stage is Stage.DISPATCHED else (),
    }
    return CaseView(stage=stage, **{**told, **more})


@pytest.mark.parametrize(("stage", "reached", "hours"), [
    (Stage.SUBMITTED, (N, A, A, A, A, A), (0,)),
    (Stage.VERIFYING, (N, A, A, A, A, A), (0,)),
    (Stage.FILED, (D, N, A, A, A, A), (0, 1)),
    (Stage.DISPATCHED, (D, D, N, A, A, A), (0, 1, 2)),
    (Stage.HANDLING, (D, D, D, N, A, A), (0, 1, 2, 3)),
    (Stage.SUSPENDED, (D, D, D, N, A, A), (0, 1, 2, 3)),
    (Stage.HANDLED, (D, D, D, D, N, A), (0, 1, 2, 3, 4)),
    (Stage.CHECKING, (D, D, D, D, N, A), (0, 1, 2, 3, 4)),
    (Stage.CHECKED, (D, D, D, D, N, A), (0, 1, 2, 3, 4)),
    (Stage.CLOSED, (D, D, D, D, D, D), (0, 1, 2, 3, 4, 6)),
])
def test_a_problem_goes_six_steps(stage: Stage, reached: tuple[Reach, ...], hours: tuple[float, ...]) -> None:
    steps = progress_of(view(stage))
    assert tuple(each.reach for each in steps) == reached
    assert [each.at for each in steps if each.reach is not A] == [after(hour) for hour in hours]
    assert all(each.at is None for each in steps if each.reach is A)
    assert [each.stage for each in steps] == [stage for stage in PublicStage if stage is not PublicStage.ENDED]


@pytest.mark.parametrize(("stage", "act"), [
    (Stage.REFUSED, Act.REFUSE), (Stage.MERGED, Act.MERGE), (Stage.TRANSFERRED, Act.TRANSFER), (Stage.WITHDRAWN, Act.WITHDRAW),
    (Stage.VOIDED, Act.VOID),
])
def test_what_ended_otherwise_says_so_with_the_reason(stage: Stage, act: Act) -> None:
    filed = {"filed_at": after(1)} if stage is Stage.VOIDED else {}
    done = step(act, 2, reason="trivial", text="words of the timeline")
    steps = progress_of(view(stage, reply="已自行消除", timeline=(done,), **filed))
    *before, last = steps
    assert [each.stage for each in before] == [PublicStage.REPORTED, *([PublicStage.ACCEPTED] if filed else [])]
    assert (last.stage, last.end, last.reason, last.text, last.at) == (PublicStage.ENDED, stage, "trivial", "已自行消除", after(2))
    assert progress_of(view(stage, timeline=(done,)))[-1].text == "words of the timeline"
    assert progress_of(view(stage))[-1].at is None, "a hub that told no step of it"


def test_every_stage_of_every_kind_has_its_steps_and_one_place() -> None:
    for stage in Stage:
        for kind in Kind:
            steps = progress_of(view(stage, kind=kind))
            now = [each for each in steps if each.reach is N]
            assert len(now) == (0 if stage in ENDED else 1), (stage, kind)
            assert len({each.stage for each in steps}) == len(steps)


def test_words_are_answered_in_two_steps() -> None:
    first, last = progress_of(view(Stage.ANSWERED, kind=Kind.CONSULTATION, timeline=(step(Act.ANSWER, 5),)))
    assert (first.stage, first.reach, last.stage, last.reach, last.at) == (
        PublicStage.REPORTED, D, PublicStage.CLOSED, N, after(5))


def test_what_was_mended_on_the_spot_was_never_dispatched() -> None:
    told = view(Stage.CHECKED, timeline=(step(Act.SELF_HANDLED, 0),))
    assert [each.stage for each in progress_of(told)] == [PublicStage.REPORTED, PublicStage.CHECKING, PublicStage.CLOSED]


def test_closed_asks_for_a_rating_until_there_is_one() -> None:
    clock = Deadline(
        stage=TimedStage.RATING, limit=Limit(value=15, unit=LimitUnit.NATURAL_DAY), started_at=after(6), allowed_s=15 * 86_400.0,
        due_at=after(400), due_soon_at=after(390), overdue_again_at=after(800))
    last = progress_of(view(Stage.CLOSED, deadline=clock))[-1]
    assert (last.to_rate_until, last.rated) == (after(400), None)
    rated = progress_of(view(Stage.CLOSED, deadline=clock, rating=RatingLevel.MOSTLY))[-1]
    assert (rated.to_rate_until, rated.rated) == (None, RatingLevel.MOSTLY)
    assert progress_of(view(Stage.HANDLING, deadline=clock))[-1].to_rate_until is None


def test_taken_up_again_it_counts_from_there() -> None:
    old = step(Act.DISPATCH, 2)
    steps = progress_of(view(Stage.FILED, round=2, filed_at=after(30), timeline=(old, step(Act.REOPEN, 30, round=2))))
    assert [(each.reach, each.round) for each in steps[:3]] == [(D, 1), (N, 2), (A, 1)] and steps[1].at == after(30)
    on = progress_of(view(Stage.DISPATCHED, round=2, filed_at=after(30), timeline=(old, step(Act.DISPATCH, 31, round=2))))
    assert on[2].at == after(31), "the first round's dispatch is over"


@pytest.mark.parametrize(("kind", "act", "count"), [
    (Kind.PROBLEM, Act.SUBMIT, 6), (Kind.PRAISE, Act.SUBMIT, 2), (Kind.PROBLEM, Act.SELF_HANDLED, 3),
])
def test_what_has_not_left_the_device_is_the_first_step(kind: Kind, act: Act, count: int) -> None:
    case = new_id()
    report = Report(id=case, kind=kind, created_at=NINE)
    first, *rest = progress_unsent(Mutation(
        id=new_id(), device="d", seq=1, person="p", act=act, case_id=case, made_at=NINE, body=ActBody(report=report)))
    assert first.unsent and first.reach is N and first.at == NINE and len(rest) == count - 1
    assert all(each.reach is A and each.at is None for each in rest)
