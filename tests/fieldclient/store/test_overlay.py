"""My acts over the hub's truth, as a table: what stage rights are judged by, and what delivery a case shows."""

from __future__ import annotations

import msgspec
import pytest

from fieldclient.store.overlay import OwnAct, facts_of, latest, new_facts, predict, task_of, unseen
from sync.engine.device import Delivery
from sync.protocol.feed import CaseView, Step
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import RatingLevel
from sync.protocol.people import Person, Role
from sync.protocol.report import Kind
from sync.protocol.rights import Actor, allowed
from sync.protocol.tasks import Task, TaskKind, TaskState
from tests.fieldclient.store.making import LI, NOON, WANG, case

HANDLER = Actor(id=LI.id, roles=frozenset(LI.roles), department="d-1")
COLLECTOR = Actor(id=WANG.id, roles=frozenset(WANG.roles))
CHECK = Task(id="t", number="HC", kind=TaskKind.CHECK, case_id="c", person=WANG.id, issued_at=NOON)
VERIFY = msgspec.structs.replace(CHECK, kind=TaskKind.VERIFY)


@pytest.mark.parametrize(("actor", "view", "acts", "stage", "then"), [
    # A handler without signal: received, so the result may be reported; then it is out of their hands.
    (HANDLER, case(Stage.DISPATCHED), [], Stage.DISPATCHED, {Act.RECEIVE, Act.RETURN, Act.CONTACT}),
    (HANDLER, case(Stage.DISPATCHED), [Act.RECEIVE], Stage.HANDLING,
     {Act.RETURN, Act.EXTEND, Act.SUSPEND, Act.FEEDBACK, Act.CONTACT}),
    (HANDLER, case(Stage.DISPATCHED), [Act.RECEIVE, Act.FEEDBACK], Stage.HANDLED, {Act.CONTACT}),
    # What is only asked for leaves the stage and stands in the way of asking for more, not of working on.
    (HANDLER, case(Stage.HANDLING), [Act.RETURN], Stage.HANDLING, {Act.FEEDBACK, Act.CONTACT}),
    # A call or a visit is noted any number of times and moves nothing.
    (HANDLER, case(Stage.HANDLING), [Act.CONTACT, Act.CONTACT], Stage.HANDLING,
     {Act.RETURN, Act.EXTEND, Act.SUSPEND, Act.FEEDBACK, Act.CONTACT}),
    # A collector answers a task once.
    (COLLECTOR, case(Stage.CHECKING, tasks=(CHECK,)), [], Stage.CHECKING,
     {Act.CHECK_PASS, Act.CHECK_NOT_PASS, Act.CHECK_UNABLE}),
    (COLLECTOR, case(Stage.CHECKING, tasks=(CHECK,)), [Act.CHECK_PASS], Stage.CHECKED, set()),
    (COLLECTOR, case(Stage.CHECKING, tasks=(CHECK,)), [Act.CHECK_NOT_PASS], Stage.CHECKING, set()),
    (COLLECTOR, case(Stage.VERIFYING, tasks=(VERIFY,)), [Act.VERIFY], Stage.SUBMITTED, set()),
    # A reporter: withdrawn before filing, rated once.
    (COLLECTOR, case(Stage.SUBMITTED, reporter=WANG.id), [], Stage.SUBMITTED, {Act.WITHDRAW}),
    (COLLECTOR, case(Stage.SUBMITTED, reporter=WANG.id), [Act.WITHDRAW], Stage.WITHDRAWN, set()),
    (COLLECTOR, case(Stage.CLOSED, reporter=WANG.id), [], Stage.CLOSED, {Act.RATE, Act.REOPEN}),
    (COLLECTOR, case(Stage.CLOSED, reporter=WANG.id), [Act.RATE], Stage.CLOSED, {Act.REOPEN}),
    (COLLECTOR, case(Stage.CLOSED, reporter=WANG.id, rating=RatingLevel.MOSTLY), [], Stage.CLOSED, {Act.REOPEN}),
    # An act that would not be allowed changes nothing: the hub will say so.
    (HANDLER, case(Stage.CLOSED), [Act.RECEIVE], Stage.CLOSED, set()),
])
def test_my_unsent_acts_are_played_forward(
    actor: Actor, view: CaseView, acts: list[Act], stage: Stage, then: set[Act]
) -> None:
    facts = predict(facts_of(view), acts, actor)
    assert facts.stage is stage
    ours = set(allowed(actor, facts)) - {Act.SUBMIT, Act.SELF_HANDLED}
    assert ours == then


