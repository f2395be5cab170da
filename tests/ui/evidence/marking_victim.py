"""A grid worker who is killed while drawing. Started by test_marking: says "drawing" when one mark is made and the next half made."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from fieldclient.ui.report.report_room import ReportRoom  # noqa: E402 - the platform is chosen above
from tests.ui.evidence.marking_hands import Drawing  # noqa: E402
from tests.ui.evidence.stage import Theatre, photo_file  # noqa: E402


def main() -> None:
    folder = Path(sys.argv[1])
    stage = Theatre(folder / "device", ReportRoom, "fieldclient.ui.report", "ReportPage")
    drawing = Drawing(stage, photo_file(folder / "a.jpg", 1))
    drawing.draw((0.2, 0.2), (0.5, 0.6))
    drawing.tool("blur")
    drawing.press(0.6, 0.3)
    drawing.move(0.8, 0.5)
    assert stage.room.marker.marks.count == 2
    print("drawing", stage.room.editor.draftId, flush=True)
    stage.until(lambda: False, "the end")  # never: it is killed


if __name__ == "__main__":
    main()
