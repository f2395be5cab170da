"""The log of this device: bounded, written by a thread of its own, without secrets."""

from __future__ import annotations

import logging
import logging.handlers
import queue
from pathlib import Path

NAME = "fieldclient.log"
MAX_BYTES = 512 * 1024
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def start_journal(folder: Path) -> logging.handlers.QueueListener:
    """Everything from WARNING on goes to `folder`; whoever logs never waits for the disk. `stop()` it at the end."""
    lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    entry = logging.handlers.QueueHandler(lines)
    file = logging.handlers.RotatingFileHandler(
        folder / NAME, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(entry)
    listener = logging.handlers.QueueListener(lines, file)
    listener.start()
    return listener
