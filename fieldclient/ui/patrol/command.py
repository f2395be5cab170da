"""The command `patrol`; a summary is drawn here, without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fieldclient.ui.words import Words
from fieldclient.work.patrol import command
from fieldclient.work.patrol.patrols import Patrols
from fieldclient.work.patrol.views import PatrolPage


def main(argv: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    return command.main(argv, draw)


def draw(patrols: Patrols, page: PatrolPage, words: Words, now: datetime) -> bytes:
    """The PDF's bytes. Qt is loaded with the first summary."""
    from fieldclient.ui import engine
    from fieldclient.ui.patrol.handing import PHOTO_PX
    from fieldclient.ui.patrol.printing import Printing

    engine.go_offscreen()
    engine.application(["fieldclient"])
    return Printing(page, patrols.pictures(page, PHOTO_PX), words, now).pdf()
