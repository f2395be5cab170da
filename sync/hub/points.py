"""What points a case gives, and to whom (domain 5.6). Pure; tested by a table. `points_book` writes it down.

| for | points | who |
|---|---|---|
| filed | 20, 10, 5, 3 or 2 by the tier of the subcategory | the reporter |
| far, near and detail arrived, and a place within 30 m | 1 | the reporter |
| filed under what was reported | 1 | the reporter |
| praise that was shown | 1 | the reporter |
| a rating | 1 | the reporter |
| a verification by a volunteer, accepted | 2 | the volunteer |
| the same matter within 24 hours, filed first by another | 1 | the first three |
| refused as false | -20 | the reporter |

Staff get none for their own duty: the centre for any report, a department's people for what their department handles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from sync.hub.case import Case, Publication
from sync.hub.dossier import Held
from sync.hub.world import CENTRE, FIELD, PersonRow, PointsRules, World
from sync.protocol.activity import Campaign, PointsRule
from sync.protocol.catalogue import Catalogue
from sync.protocol.lifecycle import Stage
from sync.protocol.media import Shot, Usage
from sync.protocol.people import Role
from sync.protocol.report import Kind
from sync.protocol.workcalendar import is_month_day

TIERS = {"A": 20, "B": 10, "C": 5, "D": 3, "E": 2}
FALSE_REPORT = -20
RIGHT_PLACE_M = 30.0
CO_WITNESS_WITHIN = timedelta(hours=24)
CO_WITNESSES = 3
_COMPLETE = frozenset({Shot.FAR, Shot.NEAR, Shot.DETAIL})


class Due(msgspec.Struct, frozen=True):
    """An entry that the case as it stands gives reason for."""

    person: str
    rule: PointsRule
    delta: int
    at: datetime


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be known besides the case itself; asked only where it counts."""

    media: Sequence[Held] = ()
    verified_by: tuple[str, ...] = ()  # who answered its verification
    refused_as_false: bool = False
    witnesses: tuple[tuple[str, datetime], ...] = ()  # reporters of cases merged into it, and when they reported


def due(case: Case, known: Known, world: World, at: datetime) -> list[Due]:
    """Everything that this case gives points for as it stands. Of what is written down already nothing is written again."""
    return [each for each in _due(case, known, world, at) if _active(world, each.person)]


def _due(case: Case, known: Known, world: World, at: datetime) -> Iterator[Due]:
    reporter = case.reporter
    if case.stage is Stage.VOIDED:
        return  # what was given is taken back by `points_book`
    if case.stage is Stage.REFUSED:
        if known.refused_as_false:
            yield Due(reporter, PointsRule.FALSE_REPORT, FALSE_REPORT, case.ended_at or at)
        return
    if case.rating is not None:
        yield Due(reporter, PointsRule.RATING, 1, at)
    if case.kind is Kind.PRAISE and case.publication is Publication.DONE:
        yield Due(reporter, PointsRule.PRAISE, 1, at)
    if case.kind is not Kind.PROBLEM or case.filed_at is None:
        return
    if not own_duty(case, world.people.get(reporter)):
        yield from _for_report(case, known, world.settings.points, case.filed_at)
    for person in known.verified_by:
        row = world.people.get(person)
        if row is not None and Role.VOLUNTEER in row.role_set and person != reporter:
            yield Due(person, PointsRule.VERIFIED, 2, case.filed_at)
    yield from _for_witnesses(case, known, world)


def _for_report(case: Case, known: Known, rules: PointsRules, filed_at: datetime) -> Iterator[Due]:
    yield Due(case.reporter, PointsRule.FILED, TIERS[tier_of(case.subcategory, rules)], filed_at)
    shots = {held.ref.shot for held in known.media if held.bound and held.ref.usage is Usage.REPORT}
    place = case.position
    if shots >= _COMPLETE and place is not None and place.accuracy_m is not None and place.accuracy_m <= RIGHT_PLACE_M:
        yield Due(case.reporter, PointsRule.EVIDENCE, 1, filed_at)
    if case.subcategory is not None and case.subcategory == case.report.subcategory:
        yield Due(case.reporter, PointsRule.SUBCATEGORY, 1, filed_at)


def _for_witnesses(case: Case, known: Known, world: World) -> Iterator[Due]:
    told = sorted((when, person) for person, when in known.witnesses)
    near = [person for when, person in told if when - case.created_at <= CO_WITNESS_WITHIN and person != case.reporter]
    for person in list(dict.fromkeys(near))[:CO_WITNESSES]:
        if not own_duty(case, world.people.get(person)):
            yield Due(person, PointsRule.CO_WITNESS, 1, case.filed_at or case.created_at)


def own_duty(case: Case, person: PersonRow | None) -> bool:
    """Whether a report about this is what the person is paid for."""
    if person is None:
        return False
    if person.role_set & CENTRE:
        return True
    return bool(person.role_set & FIELD) and person.department is not None and person.department == case.department


def tier_of(subcategory: str | None, rules: PointsRules) -> str:
    return next((tier for tier, codes in rules.tiers.items() if subcategory in codes), rules.others)


def _active(world: World, person: str) -> bool:
    found = world.people.get(person)
    return found is not None and found.active


def wrong_activity(rules: PointsRules, campaigns: Iterable[Campaign], catalogue: Catalogue) -> Iterator[str]:
    """Of a seed: the fields that would fail later, when nobody looks."""
    if rules.others not in TIERS:
        yield "points.others"
    for tier, codes in rules.tiers.items():
        if tier not in TIERS or any(catalogue.subcategory(code) is None for code in codes):
            yield f"points.tiers.{tier}"
    if rules.reports_a_day < 1 or rules.points_a_month < 1:
        yield "points.reports_a_day" if rules.reports_a_day < 1 else "points.points_a_month"
    seen: set[str] = set()
    for campaign in campaigns:
        if not campaign.code or campaign.code in seen or not campaign.zh.strip():
            yield f"campaigns.{campaign.code}"
        seen.add(campaign.code)
        if campaign.season is not None and not all(map(is_month_day, campaign.season)):
            yield f"campaigns.{campaign.code}.season"
        if any(catalogue.subcategory(code) is None for code in campaign.subcategories):
            yield f"campaigns.{campaign.code}.subcategories"
