"""After every act and every arrived photo: what the policy lets the hub do by itself, until a person is needed."""

from __future__ import annotations

import logging

from sync.hub import rules
from sync.hub.acting import Request, perform
from sync.hub.case import Case
from sync.hub.desk import Desk
from sync.protocol.feed import NoticeCode
from sync.protocol.lifecycle import Stage
from sync.protocol.people import Role
from sync.protocol.problems import Problem

MOST_STEPS = 12  # more acts in a row than the longest way through the table: a policy that runs in circles stops here

_log = logging.getLogger(__name__)


def run(desk: Desk, case_id: str, *, acted: bool) -> None:
    """Do what can be done by rule, each act a step of its own in the caller's transaction. `acted`: a person's act set
    the rules going, not a photo that arrived.

    An act that a rule names but that cannot be done stops the rules and not the person whose act set them going: that
    act was right, and the case waits for somebody at the desk.
    """
    for _ in range(MOST_STEPS):
        case = desk.case(case_id)
        if case is None:
            return
        chosen = rules.next_act(desk.world, case, desk.load, desk.world.local_day(desk.at))
        if chosen is None:
            _say_who_is_needed(desk, case, acted)
            return
        act, body = chosen
        try:
            with desk.connection.begin_nested():
                perform(desk, Request(act=act, case_id=case_id, person=None, body=body, made_at=desk.at))
        except Problem as problem:
            desk.forget()
            _log.warning("rule for %s stopped: %s", act.value, problem)
            return
        except Exception:
            desk.forget()
            # A defect in a rule must not send a person's sealed act back to the device for ever.
            _log.exception("rule for %s failed on case %s", act.value, case.number)
            return
        acted = True


def _say_who_is_needed(desk: Desk, case: Case, acted: bool) -> None:
    if acted and case.stage is Stage.FILED and desk.world.policy.auto_dispatch and case.pending is None:
        desk.notify(desk.world.with_role(Role.DISPATCHER), NoticeCode.NEEDS_DISPATCH, case)
