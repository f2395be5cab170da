"""Run by `bench day`: the window, and somebody who works in it from the morning to the evening by what its pages call."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl

from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser
from fieldclient.work.views import Lookup
from tests.bench.day_waits import A_PAGE_S, STANDSTILL_S, Waiting, asked, ebb
from tests.bench.gaps import Culprits, Gaps, live, wait
from tests.bench.progress import say

THIRDS = 3  # of the day, each ending with a sync
AN_AREA_S = 300.0  # reckoned, fetched and drawn
A_MOMENT_MS = 150  # between two touches
A_FRAME_MS = 16
STROKES = 30  # of a finger that draws


class Day:
    """`client` is open and signed in. Every act goes the way a finger takes it: page, fields, photos, the button that seals."""

    def __init__(self, client: Client, gaps: Gaps, photos: list[Path]) -> None:
        self.client, self.gaps = client, gaps
        self.acts = self.photos = self.syncs = self.taken_bytes = 0
        self._photos: Iterator[Path] = iter(photos)

    def live_through(self, cases: list[str], reports: int) -> None:
        for third in range(THIRDS):
            say(f"third {third + 1} of {THIRDS}: {len(cases[third::THIRDS])} cases are received")
            for case_id in cases[third::THIRDS]:
                self._receive(case_id)
            say("they are answered")
            for case_id in cases[third::THIRDS]:
                self._answer_case(case_id)
            say(f"reports are made: {self.acts} acts and {self.photos} photos so far")
            for _ in range(reports // THIRDS + (third < reports % THIRDS)):
                self._report()
            self._look_around()
            if third == THIRDS // 2:
                self._take_area()
            self._sync()

    def _do(self, what: str) -> None:
        self.gaps.doing = f"{self.acts + 1}: {what}"

    def _receive(self, case_id: str) -> None:
        cases = self._open(case_id)
        self._do("receive")
        cases.start("receive")
        self._until(lambda: not cases.busy and not cases.caseData.is_doing("receive"), "the case is received")
        live(A_MOMENT_MS)
        self.acts += 1

    def _answer_case(self, case_id: str) -> None:
        cases = self._open(case_id)
        self._do("open the page of the result")
        cases.start("feedback")
        self._until(lambda: cases.step == "act" and cases.editor.view is not None, "the page of the result")
        live(A_MOMENT_MS)
        editor = cases.editor
        self._do("write the result")
        editor.choose("result", "fixed")
        editor.write("description", "已清理并冲洗路面，周边无遗留")
        editor.write("quantity", "1")
        editor.choose("unit", "places")
        self._do("a photo of the result")
        slot = editor.placed().slots[0][0].key
        editor.add_files([self._photo()], slot)
        self._until(lambda: not cases.busy and bool(editor.view and editor.view.photos), "the photo of the result")
        live(A_MOMENT_MS)
        self._do("seal the result")
        editor.submit()
        self._until(lambda: cases.step == "", "the result is sealed")
        live(A_MOMENT_MS)
        self.acts += 1

    def _report(self) -> None:
        frame, room = self.client.frame, self.client.frame.room("report")
        self._do("new report")
        frame.newReport()
        self._until(lambda: room.editor.view is not None and not room.editor.view.photos, "a new report")
        live(A_MOMENT_MS)
        self._do("three photos")
        room.dropFiles([QUrl.fromLocalFile(str(self._photo())) for _ in range(3)])
        self._until(lambda: not room.busy and bool(room.editor.view) and len(room.editor.view.photos) == 3, "three photos")
        live(A_MOMENT_MS)
        self._do("choose the category")
        room.chooseCategory()
        live(A_MOMENT_MS)
        room.categories.openCategory("C01")
        live(A_MOMENT_MS)
        room.categories.choose("C01-02")
        self._do("choose the place")
        room.choosePlace()
        live(A_MOMENT_MS)
        room.pad.typed("36.0702", "120.3755")
        live(A_MOMENT_MS)
        room.pad.confirm()
        room.editor.write("description", "垃圾桶满溢，桶边堆了七八袋")
        live(A_MOMENT_MS)
        self._until(lambda: not room.busy, "everything is kept")
        self._do("seal the report")
        room.editor.submit()
        self._until(lambda: frame.place != "report", "the report is sealed")
        live(A_MOMENT_MS)
        self.acts += 1

    def _look_around(self) -> None:
        """Every place once, as one does before driving on."""
        for place in ("home", "cases", "activity", "me", "outbox", "patrol", "home"):
            self._do(f"go to {place}")
            self.client.frame.go(place)
            live(2 * A_MOMENT_MS)

    def _take_area(self) -> None:
        """Around all cases: a frame that is moved, its size, then everything of it; meanwhile the map is looked at."""
        self._do("go to the map")
        self.client.link.set_offline(False)
        self.client.frame.go("map")
        room = self.client.frame.room("map")
        self._until(lambda: room.loaded and room.chart.settled(), "the map is drawn")
        self._do("frame an area")
        room.setPane("take")
        live(2 * A_MOMENT_MS)
        for _ in range(STROKES):
            room.take.moveCorner(1, 2.0, -2.0)
            live(A_FRAME_MS)
        self._do("how large is the area?")
        room.take.reckon()
        self._until(lambda: room.take.reckoned, "its size is known", AN_AREA_S)
        live(A_MOMENT_MS)
        self._do("take the area along")
        room.take.start()
        for _ in range(STROKES):
            room.chart.drag(3.0, 1.0)
            live(A_FRAME_MS)
        self._until(lambda: self._taken(room) > 0, "the area is here", AN_AREA_S)
        self._until(lambda: bool(room.chart.scenery.tiles) and room.chart.settled(), "its map is drawn", AN_AREA_S)
        for step in range(STROKES):
            room.chart.drag(-4.0, -2.0)
            room.chart.zoomAt(0.05 if step % 2 else -0.05, 300.0, 300.0)
            live(A_FRAME_MS)
        self.taken_bytes = self._taken(room)

    def _taken(self, room: Any) -> int:
        """Bytes, once all of it has come."""
        if not (rows := room.take.takes.rows):
            return 0
        if rows[0].phase == "failed":
            raise SystemExit(f"the area did not come: {rows[0].problem}")
        views = self._ask(lambda desk: desk.maps.takes()) if rows[0].phase == "done" else None
        return int(views[0].all_bytes) if views else 0

    def _sync(self) -> None:
        self._do("sync")
        self.client.link.set_offline(False)
        self.client.frame.syncNow()
        ebb("everything is sent", lambda: self._ask(Waiting.look), lambda: str(self.client.link.status))
        live(5 * A_MOMENT_MS)
        self.client.link.set_offline(True)
        self.syncs += 1

    # Hands

    def _open(self, case_id: str) -> Any:
        self._do("open a case")
        cases = self.client.frame.room("cases")
        self.client.frame.openCase(case_id)
        self._until(lambda: cases.caseId == case_id and cases.caseData.ready, "the case is open")
        live(A_MOMENT_MS)
        return cases

    def _photo(self) -> Path:
        self.photos += 1
        return next(self._photos)

    def _until(self, holds: Any, what: str, patience_s: float = A_PAGE_S) -> None:
        wait(holds, lambda: f"{what} ({self.gaps.doing})", patience_s)

    def _ask(self, job: Any) -> Any:
        """What the store answers; not asked more often than a person would look."""
        live(100)
        return asked(self.client, job, self.gaps.doing)


def begin(client: Client, cases: int) -> list[str]:
    """Signed in, synced, every room read: the morning. The ids of the cases to handle."""
    client.open()
    say("the morning: the cases are fetched")
    found: list[str] = []

    def all_there() -> bool:
        live(300)
        found[:] = asked(client, lambda desk: [row.id for row in desk.cases(Lookup(which="to_do", limit=500)) if row.needs_me], "the morning")
        return len(found) >= cases

    def why() -> str:
        problem = getattr(client.frame.room("signIn"), "problem", "")
        return f"the cases of the day, {len(found)} of {cases} are here; signing in: {problem or 'no problem'}; {client.link.status}"

    wait(all_there, why, STANDSTILL_S)
    live(4000)
    return found


def main(folder: Path, hub: str, cases: int, who: bool) -> int:
    engine.go_offscreen()
    _application = engine.application(["fieldclient"])
    client = Client(parser().parse_args(["--data", str(folder / "device"), "--lang", "zh", "--hub", hub, "--login", "liuyang"]))
    try:
        found = begin(client, cases)
        client.link.set_offline(True)
        gaps = Gaps()
        gaps.doing = "nothing"
        live(2000)
        idle_ms = gaps.longest_ms
        say(f"the day begins: {len(found)} cases; a gap of {idle_ms:.1f} ms with nothing to do")
        culprits = Culprits(gaps, [int(each) for each in os.environ.get("BESIDE", "").split()]) if who else None
        day = Day(client, gaps, sorted((folder / "photos").iterdir()))
        gaps.reset()
        begun = time.perf_counter()
        day.live_through(found[:cases], cases * 4 // 3)
        told = culprits.stop() if culprits is not None else []
        print(json.dumps({
            "gap_ms": gaps.longest_ms, "own_ms": gaps.own_ms, "worked_ms": gaps.worked_ms, "over": gaps.count_over, "idle_ms": idle_ms,
            "acts": day.acts, "photos": day.photos, "syncs": day.syncs, "taken_bytes": day.taken_bytes,
            "seconds": time.perf_counter() - begun, "longest": [vars(gap) for gap in gaps.longest],
            "busiest": [vars(gap) for gap in gaps.busiest], "culprits": told}))
    finally:
        client.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), "--who" in sys.argv))