def test_a_report_of_my_own_can_be_withdrawn_before_the_hub_knows_it() -> None:
    facts = predict(new_facts(Kind.PROBLEM, WANG.id), [Act.SUBMIT], COLLECTOR)
    assert facts.stage is Stage.SUBMITTED
    assert Act.WITHDRAW in allowed(COLLECTOR, facts)
    assert Act.WITHDRAW not in allowed(HANDLER, facts)


def test_limits_count_what_was_done_in_this_round_and_not_what_was_only_asked() -> None:
    def step(seq: int, act: Act, **more: object) -> Step:
        return Step(seq=seq, act=act, at_hub=NOON, **more)  # type: ignore[arg-type]

    view = case(Stage.HANDLING, round=2, timeline=(
        step(1, Act.SUSPEND, round=1), step(2, Act.SUSPEND, round=2, asked=True),
        step(3, Act.SUSPEND, round=2, approved=False), step(4, Act.EXTEND, round=2, asked=True),
        step(5, Act.EXTEND, round=2, approved=True), step(6, Act.FEEDBACK, round=2, late=True),
    ))
    assert facts_of(view).counts == {Act.EXTEND: 1}


def own(state: Delivery, version: int = 0, **more: object) -> OwnAct:
    return OwnAct(f"m{version}", Act.RECEIVE, NOON, state, version, **more)  # type: ignore[arg-type]


def test_what_has_arrived_counts_until_the_hubs_view_holds_it() -> None:
    acts = [own(Delivery.ARRIVED, 4), own(Delivery.WAITING), own(Delivery.REFUSED), own(Delivery.TRAVELLING)]
    assert unseen(acts, 3) == (acts[0], acts[1], acts[3])
    assert unseen(acts, 4) == (acts[1], acts[3])


@pytest.mark.parametrize(("act", "delivery", "refused"), [
    (own(Delivery.WAITING), Delivery.WAITING, False),
    (own(Delivery.TRAVELLING), Delivery.TRAVELLING, False),
    (own(Delivery.ARRIVED), Delivery.ARRIVED, False),
    (own(Delivery.ARRIVED, files_left=1), Delivery.WAITING, False),
    (own(Delivery.ARRIVED, files_left=1, file_travelling=True), Delivery.TRAVELLING, False),
    (own(Delivery.ARRIVED, files_left=1, file_refused=True), Delivery.REFUSED, True),
    (own(Delivery.REFUSED), Delivery.REFUSED, True),
    (own(Delivery.REFUSED, set_aside=True), Delivery.REFUSED, False),
])
def test_an_act_has_arrived_with_all_that_belongs_to_it(act: OwnAct, delivery: Delivery, refused: bool) -> None:
    assert (act.delivery, act.refused) == (delivery, refused)


def test_a_case_shows_what_needs_a_decision_before_what_is_on_its_way() -> None:
    first, second = own(Delivery.REFUSED), own(Delivery.WAITING)
    assert latest([first, second]) is first
    assert latest([own(Delivery.REFUSED, set_aside=True), second]) is second
    assert latest([]) is None


def test_nobody_is_asked_about_what_a_colleague_has_taken() -> None:
    chief = Person(id="p-chief", name="", roles=(Role.DEPT_ADMIN,), department="d-1")
    assert task_of(facts_of(case(Stage.DISPATCHED)), chief) is TaskKind.HANDLE
    assert task_of(facts_of(case(Stage.HANDLING, handler=LI.id)), chief) is None
    done = msgspec.structs.replace(CHECK, state=TaskState.DONE)
    assert task_of(facts_of(case(Stage.CHECKING, tasks=(done,))), WANG) is None
