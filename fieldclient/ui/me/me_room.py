"""The object behind the page about me and this device."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.ui import way_in
from fieldclient.ui.me.about_desk import AboutDesk
from fieldclient.ui.me.areas_desk import AreasDesk
from fieldclient.ui.me.device import Device, DeviceLine, Fact, device_facts, device_lines, look_at_device
from fieldclient.ui.me.setup_desk import SetupDesk
from fieldclient.ui.me.storage_desk import StorageDesk
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.work.asked import must_lock
from fieldclient.work.locking import CHOICES, DEFAULT_MINUTES, minutes, must_set_pin
from fieldclient.work.views import Status
from sync.protocol.identity import DeviceList, DeviceRow

QML_IMPORT_NAME = "fieldclient.ui.me"
QML_IMPORT_MAJOR_VERSION = 1

_PROJECT = Path(__file__).resolve().parents[3]


@QmlElement
class MeRoom(Room):
    """`preferences` is shown and changed here; `link` tells how the token is kept."""

    meChanged = Signal()
    lookChanged = Signal()
    signInWanted = Signal()

    def __init__(self, worker: Any = None, tongue: Any = None, link: Any = None, preferences: Any = None,
                 parent: QObject | None = None) -> None:
        super().__init__(worker, tongue, parent)
        self._link = link
        self._preferences = preferences
        self._status: Status | None = None
        self._device: Device | None = None
        self._now = datetime.now(UTC)
        self._minutes, self._pin_asked, self._pin_problem = DEFAULT_MINUTES, False, ""
        self._setup, self._storage = SetupDesk(self, link), StorageDesk(self)
        self._areas, self._about = AreasDesk(self), AboutDesk(self, _PROJECT)
        self._setup.taken.connect(self._set_up)
        self._facts = RowModel(Fact, self, spread=True)
        self._devices = RowModel(DeviceLine, self, spread=True)
        self._listed: tuple[DeviceRow, ...] = ()
        if preferences is not None:
            preferences.changed.connect(self.lookChanged)
        if link is not None:
            link.changed.connect(self._on_link)

    @Property(RowModel, constant=True)
    def facts(self) -> RowModel:
        return self._facts

    @Property(RowModel, constant=True)
    def devices(self) -> RowModel:
        """Empty until they were asked for: the hub knows, not this device."""
        return self._devices

    @Property(int, notify=meChanged)
    def devicesInUse(self) -> int:
        return sum(row.ended_at is None for row in self._listed)

    @Property(bool, notify=meChanged)
    def signedIn(self) -> bool:
        return self._status is not None and self._status.signed_in

    @Property(str, notify=meChanged)
    def person(self) -> str:
        person = self._status.person if self._status else None
        return person.name if person else ""

    @Property(str, notify=meChanged)
    def roles(self) -> str:
        person = self._status.person if self._status else None
        return self.words.listing(self.words.of(role) for role in person.roles) if person else ""

    @Property(str, notify=meChanged)
    def belongsTo(self) -> str:
        """Department, team and grids."""
        person = self._status.person if self._status else None
        if person is None:
            return ""
        return " · ".join(part for part in (person.department_name, person.team, self.words.listing(person.grids)) if part)

    @Property(str, notify=meChanged)
    def hubUrl(self) -> str:
        return self._link.hub_url if self._link else ""

    @Property(int, notify=meChanged)
    def waiting(self) -> int:
        return self._status.waiting if self._status else 0

    @Property(bool, notify=meChanged)
    def offline(self) -> bool:
        return bool(self._link and self._link.offline)

    @Property(bool, notify=meChanged)
    def hasPin(self) -> bool:
        return bool(self._link and self._link.has_pin)

    @Property(bool, notify=meChanged)
    def needsPin(self) -> bool:
        """Without one the sign-in is lost with this run, because the system keeps no secrets here."""
        return bool(self._link and self._link.safe_kind == "memory" and self.signedIn)

    @Property(bool, notify=meChanged)
    def pinAsked(self) -> bool:
        """The organisation asks for a PIN."""
        return self._pin_asked

    @Property(str, notify=meChanged)
    def pinProblem(self) -> str:
        """Why the PIN that was typed is none."""
        return self._pin_problem

    @Property(str, notify=meChanged)
    def lockMinutes(self) -> str:
        return str(self._minutes)

    @Property(list, notify=meChanged)
    def lockChoices(self) -> list[dict[str, str]]:
        """As options: {value, text}. Where a PIN is asked for, never is none of them."""
        choices = [each for each in CHOICES if each or not self._pin_asked]
        if self._minutes not in choices:
            choices = sorted([*choices, self._minutes])
        told = [(each, self.words.phrase("lock_after", minutes=str(each)) if each else self.words.phrase("lock_never"))
                for each in choices]
        return [{"value": str(each), "text": text} for each, text in told] if self.tongue is not None else []

    @Property(SetupDesk, constant=True)
    def setup(self) -> SetupDesk:
        return self._setup

    @Property(StorageDesk, constant=True)
    def storage(self) -> StorageDesk:
        return self._storage

    @Property(AreasDesk, constant=True)
    def areas(self) -> AreasDesk:
        return self._areas

    @Property(AboutDesk, constant=True)
    def about(self) -> AboutDesk:
        return self._about

    @Property(str, notify=lookChanged)
    def language(self) -> str:
        return self._preferences.look.language if self._preferences else "en"

    @Property(str, notify=lookChanged)
    def mode(self) -> str:
        return self._preferences.look.mode if self._preferences else "light"

    @Property(float, notify=lookChanged)
    def scale(self) -> float:
        return self._preferences.look.scale if self._preferences else 1.0

    @Property(bool, notify=lookChanged)
    def motion(self) -> bool:
        return self._preferences.look.motion if self._preferences else True

    def refresh(self) -> None:
        self.ask(lambda desk: (desk.status(), look_at_device(desk), desk.now(), minutes(desk.store), must_lock(desk.store)),
                 self._take)

    @Slot(str, str)
    def choose(self, name: str, value: str) -> None:
        """`name`: language, theme, scale or motion."""
        self._preferences.choose(name, value)

    @Slot(bool)
    def setOffline(self, offline: bool) -> None:
        self._link.set_offline(offline)
        self.meChanged.emit()

    @Slot(str)
    def setPin(self, pin: str) -> None:
        self.clearPinProblem()
        self._at_the_door(lambda way: way.opened_doors().set_pin(pin), "pin_set", self._pin_refused)

    def _pin_refused(self, problem: Any) -> None:
        if problem.facts.get("field") == "pin":
            self._pin_problem = self.words.sentence(problem)
            self.meChanged.emit()
        else:
            self.say_problem(problem)

    @Slot()
    def clearPinProblem(self) -> None:
        self._pin_problem = ""
        self.meChanged.emit()

    @Slot()
    def removePin(self) -> None:
        self._at_the_door(lambda way: way.opened_doors().remove_pin(), "pin_removed")

    @Slot(str)
    def setLockMinutes(self, minutes: str) -> None:
        self._at_the_door(lambda way: way.opened_doors().set_minutes(int(minutes)), "")

    @Slot()
    def handOver(self) -> None:
        """To somebody else on this tablet: their PIN or their password is asked for next."""
        def gone() -> None:
            self._add_busy(-1)
            self.signInWanted.emit()

        def failed(problem: Any) -> None:
            self._add_busy(-1)
            self.say_problem(problem)

        self._add_busy(1)
        self._link.at_the_door(way_in.hand_over, gone, failed)

    def _set_up(self) -> None:
        """A code was taken: whoever is not signed in at its hub signs in next, and who now needs a PIN chooses one."""
        def look(ready: bool) -> None:
            if not ready:
                self.signInWanted.emit()

        self.ask(lambda desk: desk.status().signed_in and not must_set_pin(desk.store), look)
        self.refresh()

    def _at_the_door(self, work: Any, phrase: str, refused: Any = None) -> None:
        def done() -> None:
            if phrase:
                self.say(self.words.phrase(phrase))
            self.refresh()

        self._link.at_the_door(work, done, refused or self.say_problem)

    @Slot()
    def signOut(self) -> None:
        self._add_busy(1)

        def left() -> None:
            self._add_busy(-1)
            self.say(self.words.phrase("signed_out_done"))

        def failed(problem: Any) -> None:
            self._add_busy(-1)
            self.say_problem(problem)

        self._link.sign_out(left, failed)

    @Slot()
    def lookForDevices(self) -> None:
        self._add_busy(1)
        self._link.devices(self._list_devices, self._no_devices)

    @Slot(str, bool)
    def endDevice(self, device: str, lost: bool) -> None:
        """`lost`: since it last reached the hub. Else it was only left signed in somewhere."""
        row = next((each for each in self._listed if each.device == device), None)

        def ended(answer: DeviceList) -> None:
            self._list_devices(answer)
            self.say(self.words.phrase("device_end_done"))

        self._add_busy(1)
        self._link.end_device(device, row.used_at if lost and row is not None else None, ended, self._no_devices)

    def _list_devices(self, answer: DeviceList) -> None:
        self._add_busy(-1)
        self._listed = answer.devices
        self._show()

    def _no_devices(self, problem: Any) -> None:
        self._add_busy(-1)
        self.say_problem(problem)

    def _take(self, answer: tuple[Status, Device, datetime, int, bool]) -> None:
        self._status, self._device, self._now, self._minutes, self._pin_asked = answer
        self._show()
        self.mark_loaded()

    def _show(self) -> None:
        if self._device is not None:
            kind = self._link.safe_kind if self._link else ""
            self._facts.replace(device_facts(self._device, self.words, kind))
        if not self.signedIn:
            self._listed = ()
        self._devices.replace(device_lines(self._listed, self.words, self._now))
        self.meChanged.emit()

    def _on_link(self) -> None:
        if self._active:
            self._show()
