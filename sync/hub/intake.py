"""A report becomes a case: number, place, and the facts that triage needs."""

from __future__ import annotations

from sync.hub import areas
from sync.hub.case import Case
from sync.hub.desk import Desk
from sync.hub.world import PersonRow
from sync.protocol.activity import campaign_of
from sync.protocol.feed import Priority
from sync.protocol.lifecycle import TRANSITIONS, Act, Stage
from sync.protocol.mutations import ActBody
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind, Report

_REPORTERS = frozenset({Role.COLLECTOR, Role.VOLUNTEER, Role.CITIZEN})  # in this order of trust


def new_case(desk: Desk, case_id: str, act: Act, body: ActBody, person: PersonRow) -> Case:
    """The case of this report, not yet kept, and without a number until it lacks nothing. Its id is the report's, so that a lost
    reply can never make a second one."""
    report = body.report
    if report is None or report.id != case_id:
        raise Problem(Code.BODY_INVALID, field="report.id")
    role = reporter_role(person, act)
    standard = desk.world.subcategory(report.subcategory)
    case = Case(
        id=case_id, number="", stage=TRANSITIONS[act].target or Stage.SUBMITTED, report=report,
        subcategory=report.subcategory, reporter=person.id, reporter_role=role, created_at=desk.at,
        hotline=role is Role.ACCEPTOR, proof_act=act,
        priority=Priority.URGENT if standard is not None and standard.urgent else Priority.NORMAL,
    )
    place(desk, case, report)
    join_campaign(desk, case)
    return case


def join_campaign(desk: Desk, case: Case) -> None:
    """By the day of the report. Called again when triage files it under something else: what it was given stays where the hub
    has dropped that campaign meanwhile, because nobody has taken the case out of it."""
    campaigns = desk.world.settings.campaigns
    dropped = case.campaign is not None and all(each.code != case.campaign for each in campaigns)
    if case.kind is Kind.PROBLEM and not dropped:
        day = desk.world.calendar.local_day(case.created_at)
        case.campaign = campaign_of(campaigns, case.report.campaign, case.subcategory, day)


def reporter_role(person: PersonRow, act: Act) -> Role:
    """In which role somebody reports: the first of theirs that may. An acceptor who is nothing else took a call."""
    roles = TRANSITIONS[act].roles
    fitting = [role for role in person.roles if role in roles]
    reporters = [role for role in fitting if role in _REPORTERS]
    return (reporters or fitting)[0]


def place(desk: Desk, case: Case, report: Report) -> None:
    """Unit grid, else street; a place outside of all of them is allowed and said (domain 5.11, 6). A hub without areas of its
    own takes the device's word for the grid."""
    if not desk.world.settings.areas:
        case.area = report.grid or case.area
    if report.position is None:
        return
    found = areas.find(desk.world.settings.areas, report.position)
    if found is not None:
        case.area, case.area_name = found.code, found.name
    elif report.kind is Kind.PROBLEM and desk.world.settings.areas:
        case.outside = True
