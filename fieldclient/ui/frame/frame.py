"""The object behind the frame: the status strip, the toasts, the sign-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui.frame.hall import Hall
from fieldclient.ui.frame.shortcuts import for_sheet, for_window
from fieldclient.ui.frame.strip import EMPTY, strip_of
from fieldclient.ui.parts.room import Room

if TYPE_CHECKING:
    from fieldclient.work.views import Status
    from sync.protocol.problems import Problem

QML_IMPORT_NAME = "fieldclient.ui.frame"
QML_IMPORT_MAJOR_VERSION = 1

_TICK_MS = 30_000  # "as of 14:32" turns into "yesterday" although nothing happens
_NOTHING_SAID: tuple[str, str, Callable[[], None] | None] = ("", "", None)
_LATER = "window.sign_in_later"  # the setting of who chose to sign in another time


@QmlElement
class Frame(Hall):
    """Always active. What any room says comes out here as a toast."""

    stripChanged = Signal()
    lookChanged = Signal()
    signingInChanged = Signal()
    toast = Signal(str, str)  # text, the word on the button
    keysWanted = Signal()  # the sheet of shortcuts

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._link = link
        self._strip = EMPTY
        self._mode, self._scale, self._motion = "light", 1.0, True
        self._answer: tuple[Status, datetime] | None = None
        self._stopped = ""
        self._said = self._put_aside = _NOTHING_SAID
        self._signing_in = self._veiled = False
        self._asked_for_pin = False
        self._hears_sign_in = False
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self.said.connect(self._say)
        if worker is not None:
            worker.unforeseen.connect(self.say_problem)
            worker.failed_to_open.connect(self._on_failed_to_open)
            worker.opened.connect(self._on_opened)
            # Before any page asks, because answers come in this order: also where the mark of a lock was lost.
            worker.ask(_is_shut, lambda shut: self.veil() if shut else None, lambda problem: None)
            self._tick.start()
        if link is not None:
            link.changed.connect(self._on_link)
            link.cycled.connect(self.refresh)

    @Property(str, notify=lookChanged)
    def mode(self) -> str:
        """The theme's: light, dark or sunlight."""
        return self._mode

    @Property(float, notify=lookChanged)
    def scale(self) -> float:
        return self._scale

    @Property(bool, notify=lookChanged)
    def motion(self) -> bool:
        return self._motion

    def show_look(self, mode: str, scale: float, motion: bool) -> None:
        """The window binds its theme to these. (Asking the engine for the theme from Python costs 40 ms.)"""
        self._mode, self._scale, self._motion = mode, scale, motion
        self.lookChanged.emit()

    @Property(str, notify=stripChanged)
    def network(self) -> str:
        return self._strip.network

    @Property(str, notify=stripChanged)
    def networkIcon(self) -> str:
        return self._strip.network_icon

    @Property(str, notify=stripChanged)
    def networkMeaning(self) -> str:
        return self._strip.network_meaning

    @Property(str, notify=stripChanged)
    def waiting(self) -> str:
        return self._strip.waiting

    @Property(bool, notify=stripChanged)
    def waits(self) -> bool:
        return self._strip.waits

    @Property(int, notify=stripChanged)
    def waitingCount(self) -> int:
        return self._answer[0].waiting if self._answer else 0

    @Property(str, notify=stripChanged)
    def attention(self) -> str:
        return self._strip.attention

    @Property(str, notify=stripChanged)
    def asOf(self) -> str:
        return self._strip.as_of

    @Property(str, notify=stripChanged)
    def clock(self) -> str:
        """The device's clock is wrong: a sentence, else empty."""
        return self._strip.clock

    @Property(str, notify=stripChanged)
    def stopped(self) -> str:
        """The store could not be opened: why, in a sentence. Nothing else can be done then."""
        return self._stopped

    @Property(bool, notify=stripChanged)
    def signedIn(self) -> bool:
        return self._answer is not None and self._answer[0].signed_in

    @Property(int, notify=stripChanged)
    def unread(self) -> int:
        """Notices nobody has looked at."""
        return self._answer[0].unread if self._answer else 0

    @Property(bool, notify=signingInChanged)
    def signingIn(self) -> bool:
        """The sign-in page is to be shown. At a first start by itself; who chose "later" is not asked again."""
        return self._signing_in

    @Property(bool, notify=signingInChanged)
    def veiled(self) -> bool:
        """Nothing of anybody's is to be seen, and the page that asks who is there is not there yet."""
        return self._veiled

    @property
    def barred(self) -> bool:
        """Who is there is still to be asked, by the veil, the page or a lock: nothing of anybody's is told or opened."""
        return self._veiled or self._signing_in or bool(self._link is not None and self._link.locked)

    @Property(int, notify=stripChanged)
    def lockMinutes(self) -> int:
        """Idle minutes after which the window locks itself; 0: it does not."""
        return self._link.lock_minutes if self._link is not None else 0

    @Slot()
    def lock(self) -> None:
        """Hide everything until the PIN is given; what travels goes on. Nothing happens for who has none."""
        if self._link is not None and self._link.lock():
            self.veil()
            self._say("", "", None)  # what was said last may name a case
            self.signIn()

    def veil(self) -> None:
        self._veiled = True
        self.signingInChanged.emit()

    def listen(self, room: Room) -> None:
        room.said.connect(self._say)

    # Signing in

    @Slot()
    def signIn(self) -> None:
        self.when_ready("signIn", self._show_sign_in_page)

    def _show_sign_in_page(self, room: Any) -> None:
        if not self._hears_sign_in:
            self._hears_sign_in = True
            room.done.connect(self._signed_in)
        room.look()
        self._show_sign_in(True)

    @Slot()
    def signInLater(self) -> None:
        """Work goes on without; the strip and the page about me lead back here."""
        self._show_sign_in(False)
        self.worker.ask(lambda desk: desk.set_setting(_LATER, "1"))

    @Slot()
    def _signed_in(self) -> None:
        self._show_sign_in(False)

    def _show_sign_in(self, shown: bool) -> None:
        if shown != self._signing_in or self._veiled:
            self._signing_in, self._veiled = shown, False
            self.signingInChanged.emit()

    def _on_opened(self) -> None:
        self.active = True
        self.ask(_asks_who, lambda asks: self.signIn() if asks else self._show_sign_in(False))

    def _on_link(self) -> None:
        if self._link.locked and not self._asked_for_pin:
            self._asked_for_pin = True
            self.signIn()
        self._show()

    # The strip

    @Slot()
    def refresh(self) -> None:
        self.ask(lambda desk: (desk.status(), desk.now()), self._take, lambda problem: None)  # failed_to_open tells

    @Slot()
    def takeAction(self) -> None:
        """The button of the toast now on the screen."""
        action = self._said[2]
        self._said = _NOTHING_SAID
        if action is not None:
            action()

    @Slot()
    def toastGone(self) -> None:
        """What could be done, and was hidden by a plain word, is offered once more."""
        offer = self._put_aside
        self._said = self._put_aside = _NOTHING_SAID
        if offer[2] is not None:
            self._say(*offer)

    @Slot()
    def syncNow(self) -> None:
        if self._link is not None:
            self._link.sync_now()

    @Slot()
    def pauseSending(self) -> None:
        """All of it, or on with it."""
        self.when_ready("outbox", lambda room: room.togglePause())

    @Property(list, constant=True)
    def shortcuts(self) -> list[dict[str, object]]:
        return for_window(self.places)

    @Slot(result="QVariantList")
    def shortcutRows(self) -> list[dict[str, object]]:
        return for_sheet(self.places, self.words)

    def _say(self, text: str, action_text: str, action: Callable[[], None] | None) -> None:
        if text and (self._veiled or (self._link is not None and self._link.locked)):
            return  # nothing of anybody's is said to whoever stands before a lock
        if action is not None or not text:
            self._put_aside = _NOTHING_SAID
        elif self._said[2] is not None:
            self._put_aside = self._said
        self._said = (text, action_text, action)
        self.toast.emit(text, action_text)

    def _take(self, answer: tuple[Status, datetime]) -> None:
        self._answer = answer
        self.know_synced(answer[0].as_of is not None)
        self._show()
        self.mark_loaded()

    def _show(self) -> None:
        if self._answer is None or self._link is None:
            return
        status, now = self._answer
        self._strip = strip_of(status, self._link.status, self.words, now)
        self.stripChanged.emit()

    def _on_failed_to_open(self, problem: Problem) -> None:
        self._stopped = self.words.sentence(problem)
        self.stripChanged.emit()


def _is_shut(desk: Any) -> bool:
    """Whether a start shows nothing before somebody's PIN is given."""
    from fieldclient.work.locking import door_is_shut  # with the store's libraries, which are there by now

    return door_is_shut(desk.store)


def _asks_who(desk: Any) -> bool:
    """Whether a start asks who is there before it shows anything: at the very first, where somebody's PIN is set, and where
    one has to be set."""
    from fieldclient.work.locking import must_set_pin

    return _is_shut(desk) or must_set_pin(desk.store) or (not desk.status().signed_in and desk.setting(_LATER) is None)
