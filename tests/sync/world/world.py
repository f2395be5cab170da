"""A story lived: a hub, its devices, and the laws held against them all the way."""

from __future__ import annotations

import gc
import logging
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sync.protocol.ids import ids_from
from tests.sync.world import centre
from tests.sync.world.chance import Ids
from tests.sync.world.clock import WorldClock
from tests.sync.world.device import SimDevice
from tests.sync.world.disk import PowerOff
from tests.sync.world.doing import Doing
from tests.sync.world.folders import ram
from tests.sync.world.hooks import simulated
from tests.sync.world.hub import SimHub
from tests.sync.world.laws import AFTER_A_CUT, AT_THE_HUB, ON_A_DEVICE, need, poison_stops_only_its_own
from tests.sync.world.ledger import Broken, Ledger
from tests.sync.world.quiet import mark_of, quiet
from tests.sync.world.story import Step, Story
from tests.sync.world.town import TABLETS, device_template, hub_template

LOOK_EVERY = 25  # steps between two looks at all the laws


@dataclass
class Lived:
    """What became of a story."""

    story: Story
    broken: Broken | None = None
    counted: Counter[str] = field(default_factory=Counter)  # mishaps by kind
    checked: Counter[str] = field(default_factory=Counter)  # laws
    told: Counter[str] = field(default_factory=Counter)  # what people were told they cannot do
    seen: dict[int, list[str]] = field(default_factory=dict)  # what happened in each step
    mark: str = ""  # of everything that hub and devices hold in the end: equal for equal stories


