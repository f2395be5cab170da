"""自行处置: a collector who mends it on the spot files it with a photo of before and one of after (domain 5.4, row 26)."""

from __future__ import annotations

from fieldclient.store import Store
from fieldclient.store.drafts import DraftRow
from fieldclient.store.overlay import new_facts
from fieldclient.work import acts as rules
from fieldclient.work.views import DraftView
from fieldclient.work.writing import Writing
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot, Usage
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.rights import may

_NOW_BEFORE = frozenset({Usage.REPORT, Usage.SUPPLEMENT})
_OF_HANDLING = frozenset({Usage.HANDLE_BEFORE, Usage.HANDLE_AFTER})


class SelfHandling:
    """A draft of a report becomes one of handling it oneself and back again; its photos and words stay."""

    def __init__(self, store: Store, writing: Writing) -> None:
        self._store = store
        self._writing = writing

    def allowed(self) -> bool:
        """Whether who works here may file what they mended themselves. False for nobody."""
        try:
            self._check()
        except Problem:
            return False
        return True

    def _check(self) -> None:
        account = self._store.people.current()
        if account is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        may(Act.SELF_HANDLED, account.actor, new_facts(Kind.PROBLEM, account.person.id))
        if not rules.on_device(Act.SELF_HANDLED, account.actor):
            raise Problem(Code.ROLE_NOT_ALLOWED, act=Act.SELF_HANDLED.value)

    def switch(self, draft_id: str, on: bool) -> DraftView:
        """ROLE_NOT_ALLOWED for who may not, BODY_INVALID (field) for a draft that is no report's."""
        draft, wanted = self._writing.own(draft_id), Act.SELF_HANDLED if on else Act.SUBMIT
        if draft.act not in rules.NEW_CASE:
            raise Problem(Code.BODY_INVALID, field="act")
        if on:
            self._check()
        if draft.act is not wanted:
            self._become(draft, wanted)
        return self._writing.view(draft_id)

    def _become(self, draft: DraftRow, wanted: Act) -> None:
        at = self._store.clock()
        with self._store.database.change():
            kind = Kind.PROBLEM if wanted is Act.SELF_HANDLED else draft.kind
            self._store.drafts.save(draft.id, at, act=wanted.value, kind=kind.value)
            for photo in draft.photos:
                usage, shot = _used_in(wanted, photo.usage, photo.shot)
                self._store.drafts.move_photo(draft.id, photo.sha256, shot, at, usage)


def _used_in(act: Act, usage: Usage, shot: Shot) -> tuple[Usage, Shot]:
    """What a photo shows of the matter stays; a photo of after is a further one of a mere report."""
    if act is Act.SELF_HANDLED:
        return (Usage.HANDLE_BEFORE if usage in _NOW_BEFORE else usage), shot
    if usage in _OF_HANDLING:
        return Usage.REPORT, Shot.OTHER if usage is Usage.HANDLE_AFTER else shot
    return usage, shot
