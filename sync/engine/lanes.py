"""When originals may travel. Pure: from what this device's owner allows and what is around it to a yes or a reason to wait.

Records and previews always go: a district's day depends on them and they are small. Originals are megabytes on somebody's
contract and somebody's battery. A person who presses "sync now" has decided, and nothing holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec


class Network(StrEnum):
    """What carries the bytes, as far as the system tells."""

    UNKNOWN = "unknown"
    WIRED = "wired"
    WIFI = "wifi"
    MOBILE = "mobile"


class Hold(StrEnum):
    """Why originals wait."""

    METERED = "metered"  # only where bytes cost nothing
    DAILY_CAP = "daily_cap"  # enough for today on a way that costs
    BATTERY = "battery"
    HOURS = "hours"  # not at this time of day


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is around the device now. None: the system does not tell, and nothing is held up for it."""

    network: Network = Network.UNKNOWN
    metered: bool | None = None
    battery_share: float | None = None  # 0 … 1
    charging: bool | None = None

    @property
    def costs(self) -> bool:
        """Bytes cost somebody something: as told, else where a mobile network carries them."""
        return self.network is Network.MOBILE if self.metered is None else self.metered


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the system's own network service says, where there is one: it knows what a person marked as metered."""

    network: Network = Network.UNKNOWN
    metered: bool | None = None


class TravelRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the owner of this device allows. The defaults let everything go, short of an empty battery and a used-up contract."""

    when_it_costs: bool = True
    daily_bytes: int | None = 500 * 1024 * 1024  # of originals, up and down, where bytes cost; None: as many as there are
    least_battery_share: float = 0.15  # below it, unless it is charging
    from_hour: int = 0  # local time, from this hour …
    until_hour: int = 24  # … up to this one; 22 to 6 goes over midnight


def held(rules: TravelRules, around: Around, sent_today_bytes: int, local: datetime) -> Hold | None:
    """Why originals have to wait now; None when they may go. `local`: the time where the device is."""
    if around.costs and not rules.when_it_costs:
        return Hold.METERED
    if around.costs and rules.daily_bytes is not None and sent_today_bytes >= rules.daily_bytes:
        return Hold.DAILY_CAP
    if around.battery_share is not None and around.battery_share < rules.least_battery_share and not around.charging:
        return Hold.BATTERY
    if not _in_hours(local.hour, rules.from_hour, rules.until_hour):
        return Hold.HOURS
    return None


def _in_hours(hour: int, first: int, end: int) -> bool:
    return first <= hour < end if first <= end else hour >= first or hour < end
