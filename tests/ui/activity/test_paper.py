"""My week on paper: what stands on it can be looked for in the PDF, and nothing runs over the page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fieldclient.ui.activity.week_sheet import week_sheet
from fieldclient.ui.parts.paper.sheet import HEIGHT, LEFT, WIDTH
from fieldclient.ui.words import Words
from fieldclient.work.among import Numbers
from fieldclient.work.my_statistics import Heat, HeatGrid, MyNumbers
from fieldclient.work.statistics import weeks
from sync.protocol.activity import TeamDay, TeamWeek

NOW = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)


def numbers(grids: int) -> Numbers:
    made = weeks({"reported": {TODAY: 12, TODAY - timedelta(days=7): 8}, "closed": {TODAY: 3}}, TODAY)
    today = next(day for week in made for day in week.days if day.day == TODAY)
    mine = MyNumbers(today=today, weeks=made, streak=1, best_streak=1, median_close_s=60.0, closed=3, often=())
    heat = Heat(tuple(HeatGrid(str(at), f"第{at}网格", at, 0, at, 1) for at in range(grids, 0, -1)), (grids,))
    team = TeamWeek(name="一队", people=4, days=tuple(TeamDay(day=date(2026, 11, 9) + timedelta(days=at), done=at) for at in range(14)))
    return Numbers(mine=mine, heat=heat, team=team, told_at=NOW)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_drawn_within_its_pages(qapp: object, language: str) -> None:
    sheet = week_sheet(numbers(40), "王芳", Words(language), NOW)
    assert sheet.pages == 2
    for page in range(sheet.pages):
        image = sheet.image(page, 2.0)
        assert (image.width(), image.height()) == (round(WIDTH * 2), round(HEIGHT * 2))
        inked = [(x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3) if image.pixelColor(x, y).lightness() < 200]
        assert inked and min(x for x, _ in inked) >= (LEFT - 1) * 2 and max(x for x, _ in inked) <= (WIDTH - LEFT + 1) * 2


def test_it_becomes_a_pdf(qapp: object) -> None:
    pdf = week_sheet(numbers(0), "王芳", Words("zh"), NOW).pdf()
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF") and len(pdf) > 5000
