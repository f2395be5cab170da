"""What the hub does by itself: where a case goes, who checks it, and which act comes next. Pure; tested by tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sync.hub.areas import by_nearness
from sync.hub.case import Case
from sync.hub.world import PersonRow, RoutingRule, World
from sync.protocol.lifecycle import BY_RULE, Act, Stage
from sync.protocol.mutations import ActBody
from sync.protocol.people import Role
from sync.protocol.report import Kind
from sync.protocol.tasks import VerifyResult
from sync.protocol.workcalendar import covers

NextAct = tuple[Act, ActBody]
Load = Mapping[str, int]  # open tasks by person


def fits(rule: RoutingRule, *, subcategory: str | None, category: str | None, area: str | None, day: date) -> bool:
    """True when everything that the rule says is so."""
    return (
        rule.subcategory in (None, subcategory)
        and rule.category in (None, category)
        and (rule.area is None or (area or "").startswith(rule.area))
        and (rule.season is None or covers(rule.season[0], rule.season[1], day))
    )


def route(world: World, case: Case, day: date) -> str | None:
    """The department that a rule names, leaving out those that already handed the case back in this round.

    Without a fitting rule it goes to the street office (domain 5.2: an unmatched case goes there, never nowhere), unless
    it was handed back: then a person decides, because one guess was already wrong.
    """
    found = world.subcategory(case.subcategory)
    category = found.category if found else None
    for rule in sorted(world.settings.routing, key=lambda rule: rule.priority):
        if rule.department in case.returned_by:
            continue
        if fits(rule, subcategory=case.subcategory, category=category, area=case.area, day=day):
            return rule.department
    return None if case.returned_by else street_office(world, case.area)


def street_office(world: World, area: str | None) -> str | None:
    """The office of the street that the area lies in; the only one there is when the area is not known."""
    offices = [found for found in world.settings.departments if found.street]
    here = [found for found in offices if area and area.startswith(found.street or "")]
    if here:
        return here[0].code
    return offices[0].code if len(offices) == 1 else None


def choose_collector(
    world: World,
    case: Case,
    load: Load,
    *,
    not_these: Iterable[str | None] = (),
    rather_not: Iterable[str | None] = (),
) -> PersonRow | None:
    """Who should look at this case: nearest duty grid first, then who has the fewest open tasks.

    `not_these` never: nobody checks their own handling. `rather_not` only when there is nobody else anywhere: the
    reporter, and whoever could not do it the last time.
    """
    never, unwanted = set(not_these), set(rather_not)
    ranks = {code: place for place, code in enumerate(by_nearness(world.settings.areas, world.area(case.area)))}

    def rank(person: PersonRow) -> tuple[bool, int, int, str]:
        nearest = min((_rank_of(code, case.area, ranks) for code in person.areas), default=len(ranks))
        return (person.id in unwanted, nearest, load.get(person.id, 0), person.id)

    candidates = [found for found in world.with_role(Role.COLLECTOR) if found.id not in never]
    return min(candidates, key=rank, default=None)


def _rank_of(duty: str, area: str | None, ranks: Mapping[str, int]) -> int:
    """A duty that takes in the whole area is as near as can be; a street is as near as its nearest grid."""
    if area and area.startswith(duty):
        return 0
    return min((place for code, place in ranks.items() if code.startswith(duty)), default=len(ranks))


def verifier_for(world: World, case: Case, load: Load) -> PersonRow | None:
    return choose_collector(world, case, load, rather_not=(case.reporter,))


def checker_for(world: World, case: Case, load: Load) -> PersonRow | None:
    return choose_collector(
        world, case, load, not_these=case.all_handlers, rather_not=(case.reporter, *case.unable_by)
    )


def next_act(world: World, case: Case, load: Callable[[], Load], day: date) -> NextAct | None:
    """The act that the policy lets the hub do now, or None when a person is needed or photos are still on their way."""
    policy = world.policy
    if case.pending is not None:
        act = case.pending.act
        return (act, ActBody(approve=True)) if act in policy.auto_approve and act in BY_RULE else None
    if case.hold_media:
        return None
    match case.stage:
        case Stage.SUBMITTED:
            return _triage(world, case, load)
        case Stage.FILED if policy.auto_dispatch:
            department = route(world, case, day)
            return (Act.DISPATCH, ActBody(department=department)) if department else None
        case Stage.DISPATCHED if policy.auto_receive:
            return Act.RECEIVE, ActBody()
        case Stage.HANDLED if policy.auto_check and len(case.unable_by) < policy.max_checks:
            checker = checker_for(world, case, load())
            return (Act.ISSUE_CHECK, ActBody(person=checker.id)) if checker else None
        case (Stage.CHECKED | Stage.ANSWERED) if policy.auto_close:
            return Act.CLOSE, ActBody()
    return None


def _triage(world: World, case: Case, load: Callable[[], Load]) -> NextAct | None:
    policy = world.policy
    if case.kind is not Kind.PROBLEM or case.outside or case.report.same_as:
        return None  # whether it is the same matter as another case is for a person to say
    must_verify = case.hotline or case.reporter_role in policy.auto_verify
    if must_verify and case.verified is None:
        verifier = verifier_for(world, case, load())
        return (Act.ASK_VERIFY, ActBody(person=verifier.id)) if verifier else None
    believed = case.verified is VerifyResult.EXIST or (
        case.verified is None
        and case.reporter_role in policy.trusted
        and not set(case.doubts) & set(policy.doubts_stop_filing)
    )
    if policy.auto_file and believed and world.subcategory(case.subcategory) is not None:
        return Act.FILE, ActBody(subcategory=case.subcategory)
    return None
