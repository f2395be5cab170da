"""After every act and every arrived photo: what the policy lets the hub do by itself, until a person is needed."""

from __future__ import annotations

import logging

from sqlalchemy.exc import DBAPIError

from sync.hub import rules
from sync.hub.acting import Request, perform
from sync.hub.case import Case
from sync.hub.desk import Desk
from sync.hub.rows import NotInMemory
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
        if case is None or not _step(desk, case, acted):
            return
        acted = True


def _step(desk: Desk, case: Case, acted: bool) -> bool:
    """One act by rule; False when the rules have come to their end."""
    try:
        chosen = rules.next_act(desk.world, case, desk.load, desk.day)
        if chosen is None:
            _say_who_is_needed(desk, case, acted)
            return False
        act, body = chosen
        with desk.attempt():
            perform(desk, Request(act=act, case_id=case.id, person=None, body=body, made_at=desk.at))
        return True
    except (DBAPIError, NotInMemory):
        raise
    except Problem as problem:
        _log.warning("a rule stopped at case %s: %s", case.number, problem)
    except Exception:
        # A defect in a rule must not send a person's sealed act back to the device for ever.
        _log.exception("a rule failed on case %s", case.number)
    return False


def _say_who_is_needed(desk: Desk, case: Case, acted: bool) -> None:
    if acted and case.stage is Stage.FILED and desk.world.policy.auto_dispatch and case.pending is None:
        desk.notify(desk.world.with_role(Role.DISPATCHER), NoticeCode.NEEDS_DISPATCH, case)
