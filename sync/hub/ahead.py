"""Decisions about showing a result that come to a hub which was put back to a copy from before them.

Devices send every act again then, in any order among them. On a copy that never showed the result, taking it back would be
refused and showing it, which comes from another device later, would count. So these are ordered by when they were made. Pure.
"""

from __future__ import annotations

from datetime import datetime

from sync.hub.case import Ahead, Case
from sync.protocol.lifecycle import SHOWING_BEFORE, Act, Showing


def is_ahead(case: Case, act: Act, base_version: int | None) -> bool:
    """Who decided had seen more of the case than there is here."""
    return act in SHOWING_BEFORE and base_version is not None and base_version > case.version


def as_seen(case: Case, act: Act, base_version: int | None, state: Showing | None) -> Showing | None:
    """How it stood for who decided: on show for who took it back, and not for who showed it."""
    if state is None or state in SHOWING_BEFORE.get(act, ()) or not is_ahead(case, act, base_version):
        return state
    return Showing.SHOWN if act is Act.TAKE_BACK else Showing.TAKEN_BACK


def is_outdone(case: Case, act: Act, made_at: datetime) -> bool:
    """Made before a decision that is known already, although it comes after that."""
    return act in SHOWING_BEFORE and case.ahead is not None and made_at < case.ahead.at


def note(case: Case, act: Act, base_version: int | None, made_at: datetime) -> None:
    """It was done, or could not be done yet: either way it goes before what was made before it."""
    if is_ahead(case, act, base_version) and not is_outdone(case, act, made_at):
        case.ahead = Ahead(act=act, at=made_at)


def hides(case: Case) -> bool:
    """No rule shows what a person took back, although this copy comes to its end only now."""
    return case.ahead is not None and case.ahead.act is Act.TAKE_BACK


def begin_round(case: Case, at: datetime) -> None:
    """What was decided before a new round says nothing about that; one that is older than the decision comes again itself."""
    if case.ahead is not None and case.ahead.at < at:
        case.ahead = None
