"""`main.py hub message …`: write to many people at once, and see how many have read it."""

from __future__ import annotations

import argparse

import msgspec

from sync.hub import bulletins, words
from sync.hub.service import HubService
from sync.hub.world import PersonRow, World
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem

Commands = argparse._SubParsersAction
_TIMES = "%Y-%m-%d %H:%M"


def add(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    message = commands.add_parser("message", parents=[common], help="write to many people; see how many have read it")
    verbs = message.add_subparsers(metavar="VERB", required=True)
    sending = verbs.add_parser("send", parents=[common], help="a message in everybody's activity")
    sending.add_argument("title", metavar="TITLE", help=f"at most {bulletins.MOST_TITLE} characters")
    sending.add_argument("text", metavar="TEXT", nargs="?", default="", help=f"at most {bulletins.MOST_BODY} characters")
    sending.add_argument("--as", dest="login", metavar="LOGIN", required=True, help="who writes it, e.g. gaofeng")
    sending.add_argument("--role", action="append", default=[], choices=[role.value for role in Role if role is not Role.SYSTEM])
    sending.add_argument("--department", action="append", default=[], metavar="CODE")
    sending.add_argument("--team", action="append", default=[], metavar="NAME")
    sending.add_argument("--to", action="append", default=[], metavar="LOGIN", help="without any of these: to everybody")
    sending.set_defaults(run=run_send)
    listing = verbs.add_parser("list", parents=[common], help="what was sent, and how many have read it")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)


def chosen(world: World, options: argparse.Namespace) -> list[PersonRow]:
    """Everybody whom one of the choices means; with no choice everybody."""
    everybody = list(world.people.values())
    if not (options.role or options.department or options.team or options.to):
        return everybody
    return [
        person for person in everybody
        if {role.value for role in person.roles} & set(options.role) or person.department in options.department
        or person.team in options.team or person.login in options.to
    ]


def run_send(service: HubService, options: argparse.Namespace) -> int:
    world, now = service.world(), service.clock()
    by = next((person for person in world.people.values() if person.login == options.login and person.active), None)
    if by is None:
        raise Problem(Code.BODY_INVALID, field="as")
    sent = service.database.run(
        lambda one: bulletins.publish(one, by, options.title, options.text, chosen(world, options), now))
    service.bell.ring()
    print(msgspec.json.encode(sent).decode())
    return 0


def run_list(service: HubService, options: argparse.Namespace) -> int:
    with service.database.read() as connection:
        found = bulletins.counted(connection, None, 200)
    if options.json:
        print(msgspec.json.encode(found).decode())
        return 0
    print(words.table([
        {"at": f"{each.at:{_TIMES}}", "title": each.title, "told": str(each.told), "read": str(each.read)} for each in found
    ]))
    return 0
