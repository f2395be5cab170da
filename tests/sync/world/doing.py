"""What people do on their devices, through the desk as the window would do it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from fieldclient.work import views
from sync.protocol.lifecycle import Act
from sync.protocol.media import Shot
from sync.protocol.problems import Problem
from sync.protocol.report import Kind
from tests.sync.world.town import PLACES, SUBCATEGORIES, photo

if TYPE_CHECKING:
    from tests.sync.world.device import SimDevice

_TAPS = frozenset({Act.RECEIVE, Act.WITHDRAW})
_PHOTOS = {
    Act.FEEDBACK: (Shot.NEAR,), Act.VERIFY: (Shot.FAR, Shot.NEAR), Act.CHECK_PASS: (Shot.NEAR,),
    Act.CHECK_NOT_PASS: (Shot.NEAR,), Act.REOPEN: (Shot.NEAR,),
}
_FIELDS = {
    Act.FEEDBACK: {"result": "fixed"}, Act.VERIFY: {"choice": "exist"}, Act.CHECK_PASS: {"choice": "pass"},
    Act.CHECK_NOT_PASS: {"choice": "not_pass"}, Act.CHECK_UNABLE: {"choice": "unable"}, Act.RETURN: {"reason": "not_our_duty"},
    Act.CONTACT: {"choice": "call", "reason": "company"},
}


class Doing:
    """One person at one device, during one step."""

    def __init__(self, device: SimDevice, chance: random.Random, words: str) -> None:
        self.device, self.chance, self.words = device, chance, words
        self.ledger = device.world.ledger

    def _keep_photo(self, draft: str, shot: Shot) -> None:
        data = photo(self.chance)
        self.device.desk.add_photo_bytes(draft, data, shot=shot)
        self.ledger.kept(self.device, data)

    def _seal(self, draft: str) -> None:
        case_id = self.device.desk.submit(draft)
        self.ledger.sealed(self.device, case_id)

    # Reports

    def begin_report(self) -> str:
        desk = self.device.desk
        draft = desk.new_draft().id
        desk.save_field(draft, "subcategory", self.chance.choice(SUBCATEGORIES))
        desk.save_field(draft, "description", self.words)
        desk.place_by_hand(draft, *self.chance.choice(PLACES))
        for shot in (Shot.FAR, Shot.NEAR):
            self._keep_photo(draft, shot)
        return draft

    def report(self) -> None:
        self._seal(self.begin_report())

    def draft(self) -> None:
        """What was left lying: an older draft is finished, or a report begun."""
        drafts = [each for each in self.device.desk.drafts() if each.act is Act.SUBMIT and not each.missing]
        if drafts:
            self._seal(drafts[-1].id)
        else:
            self.begin_report()

    def praise(self) -> None:
        desk = self.device.desk
        draft = desk.new_draft(self.chance.choice((Kind.PRAISE, Kind.CONSULTATION))).id
        desk.save_field(draft, "description", self.words)
        self._seal(draft)

    # Cases

    def act(self) -> None:
        """Something this person is asked to do, or may do, on a case they see."""
        desk = self.device.desk
        which = "to_do" if self.chance.random() < 0.75 else self.chance.choice(("all", "mine"))
        rows = desk.cases(views.Lookup(which=which, limit=12))
        if not rows:
            return
        case_id = rows[0 if which == "to_do" and self.chance.random() < 0.5 else self.chance.randrange(len(rows))].id
        acts = [each.act for each in desk.case(case_id).acts]
        if acts:
            self.do(case_id, self._choose(acts))

    def _choose(self, acts: list[Act]) -> Act:
        """Mostly what moves a case on."""
        forward = [act for act in acts if act in (Act.RECEIVE, Act.FEEDBACK, Act.VERIFY, Act.CHECK_PASS, Act.RATE)]
        return self.chance.choice(forward if forward and self.chance.random() < 0.7 else acts)

    def do(self, case_id: str, act: Act) -> None:
        desk = self.device.desk
        if act in _TAPS:
            desk.act(case_id, act)
            self.ledger.sealed(self.device, case_id)
        elif act is Act.RATE:
            desk.rate(case_id, self.chance.choice(("satisfied", "mostly", "not_satisfied")), self.words)
            self.ledger.sealed(self.device, case_id)
        else:
            self._write(case_id, act)

    def _write(self, case_id: str, act: Act) -> None:
        desk = self.device.desk
        draft = desk.draft_for(case_id, act).id
        place = desk.case(case_id).position
        if place is not None:
            desk.place_by_hand(draft, place.latitude, place.longitude)
        desk.save_field(draft, "description", self.words)
        for name, value in _FIELDS.get(act, {}).items():
            desk.save_field(draft, name, value)
        if act is Act.SUSPEND:
            desk.save_field(draft, "until", (desk.now() + timedelta(days=2)).isoformat())
        for shot in _PHOTOS.get(act, ()):
            self._keep_photo(draft, shot)
        self._seal(draft)

    def two_acts(self) -> None:
        """Without waiting for the hub: received, and the result at once."""
        desk = self.device.desk
        for row in desk.cases(views.Lookup(which="to_do", limit=12)):
            if Act.RECEIVE in [each.act for each in desk.case(row.id).acts]:
                self.do(row.id, Act.RECEIVE)
                self.do(row.id, Act.FEEDBACK)
                return
        self.act()

    # What was refused

    def decide(self) -> None:
        """Somebody looks at what needs attention and does one of the things the window offers."""
        desk = self.device.desk
        rows = [row for row in desk.outbox() if row.delivery is views.Delivery.REFUSED]
        if not rows:
            return
        row = self.chance.choice(rows)
        match self.chance.randrange(3):
            case 0:
                desk.retry(row.mutation_id)
            case 1:
                desk.set_aside(row.mutation_id)
            case _:
                self._again(row.mutation_id)

    def _again(self, mutation: str) -> None:
        draft = self.device.desk.edit_again(mutation)
        if not draft.missing:
            self._seal(draft.id)

    def try_(self, what: str) -> None:
        """A person who is told why something cannot be done lets it be."""
        try:
            getattr(self, what)()
        except Problem as problem:
            self.device.world.told[problem.code.value] += 1
