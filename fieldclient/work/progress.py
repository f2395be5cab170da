"""Where a person's own report stands, in the plain steps that every reporter is shown (domain 5.4, public stages). Pure.

Read off what the hub told of the case the last time, so it is the same without a network. Which colleague has it, who asked
whom for what, and how often it came back inside is not told: a step is reached, under way or ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.protocol.feed import CaseView
from sync.protocol.lifecycle import ENDED, Act, PublicStage, Stage, public_stage
from sync.protocol.mutations import Mutation, RatingLevel
from sync.protocol.report import Kind


class Reach(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True)
class PublicStep:
    """`end`: how it ended other than by being closed, with `reason` and `text` as they were given to the reporter. `rated`:
    only of the last step. `round`: above 1 where it was taken up again. `unsent`: it has not left this device."""

    stage: PublicStage
    reach: Reach
    at: datetime | None = None
    end: Stage | None = None
    reason: str | None = None
    text: str = ""
    rated: RatingLevel | None = None
    to_rate_until: datetime | None = None
    round: int = 1
    unsent: bool = False


_PROBLEM = (
    PublicStage.REPORTED, PublicStage.ACCEPTED, PublicStage.DISPATCHED, PublicStage.HANDLING, PublicStage.CHECKING,
    PublicStage.CLOSED,
)
_ON_THE_SPOT = (PublicStage.REPORTED, PublicStage.CHECKING, PublicStage.CLOSED)  # mended by who saw it
_WORDS = (PublicStage.REPORTED, PublicStage.CLOSED)  # answered, not handled


def progress_of(view: CaseView) -> tuple[PublicStep, ...]:
    """The steps of this report: those reached with their time, the one under way, those ahead; or how it ended."""
    way, times = _way(view.kind, any(step.act is Act.SELF_HANDLED for step in view.timeline)), _times(view)
    now = public_stage(view.stage)
    if now is PublicStage.ENDED:
        return (*_until_the_end(view, way, times), _end(view))
    at = way.index(now) if now in way else 0
    over = view.stage is Stage.CLOSED
    steps = []
    for place, stage in enumerate(way):
        reach = Reach.DONE if place < at or (place == at and over) else Reach.NOW if place == at else Reach.AHEAD
        last = stage is PublicStage.CLOSED and over
        steps.append(PublicStep(
            stage, reach, times.get(stage) if reach is not Reach.AHEAD else None,
            rated=view.rating if last else None, to_rate_until=_to_rate_until(view) if last else None,
            round=view.round if stage is PublicStage.ACCEPTED else 1,
        ))
    return tuple(steps)


def progress_unsent(own: Mutation) -> tuple[PublicStep, ...]:
    """Of a report that the hub has not answered yet."""
    report = own.body.report
    way = _way(report.kind if report is not None else Kind.PROBLEM, own.act is Act.SELF_HANDLED)
    return (PublicStep(way[0], Reach.NOW, own.made_at, unsent=True), *(PublicStep(stage, Reach.AHEAD) for stage in way[1:]))


def _way(kind: Kind, on_the_spot: bool) -> tuple[PublicStage, ...]:
    if kind is not Kind.PROBLEM:
        return _WORDS
    return _ON_THE_SPOT if on_the_spot else _PROBLEM


def _times(view: CaseView) -> dict[PublicStage, datetime]:
    """When each step was reached, in this round; only the report itself is older than the round."""
    told: dict[PublicStage, datetime | None] = {
        PublicStage.REPORTED: view.created_at, PublicStage.ACCEPTED: view.filed_at, PublicStage.HANDLING: view.received_at,
        PublicStage.CHECKING: view.handled_at, PublicStage.CLOSED: view.closed_at or _last(view, Act.ANSWER),
        PublicStage.DISPATCHED: _last(view, Act.DISPATCH),
    }
    return {stage: at for stage, at in told.items() if at is not None}


def _last(view: CaseView, act: Act) -> datetime | None:
    mine = (step for step in view.timeline if step.act is act and step.round == view.round)
    done = [step.at_hub for step in mine if not (step.late or step.asked)]
    return done[-1] if done else None


def _until_the_end(view: CaseView, way: tuple[PublicStage, ...], times: dict[PublicStage, datetime]) -> list[PublicStep]:
    """How far it had come: a step counts when its time is known."""
    return [PublicStep(stage, Reach.DONE, times[stage]) for stage in way if stage in times and stage is not PublicStage.CLOSED]


_ENDING = {
    Stage.REFUSED: Act.REFUSE, Stage.MERGED: Act.MERGE, Stage.TRANSFERRED: Act.TRANSFER, Stage.WITHDRAWN: Act.WITHDRAW,
    Stage.VOIDED: Act.VOID,
}
assert set(_ENDING) == ENDED - {Stage.CLOSED}


def _end(view: CaseView) -> PublicStep:
    act = _ENDING[view.stage]
    last = next((step for step in reversed(view.timeline) if step.act is act and not step.late), None)
    return PublicStep(
        PublicStage.ENDED, Reach.DONE, last.at_hub if last is not None else None, end=view.stage,
        reason=last.reason if last is not None else None, text=view.reply or (last.text if last is not None else ""),
    )


def _to_rate_until(view: CaseView) -> datetime | None:
    return view.deadline.due_at if view.rating is None and view.deadline is not None else None
