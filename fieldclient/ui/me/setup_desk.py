"""Setting up by a code: typed, pasted, in a picture or before the camera. What it would do is shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QCameraPermission, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from fieldclient.ui import way_in
from fieldclient.ui.evidence.permissions import may_use
from fieldclient.ui.me import setup_codes
from fieldclient.ui.me.aside import aside
from fieldclient.ui.me.link_opener import LinkOpener
from fieldclient.ui.me.setup_facts import SetupFact, facts_of
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from sync.protocol.problems import Problem

if TYPE_CHECKING:
    from fieldclient.work.setting_up import Offer

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1
_MOST_WAITING = 8  # links from outside: a page that opens one after the other fills nothing
_BREATH_MS = 700  # after a yes: the second half of a double tap is no yes to the next one


@QmlElement
class SetupDesk(QObject):
    """`step`: ask, scan or show. `taken` says that a person has accepted the code."""

    changed = Signal()
    taken = Signal()
    shown = Signal(str)  # a text: what it would do, or why it cannot be used, stands on the screen

    def __init__(self, room: Room | None = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._link = link
        self._step, self._problem = "ask", ""
        self._offer: Offer | None = None
        self._facts = RowModel(SetupFact, self)
        self._opener = LinkOpener(room, self._refused, self)
        self._allowed = self._looking = self._brought = self._compared = False
        self._reading = ""  # the text that is being read, or is on the screen as an offer
        self._waiting: list[str] = []  # links from outside behind it
        if room is not None and room.tongue is not None:
            room.tongue.changed.connect(self._say_again)

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        return self._looking

    @Property(bool, notify=changed)
    def allowed(self) -> bool:
        """The system lets this app use the camera."""
        return self._allowed

    @Property(RowModel, constant=True)
    def facts(self) -> RowModel:
        return self._facts

    @Property(LinkOpener, constant=True)
    def opener(self) -> LinkOpener:
        return self._opener

    @Property(str, notify=changed)
    def kind(self) -> str:
        """first, same or other; '' while nothing is shown."""
        return self._offer.kind.value if self._offer is not None else ""

    @Property(bool, notify=changed)
    def mustCompare(self) -> bool:
        """Nothing that is known here proves whose code it is: a person says that they have compared its fingerprint."""
        return self._offer is not None and self._offer.compare

    @Property(bool, notify=changed)
    def replaces(self) -> bool:
        """A yes puts its fingerprint in the place of the one that is known here."""
        return self._offer is not None and bool(self._offer.instead_of)

    @Property(bool, notify=changed)
    def compared(self) -> bool:
        return self._compared

    @Slot(bool)
    def setCompared(self, yes: bool) -> None:
        self._compared = yes
        self.changed.emit()

    @Property(bool, notify=changed)
    def another(self) -> bool:
        """A further link came from outside; it is shown when this one is decided."""
        return bool(self._waiting)

    @Slot()
    def begin(self) -> None:
        """Anew; what somebody brought from outside is looked at first."""
        self._opener.look()
        if self._brought:
            self.seen()
            return
        self._put_aside()

    def _put_aside(self) -> None:
        """What was shown is not wanted; what waits behind it comes next."""
        self._step, self._problem, self._offer, self._reading = "ask", "", None, ""
        self.changed.emit()
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._reading:
            self._read(self._waiting.pop(0))

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back; False from the first."""
        if self._step == "ask":
            return False
        self._put_aside()
        return True

    @Slot()
    def scan(self) -> None:
        self._step, self._problem = "scan", ""
        may_use(QCameraPermission(), self._permitted)

    def _permitted(self, refused: Problem | None) -> None:
        self._allowed = refused is None
        self._problem = "" if refused is None else self._room.words.sentence(refused)
        self.changed.emit()

    @Property(bool, notify=changed)
    def brought(self) -> bool:
        """A link came from outside: whoever shows this desk's page shows it now."""
        return self._brought

    def bring(self, text: str) -> None:
        """What is on the screen stays there until it is decided: a person's yes must be about what they have read."""
        if not self._reading:
            self._step, self._problem = "ask", ""
        self._read_behind(text)
        self._brought = True
        self.changed.emit()

    def _read_behind(self, text: str) -> None:
        if not self._reading:
            self._read(text)
        elif text not in (self._reading, *self._waiting) and len(self._waiting) < _MOST_WAITING:
            self._waiting.append(text)

    @Slot()
    def seen(self) -> None:
        """The page is there and shows it. (Said in the next turn: a binding that has just heard of it may have led here.)"""
        self._brought = False
        QTimer.singleShot(0, self, self.changed.emit)

    @Slot(str)
    def readText(self, text: str) -> None:
        self._read(text)

    @Slot()
    def paste(self) -> None:
        """What lies in the system's clipboard: a link, or a picture of a code."""
        clipboard = QGuiApplication.clipboard()
        image = clipboard.image()
        if image.isNull():
            self._read(clipboard.text())
        else:
            self._decode(lambda: setup_codes.in_image(image))

    @Slot(QUrl)
    def readPicture(self, url: QUrl) -> None:
        path = Path(url.toLocalFile())
        self._decode(lambda: setup_codes.in_file(path))

    @Slot(QObject)
    def lookAt(self, output: QObject) -> None:
        """The frame that a video output shows now. While one is looked at, others are passed over."""
        if self._looking or self._step != "scan":
            return
        image = setup_codes.shown_by(output)
        if image is not None:
            self._decode(lambda: setup_codes.in_image(image), said=False)

    def _decode(self, look: Callable[[], tuple[str, ...]], *, said: bool = True) -> None:
        """On a thread of its own: a dense code takes a tenth of a second, and neither window nor store waits for it."""
        self._looking = True
        self.changed.emit()
        aside(self._room.worker, "code", look, lambda texts: self._found(texts, None, said),
              lambda problem: self._found((), problem, said))

    def _found(self, texts: tuple[str, ...], failure: Problem | None, said: bool) -> None:
        self._looking = False
        if not said and self._step != "scan":
            return  # the person went on meanwhile
        link = setup_codes.link_among(texts)
        if link is not None:
            self._read_behind(link)
        elif said:
            told = self._room.words.sentence(failure) if failure else self._room.words.phrase("setup_nothing")
            (self._room.say if self._reading else self._tell)(told)  # of what is on the screen by now it says nothing
        self.changed.emit()

    def _read(self, text: str) -> None:
        self._reading = text
        plain_ok = bool(self._link and self._link.plain_ok)

        def look(desk: Any) -> Offer:
            from fieldclient.work.setting_up import look_into

            return look_into(desk, text, desk.store.clock(), plain_ok=plain_ok)

        self._room.ask(look, lambda offer: self._show_read(text, offer), lambda problem: self._not_read(text, problem))

    def _show_read(self, text: str, offer: Offer) -> None:
        if text == self._reading:  # else another one was typed meanwhile
            self._compared = False
            self._show(offer)
            self.shown.emit(text)

    def _not_read(self, text: str, problem: Problem) -> None:
        if text != self._reading:
            return
        self._reading = ""
        self.shown.emit(text)
        if self._waiting:
            self._room.say(self._room.words.sentence(problem))
            self._next()
        else:
            self._refused(problem)

    def _show(self, offer: Offer) -> None:
        words = self._room.words
        self._offer, self._step, self._problem = offer, "show", ""
        self._facts.replace(facts_of(offer, words, lambda at: words.day(datetime.fromtimestamp(at, UTC))))
        self.changed.emit()

    def _say_again(self) -> None:  # in the language chosen now
        if self._offer is not None:
            self._show(self._offer)

    def _refused(self, problem: Problem) -> None:
        self._tell(self._room.words.sentence(problem))

    def _tell(self, sentence: str) -> None:
        self._problem = sentence
        self.changed.emit()

    @Slot()
    def accept(self) -> None:
        """The person has seen it and says yes."""
        offer = self._offer
        if offer is None or (offer.compare and not self._compared):
            return
        other = offer.kind.value == "other"

        def job(desk: Any) -> bool:
            from fieldclient.work.setting_up import take

            take(desk, offer)
            return desk.store.people.current() is not None

        self._room.do(job, lambda signed_in: self._taken(offer, signed_in and other), self._refused)

    def _taken(self, offer: Offer, leave: bool) -> None:
        if offer is self._offer:  # else it was tapped twice, or something else is there by now
            self._step, self._offer, self._reading = "ask", None, ""
        if leave:  # what waits for the old hub stays, out of sight, until they sign in there again
            self._link.at_the_door(way_in.hand_over, self._begin_anew, self._refused)
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        def begun() -> None:
            self._room.say(self._room.words.phrase("setup_done"))
            self.taken.emit()
            self.changed.emit()
            QTimer.singleShot(_BREATH_MS, self, self._bring_next)

        self._link.start("", begun)

    def _bring_next(self) -> None:
        if self._waiting and not self._reading:
            self._brought = True
            self.changed.emit()
            self._next()
