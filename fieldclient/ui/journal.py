"""The log of this device: bounded, written by a thread of its own, without secrets."""

from __future__ import annotations

import logging
import logging.handlers
import queue
from pathlib import Path

NAME = "fieldclient.log"
MAX_BYTES = 512 * 1024
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class Journal:
    """Everything from WARNING on goes to `folder`; whoever logs never waits for the disk."""

    def __init__(self, folder: Path) -> None:
        lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._entry = logging.handlers.QueueHandler(lines)
        self._file = logging.handlers.RotatingFileHandler(
            folder / NAME, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self._file.setFormatter(logging.Formatter(_FORMAT))
        self._listener = logging.handlers.QueueListener(lines, self._file)
        self._listener.start()
        logging.getLogger().addHandler(self._entry)

    def stop(self) -> None:
        logging.getLogger().removeHandler(self._entry)
        self._listener.stop()
        self._file.close()
