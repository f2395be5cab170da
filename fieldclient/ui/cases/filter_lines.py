"""What a list can be narrowed by, as chips: what each says, how many cases it would show, whether it is chosen. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from fieldclient.store.case_lists import NEAR_M
from fieldclient.ui.words import Words
from fieldclient.work.views import CaseCounts, Light, Lookup
from sync.protocol.lifecycle import Stage

LIGHTS = (Light.OVERDUE_AGAIN, Light.OVERDUE, Light.DUE_SOON, Light.ON_TIME, Light.NONE)
QUICK_LIGHTS = (Light.OVERDUE_AGAIN, Light.OVERDUE, Light.DUE_SOON)
SYMBOLS = {Light.OVERDUE_AGAIN: "alert-triangle", Light.OVERDUE: "clock-alert", Light.DUE_SOON: "clock", Light.ON_TIME: "clock"}
NEARNESS_M = (200, 500, 1000, 3000)
GRIDS_SHOWN = 12
T = TypeVar("T")
NOT_SENT = "unsent"  # how the stage '' is called by a chip: the hub has not answered yet


@dataclass(frozen=True)
class FilterChip:
    """`id`: what kind it is and its value, as `toggled` understands it. `count` is empty while it is not known."""

    id: str
    title: str
    count: str
    symbol: str
    chosen: bool


def chosen_count(lookup: Lookup) -> int:
    """How many things narrow the list; words, order and the kind of list do not count."""
    sets = (lookup.stages, lookup.lights, lookup.grids, lookup.campaigns)
    return sum(map(len, sets)) + lookup.only_mine + (lookup.near_m is not None)


def usual_order(lookup: Lookup) -> str:
    """Of this kind of list, when none is chosen."""
    return "changed" if lookup.which in ("mine", "ended") else "deadline"


def cleared(lookup: Lookup) -> Lookup:
    return replace(lookup, stages=(), lights=(), grids=(), campaigns=(), only_mine=False, near_m=None)


FIGURES = {  # of the home page, each with its list; of what was reported and closed it counts a part (today, this week)
    "to_do": Lookup(which="to_do"), "overdue": Lookup(which="to_do", lights=(Light.OVERDUE, Light.OVERDUE_AGAIN)),
    "due_soon": Lookup(which="to_do", lights=(Light.DUE_SOON,)),
    "reported": Lookup(which="mine"), "closed": Lookup(which="ended"),
}


def toggled(lookup: Lookup, chip: str) -> Lookup:
    """With this chip chosen, or not any more. What is no chip changes nothing."""
    kind, _, value = chip.partition(":")
    if kind == "light" and value in Light.__members__.values():
        return replace(lookup, lights=_turned(lookup.lights, Light(value)))
    if kind == "stage":
        return replace(lookup, stages=_turned(lookup.stages, "" if value == NOT_SENT else value))
    if kind == "grid":
        return replace(lookup, grids=_turned(lookup.grids, value))
    if kind == "campaign" and value:
        return replace(lookup, campaigns=_turned(lookup.campaigns, value))
    if kind == "mine":
        return replace(lookup, only_mine=not lookup.only_mine)
    if kind == "near" and value.isdecimal():
        return replace(lookup, near_m=None if lookup.near_m == float(value) else float(value))
    return lookup


def _turned(chosen: tuple[T, ...], value: T) -> tuple[T, ...]:
    return tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)


def light_chips(words: Words, lookup: Lookup, counts: CaseCounts | None, lights: Sequence[Light] = LIGHTS) -> list[FilterChip]:
    out = []
    for light in lights:
        count = _told(None if counts is None else counts.lights.get(light, 0))
        name = words.of(light) or words.phrase("light_none")
        out.append(FilterChip(f"light:{light.value}", name, count, SYMBOLS.get(light, "circle"), light in lookup.lights))
    return out


def stage_chips(words: Words, lookup: Lookup, counts: CaseCounts | None) -> list[FilterChip]:
    """Those that there are, in the order of a case's life, and those that are chosen."""
    known = counts.stages if counts is not None else {}
    shown = [value for value in ("", *(stage.value for stage in Stage)) if known.get(value) or value in lookup.stages]
    return [FilterChip(f"stage:{value or NOT_SENT}", words.of(Stage(value)) if value else words.phrase("not_at_hub_yet"),
                       _told(None if counts is None else known.get(value, 0)), "", value in lookup.stages) for value in shown]


