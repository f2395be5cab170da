"""A device with sealed reports that has not met its bad link yet:   python -m tests.bench.link_device FOLDER READY_FILE PHOTO...

Signs in and looks once over the good way (as yesterday in the office would), then seals one report for each photo while the
network is away. What sends them is `main.py sync --watch`, the production engine over the production store.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from tests.sync.field_device import FieldDevice
from tests.sync.small_district import COLLECTOR


def main(folder: str, ready_file: str, *photos: str) -> None:
    device = FieldDevice(Path(folder), Path(ready_file), COLLECTOR)
    device.sign_in(threading.Event())
    link = device.link()
    with device.queue() as queue:
        report = run_cycle(link, queue, SystemClock())
    if report.problem is not None:
        raise report.problem
    link.close()
    for number, photo in enumerate(photos, 1):
        device.desk.praise(Path(photo), f"report {number} of {len(photos)}: thank you, the street is clean again")
    device.desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
