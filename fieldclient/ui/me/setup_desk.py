"""Setting up by a code: typed, pasted, in a picture or before the camera. What it would do is shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QCameraPermission, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QmlElement

from fieldclient.ui import doorway, way_in
from fieldclient.ui.evidence.permissions import may_use
from fieldclient.ui.me.aside import aside
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from fieldclient.work.setting_up import Offer

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class SetupFact:
    """A line of what a code says."""

    id: str
    title: str
    value: str
    icon_name: str


def facts_of(offer: Offer, words: Any, moment: Callable[[int], str]) -> list[SetupFact]:
    """In plain words, the address in full: it is what a person has to look at."""
    from sync.protocol.enrolment import fingerprint  # what reads codes is loaded when there is one

    setup, told = offer.setup, offer.setup.policies
    rows = [("organisation", setup.organisation, "building"), ("hub", setup.hub, "link"),
            ("fingerprint", fingerprint(setup.key), "key")]
    if offer.authority is not None:
        rows.append(("authority", f"{offer.authority.name}\n{offer.authority.fingerprint}", "shield-check"))
    if setup.login:
        rows.append(("login", setup.login, "user"))
    minutes = str(told.lock_minutes or 5)
    if told.pin:
        rows.append(("pin", words.phrase("setup_pin_on", minutes=minutes), "lock"))
    elif told.lock_minutes is not None:
        rows.append(("lock", words.phrase("setup_lock_after", minutes=minutes), "lock"))
    if told.originals_when_it_costs is False:
        rows.append(("travel", words.phrase("setup_travel_no"), "wifi"))
    elif told.daily_mb is not None:
        rows.append(("travel", words.phrase("setup_travel_cap", size=f"{told.daily_mb:,} MB"), "signal"))
    elif told.originals_when_it_costs:
        rows.append(("travel", words.phrase("setup_travel_free"), "signal"))
    rows.append(("valid", moment(setup.expires), "calendar-clock"))
    return [SetupFact(name, words.phrase(f"setup_{name}"), value, icon) for name, value, icon in rows]


@QmlElement
class SetupDesk(QObject):
    """`step`: ask, scan or show. `taken` says that a person has accepted the code."""

    changed = Signal()
    taken = Signal()

    def __init__(self, room: Room | None = None, link: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._link = link
        self._step, self._problem = "ask", ""
        self._offer: Offer | None = None
        self._facts = RowModel(SetupFact, self)
        self._allowed = self._looking = self._brought = self._opens_links = False
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

    @Property(str, notify=changed)
    def kind(self) -> str:
        """first, same or other; '' while nothing is shown."""
        return self._offer.kind.value if self._offer is not None else ""

    @Slot()
    def begin(self) -> None:
        """Anew; what somebody brought from outside is looked at first."""
        self._about_links()
        if self._brought:
            self._brought = False
            return
        self._step, self._problem, self._offer = "ask", "", None
        self.changed.emit()

    @Slot(result=bool)
    def back(self) -> bool:
        """One step back; False from the first."""
        if self._step == "ask":
            return False
        self.begin()
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
    def opensLinks(self) -> bool:
        """The desktop opens links of this kind with this very copy."""
        return self._opens_links

    @Slot(bool)
    def setOpensLinks(self, on: bool) -> None:
        """Only on a person's word; the tools of the desktop take a moment."""
        self._about_links(lambda: (doorway.register if on else doorway.unregister)())

    def _about_links(self, work: Callable[[], object] = lambda: None) -> None:
        def found(on: bool) -> None:
            self._opens_links = on
            self.changed.emit()

        def look() -> bool:
            work()
            return doorway.is_registered()

        aside(self._room.worker, "links", look, found, self._refused)

    @Property(bool, notify=changed)
    def brought(self) -> bool:
        """A link came from outside: whoever shows this desk's page shows it now."""
        return self._brought

    def bring(self, text: str) -> None:
        self._step, self._problem, self._offer, self._brought = "ask", "", None, True
        self.changed.emit()
        self._read(text)

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
            self._decode(lambda: in_image(image))

    @Slot(QUrl)
    def readPicture(self, url: QUrl) -> None:
        path = Path(url.toLocalFile())

        def look() -> tuple[str, ...]:
            from fieldclient.capture.codes import in_picture

            return in_picture(path)

        self._decode(look)

    @Slot(QObject)
    def lookAt(self, output: QObject) -> None:
        """The frame that a video output shows now. While one is looked at, others are passed over."""
        from PySide6.QtMultimedia import QVideoSink  # loaded by the viewfinder anyway

        sink = output.property("videoSink") if output is not None else None
        if self._looking or self._step != "scan" or not isinstance(sink, QVideoSink):
            return
        image = sink.videoFrame().toImage()
        if not image.isNull():
            self._decode(lambda: in_image(image), said=False)

    def _decode(self, look: Callable[[], tuple[str, ...]], *, said: bool = True) -> None:
        """On a thread of its own: a dense code takes a tenth of a second, and neither window nor store waits for it."""
        self._looking = True
        self.changed.emit()

        def failed(problem: Problem) -> None:
            self._found((), problem, said)

        aside(self._room.worker, "code", look, lambda texts: self._found(texts, None, said), failed)

    def _found(self, texts: tuple[str, ...], failure: Problem | None, said: bool) -> None:
        self._looking = False
        if not said and self._step != "scan":
            return  # the person went on meanwhile
        from sync.protocol.enrolment import looks_like_link

        link = next((text for text in texts if looks_like_link(text)), texts[0] if texts else None)
        if link is not None:
            self._read(link)
        elif said:
            self._tell(self._room.words.sentence(failure) if failure else self._room.words.phrase("setup_nothing"))
        self.changed.emit()

    def _read(self, text: str) -> None:
        plain_ok = bool(self._link and self._link.plain_ok)

        def look(desk: Any) -> Offer:
            from fieldclient.work.setting_up import look_into

            return look_into(desk, text, desk.store.clock(), plain_ok=plain_ok)

        self._room.ask(look, self._show, self._refused)

    def _show(self, offer: Offer) -> None:
        words = self._room.words
        self._offer, self._step, self._problem = offer, "show", ""
        self._facts.replace(facts_of(offer, words, lambda at: words.day(datetime.fromtimestamp(at, UTC))))
        self.changed.emit()

    def _say_again(self) -> None:
        """In the language chosen now."""
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
        if offer is None:
            return
        other = offer.kind.value == "other"

        def job(desk: Any) -> bool:
            from fieldclient.work.setting_up import take

            take(desk, offer)
            return desk.store.people.current() is not None

        self._room.do(job, lambda signed_in: self._taken(signed_in and other), self._refused)

    def _taken(self, leave: bool) -> None:
        self._offer = None
        self._step = "ask"
        if leave:  # what waits for the old hub stays, out of sight, until they sign in there again
            self._link.at_the_door(way_in.hand_over, self._begin_anew, self._refused)
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        def begun() -> None:
            self._room.say(self._room.words.phrase("setup_done"))
            self.taken.emit()
            self.changed.emit()

        self._link.start("", begun)


def in_image(image: QImage) -> tuple[str, ...]:
    """What codes in this picture say. FILE_NOT_MEDIA for none."""
    import numpy

    from fieldclient.capture.codes import in_grey

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if grey.isNull():
        raise Problem(Code.FILE_NOT_MEDIA)
    rows = numpy.frombuffer(grey.constBits(), numpy.uint8).reshape(grey.height(), grey.bytesPerLine())
    return in_grey(rows[:, :grey.width()].copy())
