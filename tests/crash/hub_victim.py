"""A hub that is cut while devices talk to it: the real service behind its real HTTP, with its clock ticking."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sync.hub import part
from sync.hub.db.migrate import migrate  # noqa: F401 - what an upgrade needs is loaded before the first child
from sync.hub.http import server
from sync.hub.media import MediaLimits
from sync.hub.seed import Seed, read_seed
from sync.hub.service import HubService
from tests.crash.switches import switch
from tests.sync.hub.town import QUICK
from tests.sync.small_district import SEED, write_seed

SHOWN = "auto_dispatch = true\nauto_close = true\npublish_results = true\nrelease_photos = true"
_SEEDS: list[Seed] = []


def warm() -> None:
    import tempfile

    import uvicorn.loops.auto
    import uvicorn.protocols.http.auto

    import sync.hub.db.sqlite
    from sync.hub.publish import public_copy

    with tempfile.TemporaryDirectory() as folder:
        path = write_seed(Path(folder))
        path.write_text(SEED.replace("auto_dispatch = true", SHOWN), encoding="utf-8")
        _SEEDS.append(read_seed(path))
        service = HubService(Path(folder) / "hub", hasher=QUICK)
        service.load_seed(_SEEDS[0])
        service.close()
    public_copy(b"")
    assert uvicorn.loops.auto and uvicorn.protocols.http.auto and sync.hub.db.sqlite
    server.LOOK_S = 0.02


def live(order: dict[str, Any], say: Callable[..., None]) -> None:
    switch(order["control"])
    logging.disable(logging.CRITICAL)  # without power everything fails, and each failure would be a page
    folder = Path(order["folder"])
    if order["kind"] == "power":  # the machine has started anew, as far as the hub can tell
        part._boot[:] = [f"{order['seed']} {order['life']}"]
    service = HubService(folder, hasher=QUICK, limits=MediaLimits(keep_free_bytes=1 << 20))
    if not service.world().people:
        service.load_seed(_SEEDS[0])
    with server.HubServer(service, tick_s=0.1) as running:
        say(t="open", port=running.port)
        nursery = os.getppid()
        while os.getppid() == nursery:  # whoever stops the whole campaign leaves nobody behind
            time.sleep(0.5)
