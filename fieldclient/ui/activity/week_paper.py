"""Saving my week: numbers from the store's thread, pages drawn here one at a time, the file written there beside older ones."""

from __future__ import annotations

from typing import Any

from fieldclient.ui.parts.paper.saving import PaperSaver
from fieldclient.ui.parts.room import Room


class WeekPaper(PaperSaver):
    """For one saving; it goes with its room."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._room: Any = room

    def begin(self) -> None:
        self._room._add_busy(1)
        self._room.ask(lambda desk: (desk.among.numbers(), desk.status(), desk.now()), self._draw, self._missed)
        self._over = lambda: self._room._add_busy(-1)

    def _draw(self, found: tuple[Any, Any, Any]) -> None:
        numbers, status, now = found
        if numbers is None:
            self._over()
            return
        from fieldclient.ui.activity.week_sheet import week_sheet  # drawing is loaded with the first page

        person = status.person.name if status.person else ""
        name = f"week-{numbers.mine.this_week.first.isoformat()}.pdf"
        sheet = week_sheet(numbers, person, self._room.words, now)
        self.save(sheet, lambda desk, pdf: desk.among.save_week(name, pdf), self._over)
