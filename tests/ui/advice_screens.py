"""The pictures of "already reported?" and of the matched after-photo: `python tests/ui/advice_screens.py FOLDER [--size 1280x800]
[--theme light]` writes `zh-already.png`, `en-already.png`, `zh-match.png` and `en-match.png`, made by the product's own window on a
district with a real hub and the demonstration's photos.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from fieldclient.resources import resource  # noqa: E402 - the platform is chosen above
from sync.protocol.lifecycle import Act  # noqa: E402
from sync.protocol.report import Kind  # noqa: E402
from tests.ui.district import SEED, District  # noqa: E402
from tests.ui.screens import shoot  # noqa: E402
from tests.ui.whole import Whole  # noqa: E402

REPORTER, HANDLER = "chenchen", "sunlei"
COLLECTORS = ("wangfang", "liqiang", "zhaomin")


def photo(name: str) -> Path:
    return resource("demo", f"{name}.jpg")


def taken_at(source: Path, folder: Path, at: datetime) -> Path:
    """A copy as a camera would have written it at that time: the demonstration's photos are all of one morning in May."""
    local = at.astimezone(timezone(timedelta(hours=8)))
    data = re.sub(rb"2026:05:\d\d \d\d:\d\d:\d\d", f"{local:%Y:%m:%d %H:%M:%S}".encode(), source.read_bytes())
    target = folder / source.name
    target.write_bytes(re.sub(rb"2026:05:\d\d\0", f"{at:%Y:%m:%d}\0".encode(), data))
    return target


def report(district: District, login: str, subcategory: str, *names: str) -> str:
    """As somebody with a camera does it."""
    desk = district.desk(login)
    draft = desk.new_draft(Kind.PROBLEM)
    desk.add_photos(draft.id, [photo(name) for name in names])
    desk.save_field(draft.id, "subcategory", subcategory)
    case_id = desk.submit(draft.id)
    district.sync(login)
    return case_id


def handle(district: District, case_id: str, after: str) -> None:
    desk = district.desk(HANDLER)
    district.sync(HANDLER)
    desk.act(case_id, Act.RECEIVE)
    district.sync(HANDLER)
    district.clock.at += timedelta(hours=2, minutes=10)
    draft = desk.draft_for(case_id, Act.FEEDBACK)
    for name, value in (("result", "fixed"), ("description", "已更换井盖，周边已清理。"), ("quantity", 1.0), ("unit", "places")):
        desk.save_field(draft.id, name, value)
    desk.add_photos(draft.id, [taken_at(photo(after), district.folder, district.clock())])
    desk.submit(draft.id)
    district.sync(HANDLER)


def checker_of(district: District, case_id: str) -> str:
    for login in COLLECTORS:
        district.desk(login)
        district.sync(login)
        if any(row.id == case_id for row in district.tasks(login)):
            return login
    raise SystemExit("nobody was asked to check")


def already(window: Whole) -> None:
    window.go("report")
    room = window.room_of("report")
    room.newReport()
    window.settle()
    room.editor.add_files([photo("rubbish-far"), photo("rubbish-near")])
    window.until(lambda: room.advisor.cases.rowCount() > 0 and room.advisor.grid != "", "what is known there")
    window.settle(300)


def match(window: Whole, case_id: str) -> None:
    window.frame.openCase(case_id)
    room = window.room_of("cases")
    window.until(lambda: room.matches.handled.view != "", "the handler's photo, compared")
    window.settle(300)


def in_both_languages(window: Whole, options: argparse.Namespace, name: str) -> None:
    window.client.preferences.choose("theme", options.theme)
    window.client.preferences.choose("scale", options.scale)
    for language in ("zh", "en"):
        window.client.preferences.choose("language", language)
        window.settle(300)
        shoot(window, options.folder, f"{language}-{name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--scale", default="1")
    options = parser.parse_args()
    width, height = (int(part) for part in options.size.split("x"))
    with tempfile.TemporaryDirectory() as place, District(Path(place)) as district:
        district.clock.to(9)
        case_id = report(district, "wangfang", "C09-02", "manhole-far", "manhole-near")
        district.clock.to(6)
        handle(district, case_id, "manhole-after")
        district.clock.to(2)
        report(district, REPORTER, "C01-01", "rubbish-far", "rubbish-detail")
        checker = checker_of(district, case_id)
        for login in COLLECTORS:
            district.desk(login)
        district.sync(*COLLECTORS)
        for login in COLLECTORS:
            district.desk(login).advice.places.bring_in(SEED)
        url = district.serve()
        district.put_away()
        for login, name in (("wangfang", "already"), (checker, "match")):
            window = Whole(district.data(login), hub=url, login=login, size=(width, height))
            if name == "already":
                already(window)
            else:
                match(window, case_id)
            in_both_languages(window, options, name)
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
