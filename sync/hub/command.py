"""`main.py hub`: serve the hub, or act on its data folder as one of its people."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
import threading
from pathlib import Path

import msgspec
import platformdirs
from sqlalchemy.exc import OperationalError

from sync.hub import (
    bulletin_command,
    case_command,
    devices_command,
    setup_command,
    take_command,
    tiles_command,
    words,
)
from sync.hub.operator import Operator
from sync.hub.service import HubService
from sync.protocol.problems import Code, Problem

OK, REFUSED, USAGE = 0, 1, 2
_ABOUT_DATABASE = (
    "keep everything but files in PostgreSQL (13 or newer, UTF8) instead of the data folder: postgresql://USER@HOST/NAME. With a "
    "password use the variable FIELDCLIENT_HUB_DATABASE or a .pgpass file. Several hubs may share one database and one folder"
)
DEFAULT_PORT = 8750
DATABASE_VARIABLE = "FIELDCLIENT_HUB_DATABASE"  # a password on a command line is seen by everybody on the machine


def main(argv: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 refused or failed (one sentence on stderr), 2 not understood."""
    options = parser().parse_args(argv)
    try:
        service = HubService(options.data, database_url=options.database or os.environ.get(DATABASE_VARIABLE))
    except (Problem, OSError, OperationalError) as failure:
        return fail(failure)
    try:
        return int(options.run(service, options))
    except (Problem, OSError, OperationalError) as failure:
        return fail(failure)
    finally:
        service.close()


def fail(failure: Problem | OSError | OperationalError) -> int:
    if isinstance(failure, OperationalError):
        locked = "locked" in str(failure.orig)
        reason = str(failure.orig).strip().partition("\n")[0]
        failure = Problem(Code.STORE_BUSY) if locked else Problem(Code.DISK_FAILED, reason=reason)
    elif isinstance(failure, OSError):
        failure = Problem(Code.DISK_FAILED, reason=failure.strerror or str(failure))
    print(words.sentence(failure), file=sys.stderr)
    return REFUSED


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="main.py hub", description="Serve the hub (default), or act on its cases.")
    common = argparse.ArgumentParser(add_help=False)
    for one, default in ((made, _default_folder()), (common, argparse.SUPPRESS)):
        one.add_argument("--data", type=Path, default=default, metavar="DIR", help="data folder")
        one.add_argument("--database", default=None if one is made else default, metavar="URL", help=_ABOUT_DATABASE)
    made.set_defaults(run=serve)
    made.add_argument("--seed", type=Path, metavar="FILE", help="load this seed first, e.g. resources/demo/district.toml")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"0 chooses a free one (default {DEFAULT_PORT})")
    made.add_argument("--ready-file", type=Path, metavar="FILE", help="write the address here once requests are answered")
    made.add_argument("--tls-cert", type=Path, metavar="FILE", help="serve https with this certificate (PEM)")
    made.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key (PEM)")
    made.add_argument("--log", default="warning", choices=("debug", "info", "warning"), help="how much goes to stderr")
    commands = made.add_subparsers(metavar="COMMAND")
    case_command.add(commands, common)
    devices_command.add(commands, common)
    take_command.add(commands, common)
    setup_command.add(commands, common)
    bulletin_command.add(commands, common)
    tiles_command.add(commands, common)
    _add_others(commands, common)
    return made


