"""A person decides that everybody sees the result of a closed case, or no longer does (domain 5.12).

The decision is durable at once; the copies of the photos are made outside of any transaction, like those of the rules.
"""

from __future__ import annotations

from sync.hub.acts.doing import Doing
from sync.hub.case import Case, Publication, ToShow
from sync.hub.world import PersonRow, World
from sync.protocol.feed import NoticeCode
from sync.protocol.media import MediaKind, Usage
from sync.protocol.mutations import Release
from sync.protocol.problems import Code, Problem

BEFORE = frozenset({Usage.REPORT, Usage.HANDLE_BEFORE})
AFTER = frozenset({Usage.HANDLE_AFTER, Usage.SELF_HANDLE})


def publish(doing: Doing) -> None:
    """With the words of whoever decides, and only with photos that they named: no other was looked at for this."""
    case, release = doing.case, doing.body.release or Release()
    _check(doing, release.before, BEFORE)
    _check(doing, release.after, AFTER)
    if case.publication is Publication.DONE:  # of a decision before this one (`sync.hub.ahead`)
        doing.desk.withdraw_publication(case)
        case.shown_at = None
    case.publication = Publication.DUE
    case.to_show = ToShow(
        text=(doing.body.text or "").strip(), by=doing.person_id or "", at=doing.at, before=release.before, after=release.after)


def take_back(doing: Doing) -> None:
    """Gone for everybody with the next look; that it is gone is told only where it had been told that it is there."""
    case = doing.case
    was_shown = case.publication is Publication.DONE
    case.publication, case.shown_at = Publication.WITHDRAWN, None
    case.taken_back_version, case.taken_back_by = case.version + 1, doing.person_id  # recording the step makes that version
    if was_shown:
        doing.desk.withdraw_publication(case)
        doing.desk.notify(concerned(case, doing.world), NoticeCode.RESULT_TAKEN_BACK, case)


def concerned(case: Case, world: World) -> list[PersonRow | str]:
    """Whose report it was, and who handled it."""
    return [case.reporter, *case.subscribers, *world.staff_of(case.department)]


def _check(doing: Doing, sha256: str | None, usages: frozenset[Usage]) -> None:
    """A photo of this case, from that side of the handling, whose bytes are here. BODY_INVALID (field) otherwise."""
    if sha256 is None:
        return
    for held in doing.desk.media(doing.case.id):
        ref = held.ref
        if ref.sha256 == sha256 and ref.preview_of is None and ref.kind is MediaKind.PHOTO and ref.usage in usages and held.bound:
            return
    raise Problem(Code.BODY_INVALID, field="release")
