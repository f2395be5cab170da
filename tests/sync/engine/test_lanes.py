"""When originals may travel: a table; and what the system's files say of network and battery."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from sync.engine.around import look_around
from sync.engine.cycle import run_cycle
from sync.engine.device import Delivery
from sync.engine.lanes import Around, Hold, Network, Said, TravelRules, held
from sync.engine.trip import Policy
from tests.sync.engine.making import HandClock, photo, report
from tests.sync.engine.memory_device import MemoryDevice
from tests.sync.engine.memory_hub import MemoryHub

MB = 1024 * 1024
MOBILE, WIFI = Around(network=Network.MOBILE), Around(network=Network.WIFI)


@pytest.mark.parametrize(("rules", "around", "moved", "hour", "expected"), [
    ({}, Around(), 0, 12, None),
    ({}, Around(), 9000 * MB, 3, None),  # nothing known: nothing held up
    ({}, MOBILE, 499 * MB, 12, None),
    ({}, MOBILE, 500 * MB, 12, Hold.DAILY_CAP),
    ({}, Around(network=Network.MOBILE, metered=False), 900 * MB, 12, None),  # the system knows better
    ({}, Around(network=Network.WIFI, metered=True), 900 * MB, 12, Hold.DAILY_CAP),
    ({"daily_bytes": None}, MOBILE, 9000 * MB, 12, None),
    ({"daily_bytes": 0}, MOBILE, 0, 12, Hold.DAILY_CAP),
    ({"when_it_costs": False}, MOBILE, 0, 12, Hold.METERED),
    ({"when_it_costs": False}, WIFI, 0, 12, None),
    ({}, Around(battery_share=0.14, charging=False), 0, 12, Hold.BATTERY),
    ({}, Around(battery_share=0.14), 0, 12, Hold.BATTERY),
    ({}, Around(battery_share=0.14, charging=True), 0, 12, None),
    ({}, Around(battery_share=0.15, charging=False), 0, 12, None),
    ({"least_battery_share": 0.0}, Around(battery_share=0.01), 0, 12, None),
    ({"from_hour": 9, "until_hour": 17}, Around(), 0, 9, None),
    ({"from_hour": 9, "until_hour": 17}, Around(), 0, 17, Hold.HOURS),
    ({"from_hour": 22, "until_hour": 6}, Around(), 0, 23, None),
    ({"from_hour": 22, "until_hour": 6}, Around(), 0, 5, None),
    ({"from_hour": 22, "until_hour": 6}, Around(), 0, 6, Hold.HOURS),
])
def test_when_originals_may_travel(
    rules: dict[str, int], around: Around, moved: int, hour: int, expected: Hold | None
) -> None:
    assert held(TravelRules(**rules), around, moved, datetime(2026, 3, 2, hour)) is expected  # type: ignore[arg-type]


def test_held_originals_wait_and_records_go_and_a_person_overrules_it() -> None:
    clock = HandClock()
    hub, device = MemoryHub(clock), MemoryDevice(rules=TravelRules(when_it_costs=False))
    sent = device.enqueue(report(1, photo(1)), photo(1))
    found = run_cycle(hub, device, clock, Policy(), around=lambda: MOBILE)
    assert (found.pushed, found.files_sent, found.held, found.problem) == (1, 0, Hold.METERED, None)
    assert device.media[sent.media[0].sha256].state is Delivery.WAITING
    assert run_cycle(hub, device, clock, Policy(), around=lambda: WIFI).files_sent == 1
    device.enqueue(report(2, photo(2)), photo(2))
    assert run_cycle(hub, device, clock, Policy(impatient=True), around=lambda: MOBILE).files_sent == 1


def test_a_cable_pulled_in_the_middle_stops_the_next_file() -> None:
    clock = HandClock()
    hub, device = MemoryHub(clock), MemoryDevice(rules=TravelRules(when_it_costs=False))
    device.enqueue(report(1, photo(1), photo(2)), photo(1), photo(2))
    found = run_cycle(hub, device, clock, Policy(), around=lambda: MOBILE if hub.files else WIFI)
    assert found.files_sent == 1 and found.held is Hold.METERED


def machine(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return folder


HEAD = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"


def route(name: str, metric: int = 100, flags: str = "0003") -> str:
    return f"{name}\t00000000\t0101A8C0\t{flags}\t0\t0\t{metric}\t00000000\t0\t0\t0"


@pytest.mark.parametrize(("routes", "expected"), [
    ([], Network.UNKNOWN), ([route("eth0")], Network.WIRED), ([route("wlan0")], Network.WIFI),
    ([route("wwan0")], Network.MOBILE), ([route("wlan0", 600), route("eth0", 100)], Network.WIRED),
    ([route("eth0", 100, "0002"), route("wlan0", 600)], Network.WIFI), (["what is this"], Network.UNKNOWN),
])
def test_what_carries_the_bytes(tmp_path: Path, routes: list[str], expected: Network) -> None:
    root = machine(tmp_path, {"proc/net/route": "\n".join([HEAD, *routes])})
    (root / "sys/class/net/wlan0/wireless").mkdir(parents=True)
    assert look_around(root).network is expected


def test_batteries_and_chargers(tmp_path: Path) -> None:
    bat = "sys/class/power_supply/BAT0/"
    assert look_around(tmp_path) == Around()
    root = machine(tmp_path, {bat + "type": "Battery", bat + "capacity": "12", bat + "status": "Discharging"})
    assert (look_around(root).battery_share, look_around(root).charging) == (0.12, False)
    machine(root, {"sys/class/power_supply/AC/type": "Mains", "sys/class/power_supply/AC/online": "1"})
    assert look_around(root).charging is True
    mouse = "sys/class/power_supply/hid-1/"
    machine(root, {mouse + "type": "Battery", mouse + "scope": "Device", mouse + "capacity": "90"})
    assert look_around(root).battery_share == 0.12


def test_the_systems_word_beats_the_files(tmp_path: Path) -> None:
    root = machine(tmp_path, {"proc/net/route": "\n".join([HEAD, route("wlan0")])})
    (root / "sys/class/net/wlan0/wireless").mkdir(parents=True)
    hotspot = look_around(root, Said(network=Network.WIFI, metered=True))
    assert hotspot.costs and hotspot.network is Network.WIFI
    assert look_around(root, Said(metered=False)) == Around(network=Network.WIFI, metered=False)
    assert look_around(root, Said(network=Network.MOBILE)).costs
    (root / "sys/class/power_supply").mkdir(parents=True)
    (root / "sys/class/power_supply/BAT0").write_text("no folder")
    assert look_around(root, Said(network=Network.MOBILE)).network is Network.MOBILE


def test_this_machine_can_be_asked() -> None:
    assert isinstance(look_around(), Around)
