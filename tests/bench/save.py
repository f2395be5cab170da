"""What durability costs. On the device: from the tap on "save" until a photo of 3 MB, its row and its folder are on the disk,
beside the least that can do that: write, fsync, rename, fsync of the folder and one commit of SQLite (synchronous=FULL). At
the hub: 200 such photos over one connection and over four, each acknowledged when a power cut cannot take it any more, beside
nginx, which is asked by the same plain client to PUT the same bytes and syncs nothing.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from fieldclient.start.places import cache_folder
from tests.bench import save_device, save_ingest
from tests.bench.rows import Row
from tests.bench.save_photos import Photos


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--photos", type=int, default=200, metavar="N", help="to the hub, in each round (default 200)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of the hub's part (default 3)")
    parser.add_argument("--only", choices=("device", "hub"), help="one of the two parts")


def measure(args: argparse.Namespace) -> list[Row]:
    photos = Photos()
    place = Path(cache_folder())  # on the disk that the user's data lies on; /tmp may be memory, where a sync costs nothing
    place.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-save-", dir=place, ignore_cleanup_errors=True) as folder:
        if args.only != "hub":
            rows += save_device.measure(Path(folder), photos)
        if args.only != "device":
            rows += save_ingest.measure(Path(folder), photos, args.photos, args.rounds)
    return rows
