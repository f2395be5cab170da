"""Pictures of a patrol under way and of a page of its summary: `python tests/ui/patrol/pictures.py FOLDER [--all]`.

A made-up afternoon in a real window on a real store; with `--all` also dark, upright and in large type, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

import shapely  # noqa: E402 - the platform is chosen above

from fieldclient.geo.area import Area, Level  # noqa: E402
from fieldclient.geo.tracks import Fix  # noqa: E402
from fieldclient.ui.patrol.printing import Printing  # noqa: E402
from fieldclient.work import RealDesk, open_desk  # noqa: E402
from sync.protocol.media import Shot  # noqa: E402
from sync.protocol.people import Person, Role  # noqa: E402
from tests.fieldclient.store.making import session  # noqa: E402
from tests.ui.district import picture  # noqa: E402
from tests.ui.patrol.receiver import Receiver  # noqa: E402
from tests.ui.screens import shoot  # noqa: E402
from tests.ui.whole import Whole  # noqa: E402

SOUTH, WEST = 36.0664, 120.3742
NAMES = ("五四广场北", "东海西路南", "澳门路西", "福州南路", "山东路东", "延安三路", "香港中路", "云霄路", "闽江路", "南京路西", "江西路", "燕儿岛路")
ROUTE = ((20, 30), (150, 45), (265, 40), (275, 150), (380, 160), (390, 270), (250, 285), (140, 270))  # metres east and north
GAP_AFTER, AFTER_GAP = 4, ((120, 180), (60, 175), (45, 90))
REPORTS = (("C01-02", "垃圾桶满溢，桶边堆了七八袋", "东海西路 18 号门前", 150, 45), ("C09-01", "井盖缺了一角", "澳门路 3 号院外", 275, 150),
           ("C02-01", "商户门前占道堆物", "延安三路路口", 390, 270))
MINUTES_AGO = 96
PERSON = Person(id="p-wang", name="王芳", roles=(Role.VOLUNTEER,), team="五四文明巡访队", grids=("370202001001001",))


def degrees(east: float, north: float) -> tuple[float, float]:
    return SOUTH + north / 111_195, WEST + east / 89_880


def city() -> list[Area]:
    chance = random.Random(7)
    corner = {(x, y): (x * 130 + chance.uniform(-9, 9), y * 105 + chance.uniform(-9, 9)) for x in range(5) for y in range(4)}
    found = []
    for number, name in enumerate(NAMES):
        x, y = number % 4, number // 4
        ring = [degrees(*corner[at])[::-1] for at in ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))]
        found.append(Area(f"370202001001{number + 1:03d}", name, Level.GRID, shapely.to_wkb(shapely.Polygon(ring))))
    return found


def stroll(points: tuple[tuple[int, int], ...], at_s: float, every_s: float = 12.0) -> list[Fix]:
    """Along the corners at walking speed, with a receiver's small unrest."""
    chance, found = random.Random(3), []
    for (east, north), (to_east, to_north) in zip(points, points[1:], strict=False):
        steps = max(1, round(((to_east - east) ** 2 + (to_north - north) ** 2) ** 0.5 / 11))
        for step in range(steps):
            share = step / steps
            place = degrees(east + share * (to_east - east) + chance.gauss(0, 1.2), north + share * (to_north - north) + chance.gauss(0, 1.2))
            found.append(Fix(at_s, *place, 12.0, 5.0, begins=not found))
            at_s += every_s
    return found


def live(folder: Path) -> None:
    """Until a minute ago."""
    end = datetime.now(UTC) - timedelta(minutes=1)
    now = [end - timedelta(minutes=MINUTES_AGO)]
    desk: RealDesk = open_desk(folder, clock=lambda: now[0], reserve_bytes=0)
    desk.signed_in(session(PERSON, at=now[0]))
    desk.store.areas.replace(city(), "grids.geojson", now[0])
    line = desk.patrols.start(PERSON.team or "", [f"370202001001{number:03d}" for number in (1, 2, 3, 6, 7, 8, 11, 12)])
    first = stroll(ROUTE, now[0].timestamp(), 30.0)
    desk.patrols.note(line.id, first)
    for number, (subcategory, words, place, east, north) in enumerate(REPORTS):
        now[0] += timedelta(minutes=18)
        draft = desk.new_draft()
        for name, value in (("subcategory", subcategory), ("description", words), ("place_text", place)):
            desk.save_field(draft.id, name, value)
        desk.place_by_hand(draft.id, *degrees(east, north))
        desk.add_photo_bytes(draft.id, picture(number + 60), shot=Shot.FAR)
        desk.add_photo_bytes(draft.id, picture(number + 560), shot=Shot.NEAR)
        desk.submit(draft.id)
    desk.patrols.note(line.id, stroll(AFTER_GAP, max(end.timestamp() - 600, first[-1].at_s + 300)))
    desk.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    looks = [("zh", "light", (1280, 800), "1"), ("en", "light", (1280, 800), "1")]
    if options.all:
        looks += [("zh", "dark", (1280, 800), "1"), ("zh", "light", (800, 1280), "1"), ("en", "sunlight", (1280, 800), "1.3"),
                  ("zh", "light", (420, 800), "1.3")]
    with tempfile.TemporaryDirectory() as place, Receiver() as receiver:
        os.environ["FIELDCLIENT_NMEA"] = receiver.address
        live(Path(place) / "data")
        window = Whole(Path(place) / "data")
        window.link.set_offline(True)
        room = window.room_of("patrol")
        window.until(lambda: receiver.heard, "the receiver is heard")
        while room.recorder.newest is None:
            receiver.say(time.time(), *degrees(44, 82))
            window.settle()
        room.recorder.flush()
        for language, theme, size, scale in looks:
            for name, value in (("language", language), ("theme", theme), ("scale", scale)):
                window.client.preferences.choose(name, value)
            window.resize(*size)
            ending = "" if (theme, size, scale) == ("light", (1280, 800), "1") else f"-{theme}-{size[0]}-{scale}"
            window.client.frame.go("home")
            if options.all:
                shoot(window, options.folder, f"{language}-home{ending}")
            window.client.frame.go("patrol")
            window.settle()
            room.refresh()
            shoot(window, options.folder, f"{language}-patrol{ending}")
        window.client.preferences.choose("language", "zh")
        window.settle()
        window.click("patrol.end")
        window.until(lambda: room.view == "past", "the patrol is over")
        page = room._page
        printing = Printing(page, window.ask(lambda desk: desk.patrols.pictures(page, 480)), room.words, room._now)
        assert printing.image(0).save(str(options.folder / "patrol-summary.png"))
        if options.all:
            shoot(window, options.folder, "zh-past")
            (options.folder / "patrol-summary.pdf").write_bytes(printing.pdf())
            for number in range(1, printing.pages):
                printing.image(number).save(str(options.folder / f"patrol-summary-{number + 1}.png"))
            room.closePatrol()
            shoot(window, options.folder, "zh-plan")
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
