"""What the system tells of network and battery. Linux tells by files, a window by its network service too; where nobody tells,
nothing is held up.
"""

from __future__ import annotations

from pathlib import Path

from sync.engine.lanes import Around, Network, Said

_MOBILE = ("wwan", "ppp", "rmnet", "usb")
_UP = 0x1  # flag of a route that is in use


def look_around(root: Path = Path("/"), said: Said | None = None) -> Around:
    """Never raises: a file that is not there or cannot be read says nothing. `said` beats the files."""
    said = said or Said()
    try:
        share, charging = _battery(root / "sys/class/power_supply")
        network = _network(root) if said.network is Network.UNKNOWN else said.network
    except (OSError, ValueError):
        return Around(network=said.network, metered=said.metered)
    return Around(network=network, metered=said.metered, battery_share=share, charging=charging)


def _network(root: Path) -> Network:
    name = _default_route(root / "proc/net/route")
    if name is None:
        return Network.UNKNOWN
    if (root / "sys/class/net" / name / "wireless").exists():
        return Network.WIFI
    return Network.MOBILE if name.startswith(_MOBILE) else Network.WIRED


def _default_route(path: Path) -> str | None:
    """The interface that strangers' packets leave by: the route to 0.0.0.0 with the least metric."""
    found: list[tuple[int, str]] = []
    if not path.exists():
        return None
    for line in path.read_text("ascii", "replace").splitlines()[1:]:
        fields = line.split()
        if len(fields) > 7 and fields[1] == "00000000" and fields[7] == "00000000" and int(fields[3], 16) & _UP:
            found.append((int(fields[6]), fields[0]))
    return min(found)[1] if found else None


def _battery(folder: Path) -> tuple[float | None, bool | None]:
    """The fullest battery of this machine, and whether a charger holds it."""
    shares, charging = [], False
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        kind = _word(each / "type")
        if kind == "Battery" and _word(each / "scope") != "Device":  # not of a mouse
            share = _word(each / "capacity")
            if share.isdigit():
                shares.append(int(share) / 100)
            charging = charging or _word(each / "status") in ("Charging", "Full", "Not charging")
        elif kind == "Mains":
            charging = charging or _word(each / "online") == "1"
    return (max(shares), charging) if shares else (None, None)


def _word(path: Path) -> str:
    return path.read_text("ascii", "replace").strip() if path.exists() else ""
