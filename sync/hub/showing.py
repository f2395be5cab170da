"""May the result of a case be shown to everybody, and is it? Pure."""

from __future__ import annotations

from sync.hub.case import Case, CloseKind, Publication
from sync.hub.world import World
from sync.protocol.catalogue import PrivacyLevel
from sync.protocol.lifecycle import SHOWN_KINDS, Showing, Stage
from sync.protocol.report import Kind

_STATES = {
    Publication.NO: Showing.POSSIBLE, Publication.DUE: Showing.DUE, Publication.DONE: Showing.SHOWN,
    Publication.WITHDRAWN: Showing.TAKEN_BACK,
}


def may_be_shown(case: Case, world: World) -> bool:
    """A problem or praise; never where a person or a plate is the evidence."""
    if case.kind is Kind.PRAISE:
        return True
    standard = world.subcategory(case.subcategory)
    return case.kind in SHOWN_KINDS and standard is not None and standard.privacy is PrivacyLevel.OPEN


def showing(case: Case, world: World) -> Showing | None:
    """None: neither is it shown nor may it be. What was closed by order is no result. What is shown can be taken back, whatever
    a newer catalogue says of its subcategory."""
    state = _STATES[case.publication]
    if case.stage is not Stage.CLOSED:
        return None
    if state in (Showing.DUE, Showing.SHOWN):
        return state
    return state if case.close_kind is not CloseKind.FORCED and may_be_shown(case, world) else None
