"""What the screen shows: the hub's last truth with this device's own acts laid over it. Pure.

The stage that is shown is always the hub's. For rights alone the acts that the hub's view does not hold yet are played
forward along the life-cycle table, so that a handler without signal can report a result after the receive that still waits
in the outbox. The hub judges each of them when it arrives; the prediction only decides which buttons are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from sync.engine.device import Delivery
from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import ENDED, TRANSITIONS, Act, Showing, Stage
from sync.protocol.people import Person, Role
from sync.protocol.problems import Problem
from sync.protocol.report import Kind
from sync.protocol.rights import Actor, CaseFacts, How, may, task_for
from sync.protocol.tasks import Task, TaskKind, TaskState

NEW_CASE = frozenset({Act.SUBMIT, Act.SELF_HANDLED})
_SHOWING_AFTER = {Act.PUBLISH: Showing.DUE, Act.TAKE_BACK: Showing.TAKEN_BACK}


@dataclass(frozen=True, slots=True)
class OwnAct:
    """One of my acts on a case. `version` is the case's after it, by the hub's receipt; 0 before that."""

    mutation: str
    act: Act
    made_at: datetime
    state: Delivery
    version: int = 0
    files_left: int = 0
    file_travelling: bool = False
    file_refused: bool = False
    set_aside: bool = False

    @property
    def refused(self) -> bool:
        """Somebody has to decide about it."""
        return not self.set_aside and (self.state is Delivery.REFUSED or self.file_refused)

    @property
    def delivery(self) -> Delivery:
        """Where it is with all that belongs to it: a record that arrived without its photos has not arrived."""
        if self.state is Delivery.REFUSED or self.file_refused:
            return Delivery.REFUSED
        if self.state is Delivery.ARRIVED and self.files_left:
            return Delivery.TRAVELLING if self.file_travelling else Delivery.WAITING
        return self.state


def unseen(acts: Iterable[OwnAct], version: int) -> tuple[OwnAct, ...]:
    """Those that the hub's view of this version does not hold: on their way, or arrived since it was pulled."""
    on_the_way = (Delivery.WAITING, Delivery.TRAVELLING)
    return tuple(
        own for own in acts
        if own.state in on_the_way or (own.state is Delivery.ARRIVED and own.version > version)
    )


def facts_of(view: CaseView) -> CaseFacts:
    """The hub's view as `rights` looks at it. What was only asked for, or declined, does not count against a limit."""
    counts: dict[Act, int] = {}
    for step in view.timeline:
        if step.round == view.round and not step.asked and step.approved is not False and not step.late:
            counts[step.act] = counts.get(step.act, 0) + 1
    if view.rating is not None:
        counts[Act.RATE] = max(1, counts.get(Act.RATE, 0))
    return CaseFacts(
        stage=view.stage, kind=view.kind, reporter=view.reporter, department=view.department, handler=view.handler,
        pending=view.pending.act if view.pending else None, tasks=view.tasks, counts=counts,
        showing=view.on_show.state if view.on_show is not None else None,
    )


def new_facts(kind: Kind, reporter: str) -> CaseFacts:
    """A case that only this device knows of."""
    return CaseFacts(stage=None, kind=kind, reporter=reporter)


def predict(facts: CaseFacts, acts: Iterable[Act], actor: Actor) -> CaseFacts:
    """The facts after these acts, as far as the table can tell. An act that would not be allowed changes nothing."""
    for act in acts:
        try:
            how = may(act, actor, facts)
        except Problem:
            continue
        if how is How.ASK:
            facts = msgspec.structs.replace(facts, pending=act, tasks=_answered(facts, act, actor))
        else:
            facts = _do(facts, act, actor)
    return facts


def _do(facts: CaseFacts, act: Act, actor: Actor) -> CaseFacts:
    row = TRANSITIONS[act]
    return msgspec.structs.replace(
        facts, stage=row.target or facts.stage, pending=None if facts.pending is act else facts.pending,
        tasks=_answered(facts, act, actor), counts={**facts.counts, act: facts.counts.get(act, 0) + 1},
        handler=actor.id if act is Act.RECEIVE else facts.handler, showing=_SHOWING_AFTER.get(act, facts.showing),
    )


def _answered(facts: CaseFacts, act: Act, actor: Actor) -> tuple[Task, ...]:
    answered = task_for(act, actor.id, facts.tasks)
    return tuple(
        msgspec.structs.replace(task, state=TaskState.DONE) if task is answered else task for task in facts.tasks
    )


_FIELD = {Role.HANDLER, Role.DEPT_ADMIN}


def task_of(facts: CaseFacts | CaseView, person: Person) -> TaskKind | None:
    """What this person is asked to do about the case now, if anything. A view by itself serves as facts."""
    if facts.stage is None or facts.stage in ENDED:
        return None
    for task in facts.tasks:
        if task.state is TaskState.OPEN and task.person == person.id and task.kind in (TaskKind.VERIFY, TaskKind.CHECK):
            return task.kind
    ours = person.department is not None and facts.department == person.department and bool(_FIELD & set(person.roles))
    waits = facts.stage in (Stage.DISPATCHED, Stage.HANDLING) and facts.pending is None
    taken = facts.handler is not None and facts.handler != person.id
    return TaskKind.HANDLE if ours and waits and not taken else None


def latest(acts: Sequence[OwnAct]) -> OwnAct | None:
    """The act whose delivery the case shows: the first one that needs a decision, else the last one made."""
    refused = [own for own in acts if own.refused]
    return refused[0] if refused else (acts[-1] if acts else None)
