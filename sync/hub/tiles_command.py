"""`main.py hub tiles …`: packages of map tiles that devices may fetch."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from sync.hub import words
from sync.hub.service import HubService
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem

Commands = argparse._SubParsersAction


def add(commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    tiles = commands.add_parser("tiles", parents=[common], help="map tiles that devices may take along")
    verbs = tiles.add_subparsers(metavar="VERB", required=True)
    adding = verbs.add_parser("add", parents=[common], help="offer an MBTiles or PMTiles file; replaces one of its name")
    adding.add_argument("file", type=Path, metavar="FILE")
    adding.add_argument("--name", default="", help="as people read it (default: the file's name)")
    adding.add_argument("--datum", required=True, choices=("wgs84", "gcj02"),
                        help="what the tiles are cut by: gcj02 for the usual Chinese web maps, else wgs84")
    adding.set_defaults(run=run_add)
    removing = verbs.add_parser("remove", parents=[common], help="offer it no more; devices keep what they have")
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=run_remove)
    listing = verbs.add_parser("list", parents=[common], help="what is offered")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)


def run_add(service: HubService, options: argparse.Namespace) -> int:
    print(msgspec.json.encode(service.tiles.add(options.file, options.name, Datum(options.datum))).decode())
    return 0


def run_remove(service: HubService, options: argparse.Namespace) -> int:
    if not service.tiles.remove(options.name):
        raise Problem(Code.BODY_INVALID, field="name")
    return 0


def run_list(service: HubService, options: argparse.Namespace) -> int:
    offers = service.tiles.offers().offers
    if options.json:
        print(msgspec.json.encode(offers).decode())
        return 0
    print(words.table([
        {"name": each.name, "kind": each.kind, "datum": each.datum.value, "zoom": f"{each.least_zoom}-{each.most_zoom}",
         "MB": f"{each.size_bytes / 1e6:.1f}"} for each in offers
    ]))
    return 0
