"""The acts a person can do on a device, and what each needs to be told. Pure, and read off the life-cycle table.

So a new act of the life cycle is here without a line of its own; it still needs a button in `fieldclient.ui.cases` and a handler
in the hub.
"""

from __future__ import annotations

from datetime import datetime

from fieldclient.store.overlay import NEW_CASE as NEW_CASE
from fieldclient.store.overlay import OwnAct, facts_of, new_facts, predict, unseen
from sync.protocol.deadlines import TimedStage
from sync.protocol.feed import CONTACTS, SHOWS, CaseView
from sync.protocol.lifecycle import TRANSITIONS, Act, Part
from sync.protocol.media import Usage
from sync.protocol.mutations import Mutation
from sync.protocol.people import HubInfo, Role
from sync.protocol.problems import Code, Problem
from sync.protocol.rights import Actor, CaseFacts, How, allowed, may

# Who works outside. The centre's decisions are made at a desk, with everything in view.
IN_THE_FIELD = frozenset({Role.CITIZEN, Role.VOLUNTEER, Role.COLLECTOR, Role.HANDLER, Role.DEPT_ADMIN})
# But for what everybody sees: it is decided by looking at the photos, and taken back from wherever somebody notices.
ANYWHERE = frozenset({Act.PUBLISH, Act.TAKE_BACK})
_USAGE_OF_PART = {
    Part.FAR_PHOTO: Usage.REPORT, Part.VERIFY_PHOTOS: Usage.VERIFY, Part.BEFORE_PHOTO: Usage.HANDLE_BEFORE,
    Part.AFTER_PHOTO: Usage.HANDLE_AFTER, Part.CHECK_PHOTO: Usage.CHECK,
}
CHECKS = (Act.CHECK_PASS, Act.CHECK_NOT_PASS, Act.CHECK_UNABLE)
CHOICE_OF_CHECK = {Act.CHECK_PASS: "pass", Act.CHECK_NOT_PASS: "not_pass", Act.CHECK_UNABLE: "unable"}
CHECK_OF_CHOICE = {choice: act for act, choice in CHOICE_OF_CHECK.items()}
# Acts that a hub of an older release could not read.
_ANNOUNCED = {Act.CONTACT: CONTACTS, Act.PUBLISH: SHOWS, Act.TAKE_BACK: SHOWS}
_AFTER_CLOSING = frozenset({Act.RATE, Act.REOPEN})


def usage_of(act: Act) -> Usage:
    """What the photos of an act are evidence of, until somebody says otherwise."""
    return next((_USAGE_OF_PART[part] for part in TRANSITIONS[act].required if part in _USAGE_OF_PART), Usage.SUPPLEMENT)


def on_device(act: Act, actor: Actor) -> bool:
    """Whether this person does it as somebody who works outside, or as one of the centre who may do it from anywhere."""
    row = TRANSITIONS[act]
    return act in ANYWHERE and bool(row.roles & actor.roles) or bool((row.roles | row.asks) & actor.roles & IN_THE_FIELD)


def understood(act: Act, hub: HubInfo | None) -> bool:
    """Whether the hub that this device works with takes the act; while none has been met only what every hub takes."""
    needed = _ANNOUNCED.get(act)
    return needed is None or (hub is not None and needed in hub.features)


def same_draft(act: Act) -> tuple[Act, ...]:
    """The acts that are kept in one draft: the three results of a check are one piece of work."""
    return CHECKS if act in CHECKS else (act,)


def draft_act(act: Act) -> Act:
    """The act under which its draft is kept."""
    return Act.CHECK_PASS if act in CHECKS else act


def sealed_act(act: Act, choice: str | None) -> Act:
    """What a draft becomes when it is sealed."""
    return CHECK_OF_CHOICE.get(choice or "", act) if act in CHECKS else act


def predicted(view: CaseView | None, own: Mutation | None, acts: list[OwnAct], actor: Actor) -> CaseFacts:
    """The case as far as rights are concerned, with my own acts played forward (see `overlay`)."""
    if view is not None:
        return predict(facts_of(view), [each.act for each in unseen(acts, view.version)], actor)
    report = own.body.report if own is not None else None
    if report is None:
        raise Problem(Code.CASE_UNKNOWN)
    return predict(new_facts(report.kind, actor.id), [each.act for each in unseen(acts, -1)], actor)


def open_acts(facts: CaseFacts, view: CaseView | None, actor: Actor, now: datetime) -> dict[Act, How]:
    """What this person may do here now. To decide what others asked for is the centre's work, not the field's."""
    ways = allowed(actor, facts)
    found: dict[Act, How] = {act: how for act, how in ways.items() if on_device(act, actor) and how is not How.DECIDE}
    if _rating_is_over(view, now):
        found = {act: how for act, how in found.items() if act not in _AFTER_CLOSING}
    return found


def check_may(act: Act, facts: CaseFacts, view: CaseView | None, actor: Actor, now: datetime) -> None:
    """Raise the Problem that says why not. Asked before a person writes, and again before it is sealed."""
    how = may(act, actor, facts)
    if how is How.DECIDE or not on_device(act, actor):
        raise Problem(Code.ROLE_NOT_ALLOWED, act=act.value)
    if act in _AFTER_CLOSING and _rating_is_over(view, now):
        assert view is not None and view.deadline is not None
        raise Problem(Code.TOO_LATE, act=act.value, until=view.deadline.due_at.isoformat())
    clock = view.deadline if view is not None else None
    if act is Act.EXTEND and clock is not None and clock.stage is TimedStage.HANDLE and now > clock.due_at:
        raise Problem(Code.TOO_LATE, act=act.value, until=clock.due_at.isoformat())  # domain 2.7: only while it is not late


def _rating_is_over(view: CaseView | None, now: datetime) -> bool:
    clock = view.deadline if view is not None else None
    return clock is not None and clock.stage is TimedStage.RATING and now > clock.due_at
