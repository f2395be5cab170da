"""The only builder: worker, words, link, rooms and the window are made and wired here, and taken down in order.

The first frame needs nothing but Qt, the frame and the theme. Everything else (the store, the words, the rooms, the network's
libraries) is read by other threads while the window is already there.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from fieldclient.ui import engine as qt
from fieldclient.ui.doorway import MOST_WAITING, Doorway, done_elsewhere
from fieldclient.ui.options import PASSWORD_VARIABLE, fixed_look, parser

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from fieldclient.store.secrets import TokenSafe
    from fieldclient.ui.ending import Ending
    from fieldclient.ui.parts.room import Room

FIRST_FRAME_MS = 400
BREATH_MS = 25  # a finger that was already there is answered before the libraries of the store are read
# Every property that QML reads of a Python object waits until another thread lets go of the interpreter. With the usual 5 ms and
# an import or a photo under way, a page of thirty bindings stands still for 150 ms. The price, more switches, is below what
# `bench freeze` can tell.
SWITCH_S = 0.0005
DEFAULT_SIZE = (1280, 800)
ROOMS = {  # place → module and class; home is shown first, the others are made ready in this order when home is there
    "home": ("fieldclient.ui.home.home_room", "HomeRoom"),
    "report": ("fieldclient.ui.report.report_room", "ReportRoom"),
    "cases": ("fieldclient.ui.cases.cases_room", "CasesRoom"),
    "activity": ("fieldclient.ui.activity.activity_room", "ActivityRoom"),
    "me": ("fieldclient.ui.me.me_room", "MeRoom"),
    "outbox": ("fieldclient.ui.outbox.outbox_room", "OutboxRoom"),
    "map": ("fieldclient.ui.map.map_room", "MapRoom"),
    "patrol": ("fieldclient.ui.patrol.patrol_room", "PatrolRoom"),
    "intake": ("fieldclient.ui.intake.intake_room", "IntakeRoom"),
    "notify": ("fieldclient.ui.notify.notify_room", "NotifyRoom"),
    "signIn": ("fieldclient.ui.me.sign_in_room", "SignInRoom"),
}


class Client:
    """One window with everything behind it. `close` in the end, also after a failure half-way."""

    def __init__(self, options: argparse.Namespace, *, catch: bool = True) -> None:
        """`catch`: show what nobody foresaw as one calm sentence; tests want to hear of it themselves."""
        from PySide6.QtCore import QObject

        from fieldclient.ui.frame.frame import Frame
        from fieldclient.ui.link import Link
        from fieldclient.ui.mishaps import Mishaps
        from fieldclient.ui.preferences import Preferences
        from fieldclient.ui.surroundings import Surroundings
        from fieldclient.ui.tidy import Tidy
        from fieldclient.ui.tongue import Tongue
        from fieldclient.ui.worker import Worker
        from fieldclient.work.data_folder import data_dir

        sys.setswitchinterval(SWITCH_S)
        self.options = options
        self._root = QObject()  # everything of this window hangs on it and goes with it, on the window's thread
        self.folder = data_dir(str(options.data) if options.data else None)
        self.worker: Worker[Any] = Worker(self._open_desk)
        self.preferences = Preferences(self.worker, self.folder, fixed=fixed_look(options))
        self.tongue = Tongue(self.preferences.look.language)
        self._surroundings = Surroundings(lambda: self.link.network_changed())
        self.link = Link(self.worker, self._make_safe, around=self._surroundings, plain_ok=options.plain_http)
        self.frame = Frame(self.worker, self.tongue, self.link)
        self.mishaps = Mishaps(self.worker.later)
        self._tidy = Tidy()
        for made in (self._tidy, self.worker, self.preferences, self.tongue, self.link, self.frame, self.mishaps):
            made.setParent(self._root)
        self.mishaps.told.connect(self.frame.say_problem)
        if catch:
            self.mishaps.install()
        self.window: QQuickWindow | None = None
        self._engine = qt.make_engine()
        self._journal: Any = None
        self._telling: Any = None  # tells of news, once home is there
        self._bringing: Any = None  # shows links from outside, from then on as well
        self._links = [options.link] if options.link else []  # those that nobody has shown yet
        self._wanted: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read_rooms, name="rooms", daemon=True)
        self._started = self._closed = False
        self._add_places()

    def _add_places(self) -> None:
        for place in ROOMS:
            self.frame.add_place(place, self._maker(place))
        self.frame.fetch = self._wanted.put
        self.frame.go("home")
        self.frame.when_ready("home", lambda home: home.loadedChanged.connect(self._on_home))

    def open(self) -> QQuickWindow:
        """Show the window; the rest comes to it."""
        from PySide6.QtCore import QTimer
        from PySide6.QtQuick import QQuickWindow

        self._apply_look()
        self.preferences.changed.connect(self._apply_look)
        self.tongue.changed.connect(self._engine.retranslate)
        self.worker.opened.connect(self.preferences.load)
        if (self.folder / "locked").exists():  # `work.locking` marks it: nothing of anybody's is shown before they are asked
            self.frame.veil()
        self._engine.setInitialProperties({"frame": self.frame})
        self._engine.loadFromModule("fieldclient.ui", "Main")
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the window could not be made")
        self.window = roots[0]
        self.window.resize(*(self.options.size or DEFAULT_SIZE))
        if self.options.title:
            self.window.setTitle(f"{self.window.title()} · {self.options.title}")
        self._tidy.watch(self.window)
        self.window.sceneGraphError.connect(lambda *_: qt.draw_by_processor(self.close))
        # The store's libraries are not read while the first frame is drawn; a window that draws none does not wait for one. (The
        # slot stays connected: taking a Python slot off the signal that is calling it has crashed.)
        self.window.frameSwapped.connect(self._on_frame)
        self._no_frame = QTimer(self._root, singleShot=True, interval=FIRST_FRAME_MS)
        self._no_frame.timeout.connect(self._on_frame)
        self._no_frame.start()
        self.window.show()
        return self.window

    def _on_frame(self) -> None:
        from PySide6.QtCore import QTimer

        if not self._started and self.window is not None:
            self._started = True
            self._no_frame.stop()
            QTimer.singleShot(BREATH_MS, self._root, self._start_threads)

    def _start_threads(self) -> None:
        if not self._closed:
            self._tidy.start()
            self.worker.start()
            self._reader.start()

    # Making things, when their time comes

    def _maker(self, place: str) -> Callable[[], Room]:
        def make() -> Room:
            module, name = ROOMS[place]
            room_type = getattr(importlib.import_module(module), name)
            more: dict[str, tuple[Any, ...]] = {
                "outbox": (self.link,), "map": (self.link,), "me": (self.link, self.preferences),
                "signIn": (self.link, self.preferences), "notify": (lambda: self._telling,)}
            made: Room = room_type(self.worker, self.tongue, *more.get(place, ()))
            made.setParent(self._root)
            return made

        return make

    def _open_desk(self) -> Any:
        """On the store's thread: the libraries of the store are read here, beside the window's first frames."""
        from fieldclient.work import open_desk

        desk = open_desk(self.folder)
        desk.beside.append(Doorway(self.folder, lambda link: self.worker.later(partial(self._take_link, link))))
        desk.sweep_later(then=self.worker.tell_changed)
        desk.listed.warm_later()
        desk.cards.watch(self.worker.tell_changed)
        return desk

    def _make_safe(self) -> TokenSafe:
        from fieldclient.store.secrets import TokenSafe

        return TokenSafe(self.folder)

    def _read_rooms(self) -> None:
        """On a thread of its own, from the first frame on: read what the rooms need, in the order they are wanted."""
        from fieldclient.ui.reading import modules_of

        while (place := self._wanted.get()) is not None:
            self.worker.later(partial(self._make_types, modules_of(ROOMS[place][0]), place))

    def _make_types(self, modules: Sequence[str], place: str) -> None:
        """One module a turn of the loop, so that the window goes on answering; then the room."""
        if self._closed:
            return
        importlib.import_module(modules[0])
        if modules[1:]:
            self.worker.later(partial(self._make_types, modules[1:], place))
        else:
            self._make_room(place)

    def _make_room(self, place: str) -> None:
        if not self._closed:
            self.frame.make_room(place)
            self._tidy.keep()

    def _on_home(self) -> None:
        """The first page is filled: now the network, the journal and the other rooms one by one."""
        from fieldclient.ui.journal import Journal

        if self._closed or self._journal is not None:
            return
        self._journal = Journal(self.folder)
        for place in ROOMS:
            self._wanted.put(place)
        self._start_link()
        self.frame.when_ready("outbox", lambda room: room.offer_copies())
        self._surroundings.watch()
        self._begin_telling()

    def _begin_telling(self) -> None:
        from fieldclient.ui.bringing import Bringing
        from fieldclient.ui.notify.telling import Telling

        self._telling = Telling(self.worker, self.tongue, self.link, self.frame, self._root)
        self._telling.start(self.window)
        self._bringing = Bringing(self, self._links)

    def _take_link(self, link: str) -> None:
        self._links.append(link)
        del self._links[MOST_WAITING:]  # a page that opens one after the other fills nothing
        if self._bringing is not None:
            self._bringing.come()

    def _start_link(self) -> None:
        if self.options.no_signal:
            self.link.set_offline(True)
        self.link.start(self.options.hub, self._sign_in)

    def _sign_in(self) -> None:
        """By the command line's name and the environment's password, when there is no token on this device."""
        password = os.environ.pop(PASSWORD_VARIABLE, "")
        status = self.link.status
        if self.options.login and password and status is not None and status.state == "signed_out":
            address = self.link.hub_url
            self.frame.when_ready("signIn", lambda room: room.signIn(address, self.options.login, password))

    def _apply_look(self) -> None:
        look = self.preferences.look
        self.frame.show_look(look.mode, look.scale, look.motion)
        self.tongue.choose(look.language)

    def close(self) -> None:
        """The loop first, the window next, the store last: what was asked for is finished. Harmless a second time."""
        import shiboken6
        from PySide6.QtCore import QCoreApplication, QEvent

        if self._closed:
            return
        self._closed = True
        if self._telling is not None:
            self._telling.close()
        self._surroundings.close()
        self.link.close()
        self._wanted.put(None)
        if self._reader.is_alive():
            self._reader.join()
        # Window, what it had put off to delete, engine with the theme, rooms: bindings must not run on what is gone.
        if self.window is not None:
            shiboken6.delete(self.window)
        self.window = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shiboken6.delete(self._engine)
        self.worker.close()
        if self._journal is not None:
            self._journal.stop()
        self.mishaps.remove()
        self._tidy.close()
        shiboken6.delete(self._root)


def main(arguments: list[str]) -> int:
    """The command `client`."""
    from PySide6.QtCore import QTimer

    options = parser().parse_args(arguments)
    if (code := done_elsewhere(options)) is not None:
        return code
    if options.offscreen:
        qt.go_offscreen()
    application = qt.application(["fieldclient"])
    client = Client(options)
    endings: list[Ending] = []
    try:
        client.open()
        ending = "fieldclient.ui.ending"  # read when the first frame is there
        QTimer.singleShot(FIRST_FRAME_MS, application, lambda: endings.append(
            importlib.import_module(ending).Ending(application.quit)))
        return application.exec()
    finally:
        client.close()
        for each in endings:
            each.close()
        gc.collect()  # what is left of Qt's objects goes while there is a Qt, not when the interpreter ends
