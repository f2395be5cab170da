"""What nobody foresaw: one calm sentence on the screen, the whole story in the log, and the window goes on."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from fieldclient.ui.worker import as_problem

log = logging.getLogger(__name__)
_QUIET_S = 10.0  # the same mishap again within this time is only written down
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Mishaps(QObject):
    """`told` carries a Problem, on the window's thread, wherever the exception was raised."""

    told = Signal(object)

    def __init__(self, later: Callable[[Callable[[], None]], None], parent: QObject | None = None) -> None:
        """`later` runs a call on the window's thread."""
        super().__init__(parent)
        self._later = later
        self._last: tuple[str, float] = ("", 0.0)
        self._before: tuple[Any, Any, Any] | None = None

    def install(self) -> None:
        """Take over the interpreter's and the threads' hooks and Qt's messages, until `remove`."""
        self._before = (sys.excepthook, threading.excepthook, qInstallMessageHandler(_on_message))
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread

    def remove(self) -> None:
        if self._before is not None:
            sys.excepthook, threading.excepthook, messages = self._before
            qInstallMessageHandler(messages)
            self._before = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._later(lambda: self._tell(error))

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        error = told.exc_value
        if error is not None:
            self._later(lambda: self._tell(error))

    def _tell(self, error: BaseException) -> None:
        problem = as_problem(error)
        name, now = f"{type(error).__name__}: {error}", time.monotonic()
        if name == self._last[0] and now - self._last[1] < _QUIET_S:
            return
        self._last = (name, now)
        self.told.emit(problem)


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own words go where ours go."""
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
