"""The object behind the page that asks who is there: a PIN, somebody of a list, or hub, name and password."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui import way_in
from fieldclient.ui.me.comparing import Comparing
from fieldclient.ui.me.person_line import PersonLine, line_of
from fieldclient.ui.me.setup_desk import SetupDesk
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.locking import Known, known_people, must_set_pin
from sync.protocol.people import Person
from sync.protocol.problems import Code, Problem

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1

_FIELD_OF = {Code.SIGN_IN_WRONG: "password", Code.PIN_WRONG: "pin", Code.NO_HUB_SET: "hub", Code.NAME_NOT_FOUND: "hub",
             Code.TLS_FAILED: "hub", Code.CAPTIVE_PORTAL: "hub", Code.NOT_OUR_REPLY: "hub"}


@QmlElement
class SignInRoom(Room):
    """`step`: form, pin, people, or newPin where the organisation asks for one.

    `done` says that somebody is signed in (or let in) and the page can go."""

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
        self._problem = self._field = ""
        self._comparing = Comparing(self)
        self._step = "pin" if self.locked else "form"
        self._people: list[Known] = []
        self._current = self._who = ""
        self._lines = RowModel(PersonLine, self)
        self._setup = SetupDesk(self, link)
        self._setup.taken.connect(self._set_up)
        if link is not None:
            link.changed.connect(self._on_link)
        if tongue is not None:
            tongue.changed.connect(self._show_people)

    @Property(str, notify=stateChanged)
    def language(self) -> str:
        return self.tongue.language if self.tongue else "en"

    @Property(str, notify=hubUrlChanged)
    def hubUrl(self) -> str:
        return self._hub_url

    @Property(str, notify=loginChanged)
    def login(self) -> str:
        return self._login

    @Property(str, notify=stateChanged)
    def step(self) -> str:
        return self._step

    @Property(RowModel, constant=True)
    def people(self) -> RowModel:
        return self._lines

    @Property(SetupDesk, constant=True)
    def setup(self) -> SetupDesk:
        return self._setup

    @Property(str, notify=stateChanged)
    def who(self) -> str:
        """Whose PIN is asked for; '' where it is one for everybody, of an older version."""
        return next((each.name for each in self._people if each.id == self._who), "")

    @Property(bool, notify=stateChanged)
    def locked(self) -> bool:
        return bool(self._link and self._link.locked)

    @Property(bool, notify=stateChanged)
    def canLater(self) -> bool:
        """Nobody works here, so the window may be used without anybody's things in sight."""
        return not self._current and self._step != "newPin"

    @Property(bool, notify=stateChanged)
    def hasBack(self) -> bool:
        locks = any(each.lock for each in self._people)
        return bool(self._current) if self._step == "people" else locks and self._step == "form"

    @Property(str, notify=stateChanged)
    def problem(self) -> str:
        return self._problem

    @Property(str, notify=stateChanged)
    def field(self) -> str:
        """The field the problem is about: hub, password, pin; or ''."""
        return self._field

    @Property(Comparing, constant=True)
    def comparing(self) -> Comparing:
        return self._comparing

    def look(self) -> None:
        """The page is shown: who is to be asked for?"""
        self._show_problem("", "")
        self.ask(lambda desk: (known_people(desk.store), desk.store.people.current_id(), must_set_pin(desk.store)),
                 self._begin_with)

    def _begin_with(self, found: tuple[list[Known], str, bool]) -> None:
        self._people, self._current, must_set = found
        locks = [each.id for each in self._people if each.lock]
        self._who = self._current
        if self._current in locks or self.locked:
            self._step = "pin"
        elif must_set:
            self._step = "newPin"
        else:
            self._step = "people" if locks and not self._current else "form"
        self._show_people()

    def _show_people(self) -> None:
        if self.tongue is not None:
            self._lines.replace([line_of(each, self.words) for each in self._people])
        self.stateChanged.emit()

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        self._preferences.choose("language", language)

    @Slot(str)
    def choosePerson(self, person: str) -> None:
        """By PIN where there is one, else by password with the name already there."""
        known = next(each for each in self._people if each.id == person)
        self._who = person
        self._step = "pin" if known.lock else "form"
        if not known.lock:
            self._fill(known.login)
        self._show_problem("", "")

    @Slot()
    def showPeople(self) -> None:
        self._step = "people"
        self._show_problem("", "")

    @Slot()
    def showForm(self) -> None:
        """Somebody who has not signed in here yet."""
        self._step = "form"
        self._fill("")
        self._show_problem("", "")

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back; False where there is none."""
        if self._step == "newPin":
            return False
        if self._comparing.fingerprint:
            self._comparing.forget()
        elif self._step == "people" and self._current:
            self._who, self._step = self._current, "pin"
        elif self._step != "people" and any(each.lock for each in self._people):
            self._step = "people"
        else:
            return False
        self._show_problem("", "")
        return True

    @Slot(str, str, str)
    def signIn(self, hub_url: str, login: str, password: str) -> None:
        missing = next((name for name, text in (("hub", hub_url), ("login", login), ("password", password))
                        if not text.strip()), "")
        if missing:
            self._show_problem(self.words.phrase(f"enter_{missing}"), missing)
            return
        self._begin()
        self._link.sign_in(hub_url, login, password, self._welcome, self._missed, self._comparing.answer)

    @Slot(str)
    def unlock(self, pin: str) -> None:
        if not pin:
            self._show_problem(self.words.phrase("enter_pin"), "pin")
            return
        self._begin()
        self._link.at_the_door(partial(way_in.unlock, pin=pin, person=self._who), self._opened, self._not_opened)

    @Slot()
    def forgetPin(self) -> None:
        """For whoever forgot it: they sign in again, their work is untouched."""
        self._begin()
        self._link.at_the_door(partial(way_in.forget_pin, person=self._who), self._by_password, self._missed)

    @Slot()
    def clearProblem(self) -> None:
        """Something else is typed."""
        self._show_problem("", "")

    def _on_link(self) -> None:
        if self._hub_url != self._link.hub_url:
            self._hub_url = self._link.hub_url
            self.hubUrlChanged.emit()
        if self._login != self._link.login:
            self._fill(self._link.login)
        self.stateChanged.emit()

    def _set_up(self) -> None:
        """A code was taken: its hub stands in the form now."""
        self._step = "form"
        if self._preferences is not None:
            self._preferences.load()  # it may have said which language
        self._on_link()

    def _fill(self, login: str) -> None:
        self._login = login
        self.loginChanged.emit()

    def _welcome(self, person: Person) -> None:
        self._comparing.forget()

        def go_on(must_set: bool) -> None:
            self._end("")
            if must_set:
                self._current, self._step = person.id, "newPin"
                self.stateChanged.emit()
                return
            self.done.emit()
            self.say(self.words.phrase("welcome", name=person.name))

        self.ask(lambda desk: must_set_pin(desk.store), go_on, self._missed)

    @Slot(str, str)
    def choosePin(self, pin: str, again: str) -> None:
        """The PIN that the organisation asks for, twice, because nobody sees what is typed."""
        if not pin or pin != again:
            self._show_problem(self.words.phrase("pin_differs" if pin else "enter_pin"), "pinAgain" if pin else "pin")
            return
        self._begin()
        self._link.at_the_door(lambda way: way.opened_doors().set_pin(pin), self._opened, self._pin_refused)

    def _pin_refused(self, problem: Problem) -> None:
        self._end(self.words.sentence(problem), "pin" if problem.facts.get("field") == "pin" else "")

    @Slot()
    def leave(self) -> None:
        """Not with a PIN: signed out again; what was made here stays."""
        def left() -> None:
            self._end("")
            self.look()

        self._begin()
        self._link.sign_out(left, self._missed)

    def _opened(self) -> None:
        self._end("")
        self.done.emit()

    def _not_opened(self, problem: Problem) -> None:
        self._missed(problem)
        if problem.code is Code.SIGN_IN_NEEDED or problem.facts.get("tries_left") == 0:
            self._by_password(busy=False)

    def _by_password(self, busy: bool = True) -> None:
        """Only signing in helps: with the name in the form, and why."""
        if busy:
            self._end("")
        known = next((each for each in self._people if each.id == self._who), None)
        self._current, self._step = "" if self._who == self._current else self._current, "form"
        self._fill(known.login if known is not None else self._login)
        self._show_problem(self.words.phrase("pin_gone"), "")

    def _missed(self, problem: Problem) -> None:
        told = self.words.phrase("sign_in_offline") if problem.code is Code.NO_NETWORK else self.words.sentence(problem)
        asked = self._comparing.hear(problem)  # its page says why, with both fingerprints under each other
        self._end("" if asked else told, _FIELD_OF.get(problem.code, ""))

    def _begin(self) -> None:
        self._show_problem("", "")
        self._add_busy(1)

    def _end(self, problem: str, field: str = "") -> None:
        self._add_busy(-1)
        self._show_problem(problem, field)

    def _show_problem(self, text: str, field: str) -> None:
        if text and (text, field) == (self._problem, self._field):  # said again, to whoever cannot see that it still stands there
            self._problem = ""
            self.stateChanged.emit()
        self._problem, self._field = text, field
        self.stateChanged.emit()
