"""A story: steps as values, made from a seed, told in plain words. Every step stands by itself, so that any of them can be left out."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.sync.world.mishaps import ANSWERS, Mishap
from tests.sync.world.mishaps import tell as tell_mishap
from tests.sync.world.town import TABLETS

DAY_S = 9 * 3600
NIGHT_S = 15 * 3600

# What is done on a device: how often, and how it is told.
DEVICE = {
    "report": (16, "files a report with two photos"),
    "draft": (3, "begins a report, or finishes one that was begun"),
    "praise": (2, "sends praise or a question"),
    "act": (16, "does something on a case"),
    "two_acts": (5, "receives a case and reports the result at once"),
    "decide": (4, "looks at what was refused"),
    "sync": (32, "syncs"),
    "somebody_else": (3, "somebody else signs in, or the person signs out"),
    "clock": (5, "has its clock set, wrongly or right again"),
    "wrong_day": (2, "has a clock far ahead, reports, meets a proxy that turns its words down, and is set right"),
    "power": (3, "loses power"),
    "sweep": (1, "looks through its folder"),
    "full": (1, "has a full disk for a while: takes a photo, and syncs"),
    "back_up": (2, "is backed up"),
    "restore": (1, "is put back to its back-up"),
    "poison": (2, "syncs through a proxy that turns down the words of one act"),
}
HUB = {
    "centre": (22, "the centre works on its cases"),
    "tick": (8, "the hub looks at its clocks"),
    "reassign": (6, "a case is taken from its department and given to another"),
    "people": (3, "somebody gets other grids or another department"),
    "catalogue": (1, "the hub gets a newer catalogue"),
    "revoke": (2, "somebody is signed out from afar"),
    "hub_power": (2, "the hub loses power"),
    "hub_back_up": (2, "the hub is backed up"),
    "hub_restore": (1, "the hub is put back to its back-up"),
    "hub_disk": (1, "the hub's photos are put back to their back-up, its database stays as it is"),
    "hub_full": (1, "the hub's disk is full for a while, and everybody syncs"),
    "holiday": (1, "nobody works for four months"),
}
_SYNCS = ("sync", "full", "poison", "wrong_day")
_STORED = ("report", "draft", "act", "two_acts", "decide", "sync", "sweep", "praise")
_MOMENTS = (8, 26, 60)  # a tap has some, a report with its photos two dozen, a long cycle more
_KINDS = {
    "cut_before": 6, "lost_reply": 8, "late": 4, "twice": 4, "again_later": 4, "slow": 3, "half": 5, "strange": 9, "switch": 8,
    "hub_off": 17, "device_off": 10, "stale": 3, "garbled": 3,
}


@dataclass(frozen=True, slots=True)
class Step:
    """`wait_s` pass, then it is done. `power`: at this moment of it (two to each durable step) the device's power goes."""

    do: str
    device: int
    wait_s: int
    chance: int
    mishaps: tuple[Mishap, ...] = ()
    power: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    seed: int
    devices: int
    days: int
    steps: tuple[Step, ...]
    without: frozenset[int] = frozenset()  # devices that a shorter story can do without

    @property
    def numbers(self) -> list[int]:
        """Of the devices that are there."""
        return [number for number in range(self.devices) if number not in self.without]

    @property
    def device_days(self) -> int:
        return len(self.numbers) * self.days


def make(seed: int) -> Story:
    """Some days of some devices. The same seed, the same story."""
    chance = random.Random(seed)
    devices, days = chance.randint(3, len(TABLETS)), chance.randint(4, 8)
    wild = chance.choice((0.2, 0.5, 0.85))  # how bad the link is in this story
    steps: list[Step] = []
    for _ in range(days):
        steps += _day(chance, devices, wild)
    return Story(seed, devices, days, tuple(steps))


def _day(chance: random.Random, devices: int, wild: float) -> list[Step]:
    plan = [("sync", number) for number in range(devices)]
    for number in range(devices):
        plan += [(_pick(chance, DEVICE), number) for _ in range(chance.randint(2, 4))]
    plan += [(_pick(chance, HUB), -1) for _ in range(chance.randint(2, 5))]
    chance.shuffle(plan)
    waits = [chance.randint(1, 2 * DAY_S // len(plan)) for _ in plan]
    waits[0] += NIGHT_S
    return [_step(chance, do, device, wait_s, wild) for (do, device), wait_s in zip(plan, waits, strict=True)]


def _pick(chance: random.Random, among: dict[str, tuple[int, str]]) -> str:
    return chance.choices(list(among), [weight for weight, _ in among.values()])[0]


def _step(chance: random.Random, do: str, device: int, wait_s: int, wild: float) -> Step:
    mishaps: tuple[Mishap, ...] = ()
    if do in _SYNCS and chance.random() < wild:
        at = sorted({min(int(chance.expovariate(0.35)), 12) for _ in range(chance.choice((1, 1, 2, 3)))})
        mishaps = tuple(_mishap(chance, number) for number in at)
    power = None
    if do in _STORED and chance.random() < 0.1 + wild / 8:
        power = chance.randrange(chance.choice(_MOMENTS))
    return Step(do, device, wait_s, chance.getrandbits(32), mishaps, power)


def _mishap(chance: random.Random, at: int) -> Mishap:
    kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
    value = {
        "late": chance.choice((40, 600, 20_000)), "again_later": chance.choice((5, 900, 40_000)),
        "slow": chance.choice((3, 20, 90)), "half": chance.randint(5, 95), "strange": chance.randrange(len(ANSWERS)),
        "hub_off": chance.randrange(chance.choice((3, 8, 24))), "device_off": chance.randrange(chance.choice((4, 12))),
    }.get(kind, 0)
    return Mishap(kind, *_place(chance, kind, at, value))


def _place(chance: random.Random, kind: str, at: int, value: int) -> tuple[int, int, str]:
    """Where it happens: often in the moment in which it does harm."""
    if kind == "hub_off" and chance.random() < 0.6:
        return chance.randrange(8), chance.randrange(5), "upload"  # every byte is there, and the hub has not said so
    if kind == "device_off" and chance.random() < 0.5:
        return 0, chance.randrange(5), "pull"  # between the page and its cursor
    if kind == "switch":
        return 0, value, "pull"  # a page of changes on its way is what matters then
    of = {"stale": "push", "garbled": "upload"}.get(kind) or chance.choices(("", "push", "upload", "pull"), (4, 4, 4, 3))[0]
    if of == "upload" and chance.random() < 0.5:
        at = chance.randint(5, 18)  # not the first piece
    return (0 if of in ("push", "pull") else at), value, of  # there are few of those in a cycle


def _later(wait_s: int) -> str:
    """A time that passes, as people say it."""
    for unit_s, unit in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if wait_s >= 2 * unit_s:
            return f"{wait_s // unit_s} {unit} later "
    return ""


def tell(step: Step) -> str:
    """One step as a sentence."""
    wait = _later(step.wait_s)
    if step.device < 0:
        return f"{wait}{HUB[step.do][1]}"
    said = f"{wait}{TABLETS[step.device].name} {DEVICE[step.do][1]}"
    if step.mishaps:
        said += ": " + "; ".join(map(tell_mishap, step.mishaps))
    if step.power is not None:
        said += f"; its power goes at moment {step.power}"
    return said
