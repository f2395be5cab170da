"""`main.py hub device …` and `main.py hub quarantine …`: devices signed out from afar, and acts that wait for a decision."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

import msgspec

from sync.hub import devices_ending, push, quarantine, words
from sync.hub.service import HubService
from sync.hub.signatures import Verdict
from sync.hub.world import PersonRow, World
from sync.protocol.identity import DeviceRow
from sync.protocol.mutations import Mutation, Outcome, Receipt
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed

Commands = argparse._SubParsersAction
_TIMES = "%Y-%m-%d %H:%M"


def add(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    device = commands.add_parser("device", parents=[common], help="where people are signed in; sign a device out")
    verbs = device.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", parents=[common], help="devices in use, or lately in use")
    listing.add_argument("--of", dest="login", metavar="LOGIN", help="of this person only")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)
    ending = verbs.add_parser("end", parents=[common], help="sign everybody on this device out; unsent work stays on it")
    ending.add_argument("device", metavar="DEVICE")
    ending.add_argument("--of", dest="login", metavar="LOGIN", help="only this person")
    ending.add_argument("--lost-since", type=_time, metavar="TIME", help="e.g. 2026-03-01T14:00+08:00: what was made on it "
                        "from then on waits for a decision (default: from now on)")
    ending.set_defaults(run=run_end)
    _add_quarantine(commands, common)


def _add_quarantine(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    kept = commands.add_parser("quarantine", parents=[common], help="acts whose author is in doubt: look, take, drop")
    verbs = kept.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", parents=[common], help="what waits, the oldest first")
    listing.add_argument("--all", action="store_true", help="what was decided as well")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_quarantine)
    takes, drops = "it is theirs: do it, as the person it names", "it is not: leave it undone; it stays kept"
    for name, told in (("take", takes), ("drop", drops)):
        deciding = verbs.add_parser(name, parents=[common], help=told)
        deciding.add_argument("id", metavar="ID", help="as listed")
        deciding.set_defaults(run=run_decide, decision=name)


def _time(told: str) -> datetime:
    """With a zone, or in this machine's."""
    return datetime.fromisoformat(told).astimezone(UTC)


def run_list(service: HubService, options: argparse.Namespace) -> int:
    world, now = service.world(), service.clock()
    people = [_named(world, options.login)] if options.login else sorted(world.people.values(), key=lambda each: each.login)
    rows: list[tuple[PersonRow, DeviceRow]] = []
    with service.database.read() as connection:
        for person in people:
            rows += [(person, row) for row in devices_ending.of_person(connection, person.id, None, now)]
    if options.json:
        print(msgspec.json.encode([{"login": person.login, **msgspec.to_builtins(row)} for person, row in rows]).decode())
        return 0
    print(words.table([
        {
            "login": person.login, "device": row.device, "name": row.name, "signed in": f"{row.since:{_TIMES}}",
            "last used": f"{row.used_at:{_TIMES}}", "ended": f"{row.ended_at:{_TIMES}}" if row.ended_at else "",
            "lost since": f"{row.lost_since:{_TIMES}}" if row.lost_since else "",
        }
        for person, row in rows
    ]))
    return 0


def run_end(service: HubService, options: argparse.Namespace) -> int:
    world = service.world()
    with service.database.read() as connection:
        people = devices_ending.holders(connection, options.device)
    if options.login:
        people = [_named(world, options.login).id]
    if not people:
        raise Problem(Code.BODY_INVALID, field="DEVICE")
    for person in people:
        service.end_device(person, options.device, options.lost_since)
    print(msgspec.json.encode({"signed_out": people}).decode())
    return 0


def run_quarantine(service: HubService, options: argparse.Namespace) -> int:
    with service.database.read() as connection:
        found = quarantine.listing(connection, decided=options.all)
    if options.json:
        print(msgspec.json.encode(found).decode())
        return 0
    world = service.world()
    print(words.table([
        {
            "id": each.id, "came": f"{each.received_at:{_TIMES}}", "by": world.name_of(each.carrier),
            "says it is": world.name_of(each.person) or each.person[:20], "act": each.act, "case": each.case_id[:36],
            "why": each.reason, "decided": each.decision or "",
        }
        for each in found
    ]))
    return 0


def run_decide(service: HubService, options: argparse.Namespace) -> int:
    if options.decision == "drop":
        with service.database.write() as connection:
            quarantine.decide(connection, quarantine.find(connection, options.id), quarantine.DROPPED, service.clock())
        return 0
    receipt = take(service, options.id)
    print(msgspec.json.encode(receipt).decode())
    return 0 if receipt.outcome is not Outcome.REFUSED else 1


def take(service: HubService, told: str) -> Receipt:
    """Do a quarantined act as the person it names: the operator vouches. The device hears of it when it asks again."""
    with service.database.write() as connection:
        waiting = quarantine.find(connection, told)
        world, now = service.knowledge.get(connection), service.clock()
        author = world.people.get(waiting.person)
        if author is None:
            raise Problem(Code.BODY_INVALID, field="person")
        sealed = Sealed(waiting.content.encode(), waiting.signature, msgspec.json.decode(waiting.content, type=Mutation))
        carrier = world.people.get(waiting.carrier) or author
        verdict = Verdict(author=author, carried=carrier.id != author.id)
        receipt = push.take(connection, world, now, carrier, waiting.device, [sealed], [verdict])[0]
        if receipt.problem is None or receipt.problem.code != Code.INTERNAL.value:
            quarantine.decide(connection, waiting, quarantine.TAKEN, now)
    service.bell.ring()
    return receipt


def _named(world: World, login: str) -> PersonRow:
    found = next((each for each in world.people.values() if login in (each.login, each.id)), None)
    if found is None:
        raise Problem(Code.BODY_INVALID, field="--of")
    return found
