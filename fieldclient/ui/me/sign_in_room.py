"""The object behind the sign-in page: hub, name, password; or the PIN that opens what was kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.parts.room import Room
from sync.protocol.people import Person
from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1

_FIELD_OF = {Code.SIGN_IN_WRONG: "password", Code.PIN_WRONG: "pin", Code.NO_HUB_SET: "hub", Code.NAME_NOT_FOUND: "hub",
             Code.TLS_FAILED: "hub", Code.CAPTIVE_PORTAL: "hub", Code.NOT_OUR_REPLY: "hub"}


@QmlElement
class SignInRoom(Room):
    """`done` says that somebody is signed in (or unlocked) and the page can go."""

    done = Signal()
    stateChanged = Signal()
    hubUrlChanged = Signal()  # of their own, and only for a real change: these fields are being typed in
    loginChanged = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, preferences: Any = None,
                 parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._link = link
        self._preferences = preferences
        self._hub_url = link.hub_url if link is not None else ""
        self._login = link.login if link is not None else ""
        self._problem = ""
        self._field = ""
        if link is not None:
            link.changed.connect(self._on_link)
        if tongue is not None:
            tongue.changed.connect(self.stateChanged)

    @Property(str, notify=stateChanged)
    def language(self) -> str:
        return self.tongue.language if self.tongue else "en"

    @Property(str, notify=hubUrlChanged)
    def hubUrl(self) -> str:
        return self._hub_url

    @Property(str, notify=loginChanged)
    def login(self) -> str:
        return self._login

    @Property(bool, notify=stateChanged)
    def locked(self) -> bool:
        return bool(self._link and self._link.locked)

    @Property(str, notify=stateChanged)
    def problem(self) -> str:
        return self._problem

    @Property(str, notify=stateChanged)
    def field(self) -> str:
        """The field the problem is about: hub, password, pin; or ''."""
        return self._field

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        self._preferences.choose("language", language)

    @Slot(str, str, str)
    def signIn(self, hub_url: str, login: str, password: str) -> None:
        missing = next((name for name, text in (("hub", hub_url), ("login", login), ("password", password))
                        if not text.strip()), "")
        if missing:
            self._show_problem(self.words.phrase(f"enter_{missing}"), missing)
            return
        self._begin()
        self._link.sign_in(hub_url, login, password, self._welcome, self._missed)

    @Slot(str)
    def unlock(self, pin: str) -> None:
        if not pin:
            self._show_problem(self.words.phrase("enter_pin"), "pin")
            return
        self._begin()
        self._link.unlock(pin, self._opened, self._missed)

    @Slot()
    def forgetPin(self) -> None:
        """For whoever forgot it: they sign in again, their work is untouched."""
        self._begin()
        self._link.remove_pin(lambda: self._end(""), self._missed)

    @Slot()
    def clearProblem(self) -> None:
        self._show_problem("", "")

    def _on_link(self) -> None:
        if self._hub_url != self._link.hub_url:
            self._hub_url = self._link.hub_url
            self.hubUrlChanged.emit()
        if self._login != self._link.login:
            self._login = self._link.login
            self.loginChanged.emit()
        self.stateChanged.emit()

    def _welcome(self, person: Person) -> None:
        self._end("")
        self.done.emit()
        self.say(self.words.phrase("welcome", name=person.name))

    def _opened(self) -> None:
        self._end("")
        self.done.emit()

    def _missed(self, problem: Problem) -> None:
        self._end(self.words.sentence(problem), _FIELD_OF.get(problem.code, ""))

    def _begin(self) -> None:
        self._show_problem("", "")
        self._add_busy(1)

    def _end(self, problem: str, field: str = "") -> None:
        self._add_busy(-1)
        self._show_problem(problem, field)

    def _show_problem(self, text: str, field: str) -> None:
        self._problem, self._field = text, field
        self.stateChanged.emit()
