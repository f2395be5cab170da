"""Whether the system lets this app use camera and microphone. It is asked when the person opens them, and not before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCameraPermission, QCoreApplication, QMicrophonePermission, QPermission, Qt

from sync.protocol.problems import Code, Problem

Answer = Callable[[Problem | None], None]


def may_use(what: QCameraPermission | QMicrophonePermission, answer: Answer) -> None:
    """`answer` gets None when it is allowed, else why not: at once, or when the person has answered the system's question."""
    app = QCoreApplication.instance()
    refused = Problem(Code.CAMERA_REFUSED if isinstance(what, QCameraPermission) else Code.MICROPHONE_REFUSED)
    if app is None:
        answer(refused)
        return

    def told(permission: QPermission) -> None:
        answer(None if permission.status() is Qt.PermissionStatus.Granted else refused)

    status = app.checkPermission(what)
    if status is Qt.PermissionStatus.Undetermined:
        app.requestPermission(what, app, told)
    else:
        answer(None if status is Qt.PermissionStatus.Granted else refused)