class World:
    def __init__(self, story: Story, folder: Path, counted: Counter[str], checked: Counter[str], told: Counter[str]) -> None:
        self.story, self.folder = story, folder
        self.counted, self.checked, self.told = counted, checked, told
        self.clock = WorldClock()
        self.ids = Ids(self.clock)
        self.chance = random.Random(story.seed)
        self.under_way: list[tuple[float, Callable[[], None]]] = []
        self.to_look_at: set[int] = set()
        self.ledger = Ledger(self)
        self.hub = SimHub(self)
        self.devices = [SimDevice(self, TABLETS[number], number) for number in story.numbers]
        self.seen: dict[int, list[str]] = {}
        self._number = 0  # of the step that is lived
        self._seen: dict[str, set[str]] = {}

    @contextmanager
    def at_hub(self) -> Iterator[None]:
        """What happens inside happens by the hub's clock."""
        before, self.ids.clock = self.ids.clock, self.clock
        try:
            yield
        finally:
            self.ids.clock = before

    def seen_by(self, login: str) -> set[str]:
        if login not in self._seen:
            self._seen[login] = self.ledger.seen_by(login)
        return self._seen[login]

    def note(self, what: str) -> None:
        """What happened in this step, for whoever reads the story."""
        self.seen.setdefault(self._number, []).append(what)

    def close(self) -> None:
        for device in self.devices:
            device.close()
            device.machine.forget()
            device_template().take_away(device.machine.folder)
        self.hub.stop()
        self.hub.machine.forget()

    # The story

    def live(self) -> None:
        self.ledger.note_keys()
        with ids_from(self.ids):
            for device in self.devices:
                self.ids.clock = device.clock
                device.sign_in(device.tablet.people[0])
            for number, step in enumerate(self.story.steps):
                self._step(number, step)
                if number % LOOK_EVERY == LOOK_EVERY - 1:
                    self.look()
            quiet(self)

    def _step(self, number: int, step: Step) -> None:
        self._number = number
        self.ids.begin(step.chance)
        chance = random.Random(step.chance)
        self.clock.go(step.wait_s)
        self.hub.start()
        self.deliver(self.clock.elapsed_s)
        if step.device < 0:
            self.ids.clock = self.clock
            self._at_the_hub(step, chance)
            return
        device = next(each for each in self.devices if each.number == step.device)
        self.ids.clock = device.clock
        if step.power is not None:
            device.machine.cut_power_in(step.power, step.chance)
        try:
            self._on_device(device, step, chance, f"{self.story.seed}-{number}")
        except PowerOff as off:
            need(off.machine is device.machine, "the world", "somebody else's power went")
            self.counted["device_off"] += 1
            device.lost_power()
        device.machine.cut_in = None
        self.hub.server_turn()
        if device.number in self.to_look_at:
            self.to_look_at.discard(device.number)
            self.ledger.sealed(device)
            for law in AFTER_A_CUT:
                law(self, device)

    def deliver(self, now: float) -> None:
        """What was under way for longer than anybody waited."""
        due = sorted((each for each in self.under_way if each[0] <= now), key=lambda each: each[0])
        self.under_way = [each for each in self.under_way if each[0] > now]
        for _, arrive in due:
            arrive()
            self.hub.start()

    def _on_device(self, device: SimDevice, step: Step, chance: random.Random, words: str) -> None:
        match step.do:
            case "somebody_else":
                device.somebody_else_signs_in()
            case "clock":
                device.clock_is_set(chance)
            case "wrong_day":
                if device.somebody_is_here():
                    self._wrong_day(device, step, chance)
            case "power":
                device.lost_power()
            case "sweep":
                device.desk.sweep()
            case "back_up":
                device.close()
                device.back_up()
            case "restore":
                self.counted["device_restored"] += device.restore()
            case _:
                if device.somebody_is_here():
                    self._at_work(device, step, chance, words)

    def _at_work(self, device: SimDevice, step: Step, chance: random.Random, words: str) -> None:
        doing = Doing(device, chance, words)
        match step.do:
            case "sync" | "poison":
                self._sync(device, step, chance)
            case "full":
                self.counted["device_full"] += 1
                with device.full_disk():
                    doing.try_("report")
                    self._sync(device, step, chance)
            case name:
                doing.try_(name)

    def _sync(self, device: SimDevice, step: Step, chance: random.Random) -> None:
        if device.needs_sign_in or device.person not in device.tokens:
            device.sign_in(device.person)
        link = device.link(step.mishaps)
        waiting: list[str] = []
        if step.do in ("poison", "wrong_day"):
            waiting = [each.mutation for each in device.desk.store.queue().entries()]
            link.poison = chance.choice(waiting) if waiting else None
        device.sync(chance, link=link)
        self.note(" ".join((device.person, "asks", *link.told())))
        if link.poison is not None and not step.mishaps:
            # What was answered may wait again, because the hub was put back.
            poison_stops_only_its_own(self, device, link.poison, [each for each in waiting if each not in link.answered])
        if any(mishap.kind == "switch" for mishap in step.mishaps):
            self._look_at(device)

    def _wrong_day(self, device: SimDevice, step: Step, chance: random.Random) -> None:
        right, device.clock.off_s = device.clock.off_s, device.clock.off_s + 86_400.0 * chance.choice((40, 400, 4000))
        try:
            Doing(device, chance, f"{self.story.seed}-{step.chance}").try_("report")
            self._sync(device, step, chance)
        finally:
            device.clock.off_s = right

    def _at_the_hub(self, step: Step, chance: random.Random) -> None:
        service = self.hub.service
        assert service is not None
        match step.do:
            case "centre":
                centre.work(self, chance)
            case "tick":
                service.tick()
            case "reassign":
                centre.reassign(self, chance)
            case "people":
                self.ledger.remember_sight()
                centre.change_people(self, chance)
                self.ledger.note_keys()
            case "catalogue":
                centre.change_catalogue(self)
            case "revoke":
                centre.revoke(self, chance)
            case "hub_power":
                self.counted["hub_off"] += 1
                self.hub.lost_power()
            case "hub_back_up":
                self.hub.back_up()
            case "hub_restore":
                self.ledger.remember_sight()
                self.counted["hub_restored"] += self.hub.restore()
            case "hub_disk":
                self.counted["hub_files_restored"] += self.hub.loses_files()
            case "hub_full":
                self._full_hub(chance)
            case "holiday":
                self.ledger.remember_sight()
                for days in (40, 95):
                    self.clock.go(days * 86_400)
                    service.tick()

    def _full_hub(self, chance: random.Random) -> None:
        self.counted["hub_full"] += 1
        with self.hub.full_disk():
            for device in self.devices:
                self.ids.clock = device.clock
                if device.somebody_is_here():
                    device.sync(chance)

    # The laws

    def look(self) -> None:
        """At everything that has to hold at any moment."""
        self.hub.start()
        self._seen.clear()
        for law in AT_THE_HUB:
            law(self)
        for device in self.devices:
            self._look_at(device)

    def _look_at(self, device: SimDevice) -> None:
        self._seen.clear()
        self.ids.clock = device.clock
        for law in ON_A_DEVICE:
            law(self, device)


def live(story: Story) -> Lived:
    """The story from its beginning to quiet, or to the first law that does not hold."""
    lived = Lived(story)
    hub_template(), device_template()  # made by a real disk's rules, before the simulated one begins
    folder = ram() / f"story-{story.seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, True)
        stack.enter_context(_undisturbed())
        stack.enter_context(simulated())
        world = World(story, folder, lived.counted, lived.checked, lived.told)
        stack.callback(world.close)
        lived.seen = world.seen
        try:
            world.live()
            lived.mark = mark_of(world)
        except Broken as broken:
            lived.broken = broken
    return lived


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A story makes and drops little: looking for garbage in the middle of it costs a tenth of the time. And what hub and store
    log about planted mishaps is of no interest to anybody."""
    before, collects = logging.root.manager.disable, gc.isenabled()
    logging.disable(logging.CRITICAL)
    gc.disable()
    try:
        yield
    finally:
        logging.disable(before)
        if collects:
            gc.enable()