def grid_chips(words: Words, lookup: Lookup, counts: CaseCounts | None, named: str = "") -> list[FilterChip]:
    """The chosen first, then those with the most cases; `named`: only those whose name or code has this in it."""
    found = {code: (name, count) for code, name, count in counts.grids} if counts is not None else {}
    looked_for = named.strip().casefold()
    fitting = [code for code, (name, _) in found.items() if looked_for in name.casefold() or looked_for in code]
    shown = [*lookup.grids, *[code for code in fitting if code not in lookup.grids][:GRIDS_SHOWN]]
    out = []
    for code in shown:
        name, cases = found.get(code, ("", 0))
        count = _told(None if counts is None else cases)
        out.append(FilterChip(f"grid:{code}", name or code, count, "map-pin", code in lookup.grids))
    return out


def near_chips(words: Words, lookup: Lookup, counts: CaseCounts | None) -> list[FilterChip]:
    """How near: the count is known of the one that is chosen, or of the usual one."""
    counted = lookup.near_m if lookup.near_m is not None else NEAR_M
    return [FilterChip(
        f"near:{metres}", words.phrase("near_me", distance=words.distance(metres)),
        _told(counts.near if counts is not None and metres == counted else None), "locate", lookup.near_m == metres)
        for metres in NEARNESS_M]


def mine_chip(words: Words, lookup: Lookup, counts: CaseCounts | None) -> FilterChip:
    count = _told(None if counts is None else counts.mine)
    return FilterChip("mine:", words.phrase("mine_only"), count, "user", lookup.only_mine)


def campaign_chips(words: Words, lookup: Lookup, counts: CaseCounts | None) -> list[FilterChip]:
    """Those that run or have cases, and those that are chosen."""
    known = {code: (words.name(zh, en), count) for code, zh, en, count in counts.campaigns} if counts is not None else {}
    out = []
    for code in (*known, *(each for each in lookup.campaigns if each not in known)):
        name, count = known.get(code, (code, 0))
        out.append(FilterChip(
            f"campaign:{code}", name, _told(None if counts is None else count), "megaphone", code in lookup.campaigns))
    return out


def strip_chips(words: Words, lookup: Lookup, counts: CaseCounts | None) -> list[FilterChip]:
    """The line above the list: what is wanted most and is there, then whatever else is chosen. Each stays in its place when it is
    chosen. Campaigns come early: who comes from a banner sees what the list was narrowed by."""
    near = near_chips(words, lookup, counts)
    usual = next((chip for chip in near if chip.chosen), near[1])
    rows = [*light_chips(words, lookup, counts, QUICK_LIGHTS), *campaign_chips(words, lookup, counts), usual]
    if lookup.which != "mine":
        rows.append(mine_chip(words, lookup, counts))
    rows = [chip for chip in rows if chip.count != "0" or chip.chosen]
    others = [*light_chips(words, lookup, counts, LIGHTS[len(QUICK_LIGHTS):]), *stage_chips(words, lookup, counts),
              *grid_chips(words, lookup, counts)]
    return [*rows, *(chip for chip in others if chip.chosen)]


def _told(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def summary(words: Words, lookup: Lookup, grid_names: dict[str, str], campaign_names: dict[str, str] | None = None) -> str:
    """A choice in words: what a saved filter stands for."""
    parts = [f"“{lookup.text}”"] if lookup.text else []
    parts += [words.of(light) or words.phrase("light_none") for light in lookup.lights]
    parts += [words.of(Stage(value)) if value else words.phrase("not_at_hub_yet") for value in lookup.stages]
    parts += [grid_names.get(code, code) for code in lookup.grids]
    parts += [(campaign_names or {}).get(code, code) for code in lookup.campaigns]
    if lookup.only_mine:
        parts.append(words.phrase("mine_only"))
    if lookup.near_m is not None:
        parts.append(words.phrase("near_me", distance=words.distance(lookup.near_m)))
    if lookup.sort:
        parts.append(words.phrase(f"order_{lookup.sort}"))
    return " · ".join(parts)
