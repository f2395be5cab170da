"""`main.py hub case …`: list and show cases, and do what the centre's people do, as one of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from sync.hub import words
from sync.hub.case import Case, Publication
from sync.hub.dossier import Dossier
from sync.hub.operator import Operator
from sync.hub.service import HubService
from sync.hub.world import World
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import ActBody, Outcome, RefuseReason, ReturnReason
from sync.protocol.problems import Code, Problem

Commands = argparse._SubParsersAction
_DECIDED = {None: "", True: "approved", False: "declined"}


class Verb:
    """One subcommand: which act it does, and what it may be told besides the case."""

    def __init__(self, act: Act | None, told: str, *options: str, approve: bool | None = None) -> None:
        self.act, self.told, self.options, self.approve = act, told, options, approve


# `act` None: whatever was asked for on this case is decided.
VERBS: dict[str, Verb] = {
    "verify": Verb(Act.ASK_VERIFY, "ask a grid worker whether the report is true", "to", "text"),
    "file": Verb(Act.FILE, "file it under a standard", "subcategory"),
    "refuse": Verb(Act.REFUSE, "do not file it; the reporter reads why", "refuse_reason", "text"),
    "merge": Verb(Act.MERGE, "it is the same as another open case", "into"),
    "transfer": Verb(Act.TRANSFER, "it belongs to another system", "destination", "text"),
    "answer": Verb(Act.ANSWER, "answer praise, a consultation or a suggestion", "text"),
    "dispatch": Verb(Act.DISPATCH, "give it to a department (by the rules, when none is named)", "department", "text"),
    "return": Verb(Act.RETURN, "take it back from the department", "return_reason", "text"),
    "resume": Verb(Act.RESUME, "end a suspension"),
    "check": Verb(Act.ISSUE_CHECK, "send a grid worker to see whether it is done", "to", "text"),
    "close": Verb(Act.CLOSE, "close it"),
    "void": Verb(Act.VOID, "declare it void", "text"),
    "force-close": Verb(Act.FORCE_CLOSE, "close it without a passed check", "text"),
    "publish": Verb(Act.PUBLISH, "show its result to everybody, in these words and without photos", "text"),
    "take-back": Verb(Act.TAKE_BACK, "show its result to nobody any more"),
    "reopen": Verb(Act.REOPEN, "confirm the reporter's wish to reopen it", "text", approve=True),
    "approve": Verb(None, "approve what was asked for", "text", approve=True),
    "decline": Verb(None, "decline what was asked for", "text", approve=False),
}


def add(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    case = commands.add_parser("case", parents=[common], help="list, show and act on cases")
    verbs = case.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", parents=[common], help="cases, newest first")
    listing.add_argument("--stage", action="append", default=[], choices=[stage.value for stage in Stage])
    listing.add_argument("--department", metavar="CODE")
    listing.add_argument("--limit", type=int, default=50)
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)
    showing = verbs.add_parser("show", parents=[common], help="everything about one case")
    showing.add_argument("case", metavar="CASE", help="its number or id")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(run=run_show)
    for name, verb in VERBS.items():
        acting = verbs.add_parser(name, parents=[common], help=verb.told)
        acting.add_argument("case", metavar="CASE", help="its number or id")
        acting.add_argument("--as", dest="login", metavar="LOGIN", help="who acts; may be left out when only one can")
        acting.add_argument("--json", action="store_true")
        for option in verb.options:
            _OPTIONS[option](acting)
        acting.set_defaults(run=run_act, verb=verb)


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], object]] = {
    "to": lambda one: one.add_argument("--to", metavar="LOGIN", help="which grid worker; else the rules choose"),
    "text": lambda one: one.add_argument("--text", help="words for the timeline and whoever it concerns"),
    "subcategory": lambda one: one.add_argument("--subcategory", metavar="CODE"),
    "department": lambda one: one.add_argument("--department", metavar="CODE"),
    "destination": lambda one: one.add_argument("--destination", metavar="NAME", required=True),
    "into": lambda one: one.add_argument("--into", metavar="CASE", required=True),
    "refuse_reason": lambda one: one.add_argument("--reason", choices=[r.value for r in RefuseReason], required=True),
    "return_reason": lambda one: one.add_argument("--reason", choices=[r.value for r in ReturnReason], required=True),
}


def run_list(service: HubService, options: argparse.Namespace) -> int:
    found = Operator(service).overview(options.stage, options.department, max(1, options.limit))
    if options.json:
        print(msgspec.json.encode(found).decode())
        return 0
    zone = service.world().calendar.zone
    rows = [
        {
            "number": one.number, "stage": one.stage, "subcategory": one.subcategory or one.kind, "area": one.area,
            "department": one.department, "asked": one.pending, "light": one.light,
            "since": _clock(one.created_at, zone),
        }
        for one in found
    ]
    print(words.table(rows))
    return 0


def run_show(service: HubService, options: argparse.Namespace) -> int:
    operator = Operator(service)
    dossier = operator.dossier(operator.find(options.case))
    if options.json:
        told = {"case": dossier.case, "steps": dossier.steps, "media": dossier.media, "tasks": dossier.tasks}
        print(msgspec.json.encode(told).decode())
        return 0
    print(_page(dossier, service.world(), _taken_for(operator, dossier.case)))
    return 0


def run_act(service: HubService, options: argparse.Namespace) -> int:
    operator = Operator(service)
    verb: Verb = options.verb
    case = operator.find(options.case)
    act = verb.act or _asked(case)
    person = operator.person(options.login, act)
    receipt = operator.act(case, act, person, _body(operator, case, act, verb, options))
    if receipt.outcome is not Outcome.APPLIED and receipt.problem is not None:
        if options.json:
            print(msgspec.json.encode({"receipt": receipt}).decode())
        print(words.sentence(receipt.problem.to_problem()), file=sys.stderr)
        return 1
    after = operator.find(case.id)
    if options.json:
        print(msgspec.json.encode({"receipt": receipt, "case": after}).decode())
    else:
        print(f"{after.number}  {after.stage.value}")
    return 0


def _asked(case: Case) -> Act:
    if case.pending is None:
        raise Problem(Code.ACT_NOT_NOW, stage=case.stage.value)
    return case.pending.act


def _body(operator: Operator, case: Case, act: Act, verb: Verb, options: argparse.Namespace) -> ActBody:
    told = vars(options)
    body = ActBody(
        text=told.get("text"), reason=told.get("reason"), subcategory=told.get("subcategory"),
        destination=told.get("destination"), approve=verb.approve,
    )
    if act in (Act.ASK_VERIFY, Act.ISSUE_CHECK):
        login = told.get("to")
        person = operator.person(login, act).id if login else operator.suggested_collector(case, act)
        return msgspec.structs.replace(body, person=person)
    if act is Act.DISPATCH:
        return msgspec.structs.replace(body, department=told["department"] or operator.suggested_department(case))
    if act is Act.MERGE:
        return msgspec.structs.replace(body, parent=operator.find(told["into"]).id)
    return body


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _taken_for(operator: Operator, case: Case) -> str:
    """The open case that the reporter takes this one for: what `merge --into` may be told. Empty where there is none."""
    try:
        other = operator.find(case.report.same_as) if case.report.same_as else None
    except Problem:
        return ""
    return f"{other.number} ({other.stage.value})" if other is not None else ""


def _page(dossier: Dossier, world: World, taken_for: str) -> str:
    case, zone = dossier.case, world.calendar.zone
    found = world.subcategory(case.subcategory)
    facts = {
        "number": case.number, "stage": case.stage.value, "round": str(case.round), "kind": case.kind.value,
        "subcategory": f"{case.subcategory or ''} {found.zh if found else ''}".strip(),
        "place": f"{case.area_name} {case.report.place_text}".strip() + (" (outside)" if case.outside else ""),
        "same matter as": taken_for,
        "description": case.report.description, "reporter": world.name_of(case.reporter),
        "department": dossier.department_name, "handler": world.name_of(case.handler),
        "asked for": case.pending.act.value if case.pending else "",
        "photos": f"{sum(held.bound for held in dossier.originals)} of {len(dossier.originals)} arrived",
        "waits for photos": "yes" if case.hold_media else "",
        "shown to everybody": "" if case.publication is Publication.NO else case.publication.value,
    }
    lines = [f"{name + ':':<18}{value}" for name, value in facts.items() if value]
    lines += [
        f"{'due (' + clock.stage.value + '):':<18}{_clock(clock.due_at, zone)}"
        for clock in case.deadlines.values() if clock.met_at is None
    ]
    lines.append("")
    lines.append(words.table([
        {
            "step": str(step.seq), "at": _clock(step.at_hub, zone), "act": step.act.value,
            "to": step.target.value if step.target else "", "by": world.name_of(step.person) or step.role.value,
            "notes": " ".join(part for part in (
                "asked" if step.asked else "", _DECIDED[step.approved],
                "late" if step.late else "", step.body.reason or "", step.body.text or "", *step.doubts,
            ) if part),
        }
        for step in dossier.steps
    ]))
    return "\n".join(lines)
