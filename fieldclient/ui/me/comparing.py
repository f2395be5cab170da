"""Who answers at an address is known here by another fingerprint: a person compares it before their password is sent."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Comparing(QObject):
    """The yes is to one fingerprint: should another come, it is asked for again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fingerprint = self._known = ""
        self._done = False

    @Property(str, notify=changed)
    def fingerprint(self) -> str:
        """What has to be compared; '' while nothing has."""
        return self._fingerprint

    @Property(str, notify=changed)
    def known(self) -> str:
        """What who answers was known by until now."""
        return self._known

    @Property(bool, notify=changed)
    def done(self) -> bool:
        return self._done

    @property
    def answer(self) -> str:
        """The fingerprint that was compared; '' before the person said so."""
        return self._fingerprint if self._done else ""

    @Slot(bool)
    def setDone(self, yes: bool) -> None:
        self._done = yes
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """Another address is being typed, or somebody is signed in."""
        self._be("")

    def hear(self, problem: Problem) -> bool:
        """Signing in failed; whether because something has to be compared. Without a network the question stays as it is; a wrong
        password was looked at after its answer."""
        if problem.code is Code.SETUP_INVALID:
            told = (str(problem.facts.get(name, "")).replace("\u00a0", " ") for name in ("fingerprint", "known"))
            self._be(*told)
        elif problem.code is Code.SIGN_IN_WRONG:
            self._be("")
        return problem.facts.get("reason") == "new_key"

    def _be(self, fingerprint: str, known: str = "") -> None:
        if (fingerprint, known) != (self._fingerprint, self._known):
            self._fingerprint, self._known, self._done = fingerprint, known, False
            self.changed.emit()