def _add_others(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    people = commands.add_parser("people", parents=[common], help="everybody the hub knows")
    people.add_argument("--json", action="store_true")
    people.set_defaults(run=show_people)
    load = commands.add_parser("load", parents=[common], help="take over a seed; again and again is harmless")
    load.add_argument("seed_file", type=Path, metavar="SEED")
    load.set_defaults(run=load_seed)
    catalogue = commands.add_parser("catalogue", parents=[common], help="replace the catalogue; devices fetch it")
    catalogue.add_argument("catalogue_file", type=Path, metavar="FILE")
    catalogue.set_defaults(run=load_catalogue)
    tick = commands.add_parser("tick", parents=[common], help="do what time brings about, once (a server does it itself)")
    tick.set_defaults(run=run_tick)
    status = commands.add_parser("status", parents=[common], help="how the database stands and whether news reach the devices")
    status.set_defaults(run=show_status)
    audit = commands.add_parser("audit", parents=[common], help="look for timelines that were changed afterwards")
    audit.set_defaults(run=run_audit)
    restored = commands.add_parser("restored", parents=[common], help="say that a backup was put back: devices start anew")
    restored.set_defaults(run=run_restored)


def _default_folder() -> Path:
    return platformdirs.user_data_path("fieldclient", appauthor=False) / "hub"


def serve(service: HubService, options: argparse.Namespace) -> int:
    from sync.hub.http.server import (
        HubServer,  # a quarter of a second that the operator's other commands do not pay
    )

    logging.basicConfig(level=options.log.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if options.seed is not None:
        service.load_seed(options.seed)
    if not service.world().people:
        print("Nobody can sign in yet: start it with --seed FILE once.", file=sys.stderr)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    server = HubServer(
        service, options.host, options.port, certificate=options.tls_cert, key=options.tls_key
    )
    tidy_rarely()
    with server:
        print(server.url, flush=True)
        if options.ready_file is not None:
            _write_ready(options.ready_file, server.url)
        stopped.wait()
    return OK


def tidy_rarely() -> None:
    """A batch of reports makes thousands of small things that no ring holds together: looking for rings after every seven hundred
    of them, and among all that was loaded at the start, took a sixth of the time. Price: rings stay a little longer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _write_ready(path: Path, url: str) -> None:
    """Whole or not at all: whoever waits for the file may read it at once."""
    part = path.with_name(path.name + ".part")
    part.write_text(url + "\n", encoding="utf-8")
    os.replace(part, path)


def show_people(service: HubService, options: argparse.Namespace) -> int:
    world = service.world()
    people = sorted(world.people.values(), key=lambda person: (not person.active, person.roles[0].value, person.id))
    if options.json:
        print(msgspec.json.encode(people).decode())
        return OK
    print(words.table([
        {
            "login": person.login, "name": person.name, "roles": ", ".join(person.roles),
            "department": world.department_name(person.department), "areas": ", ".join(person.areas),
            "active": "yes" if person.active else "no",
        }
        for person in people
    ]))
    return OK


def load_seed(service: HubService, options: argparse.Namespace) -> int:
    report = service.load_seed(options.seed_file)
    print(msgspec.json.encode(report).decode())
    return OK


def load_catalogue(service: HubService, options: argparse.Namespace) -> int:
    print(msgspec.json.encode({"catalogue_version": service.load_catalogue(options.catalogue_file.read_bytes())}).decode())
    return OK


def run_tick(service: HubService, options: argparse.Namespace) -> int:
    print(msgspec.json.encode(service.tick()).decode())
    return OK


def show_status(service: HubService, options: argparse.Namespace) -> int:
    """JSON; exit code 1 and a sentence when devices hear of nothing new."""
    found = service.state()
    print(msgspec.json.encode(found).decode())
    if not found.feed.alarm:
        return OK
    by = found.feed.held_back_by or "an open transaction"
    print(f"The feed is held back for {found.feed.held_back_s:.0f} s: it waits for {by}.", file=sys.stderr)
    return REFUSED


def run_audit(service: HubService, options: argparse.Namespace) -> int:
    broken = Operator(service).audit()
    for number, step in broken:
        print(f"{number}: changed from step {step} on", file=sys.stderr)
    print(msgspec.json.encode({"broken": [number for number, _ in broken]}).decode())
    return REFUSED if broken else OK


def run_restored(service: HubService, options: argparse.Namespace) -> int:
    print(msgspec.json.encode({"files_asked_for_again": service.start_new_epoch()}).decode())
    return OK
