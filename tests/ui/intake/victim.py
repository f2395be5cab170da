"""A window that takes a card in and stands still in the middle, to be killed there: `python -m … CARD DATA`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from PySide6.QtCore import QUrl  # noqa: E402 - the platform is chosen above

from fieldclient.ui.intake.intake_room import IntakeRoom  # noqa: E402
from fieldclient.work.card import cards  # noqa: E402
from fieldclient.work.card.taking import BATCH, Taking  # noqa: E402
from tests.ui.evidence.stage import Theatre  # noqa: E402


class Slow(Taking):
    """Stops behind the second transaction."""

    def _take(self, found):  # type: ignore[no-untyped-def]
        if sum(self._done.values()) == 2 * BATCH:
            print("here", flush=True)
            time.sleep(600)
        return super()._take(found)


if __name__ == "__main__":
    cards.Taking = Slow  # type: ignore[misc]
    stage = Theatre(Path(sys.argv[2]), IntakeRoom, "fieldclient.ui.intake", "IntakePage", person=None)
    stage.room.places.addFolder(QUrl.fromLocalFile(sys.argv[1]))
    stage.room.start()
    stage.until(lambda: False)
