"""The hub of `bench save`, as a process of its own: says port and token, then serves until its input ends.

    python -m tests.bench.save_hub FOLDER DEVICE
"""

from __future__ import annotations

import sys
from pathlib import Path

from sync.hub.command import tidy_rarely
from sync.hub.http.server import HubServer
from sync.hub.media import MediaLimits
from sync.hub.service import HubService, LocalHub
from sync.protocol.people import SignIn
from tests.sync.hub.town import QUICK
from tests.sync.small_district import COLLECTOR, write_seed


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir()
    # No act names these photos: how many of them one person may leave here is not what is measured.
    service = HubService(folder / "hub", hasher=QUICK, limits=MediaLimits(unnamed_bytes_per_person=1 << 50))
    service.load_seed(write_seed(folder))
    door = LocalHub(service)
    door.sign_in(SignIn(login=COLLECTOR, password=f"{COLLECTOR}-demo", device_id=sys.argv[2]))
    tidy_rarely()  # as the hub's command does
    with HubServer(service) as server:
        print(server.port, door.token, flush=True)
        sys.stdin.read()
    service.close()


if __name__ == "__main__":
    main()
