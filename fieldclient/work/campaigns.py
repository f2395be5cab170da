"""Campaigns as far as this device knows of them: what they are called, and which run today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store


def campaign_names(store: Store, person: str, code: str | None) -> tuple[str, str]:
    """Chinese and English; the code where the hub has not told of it, and nothing of none."""
    if not code:
        return "", ""
    kept = store.activity.answer(person)
    found = next((each for each in kept[0].campaigns if each.code == code), None) if kept is not None else None
    return (found.zh, found.en) if found is not None else (code, code)


def counted_campaigns(
    store: Store, person: str, counted: Mapping[str, int], now: datetime
) -> tuple[tuple[str, str, str, int], ...]:
    """(code, Chinese, English, cases) of those that run or have cases, in the hub's order; what it no longer tells of last."""
    day = built_in_calendar().local_day(now)
    kept = store.activity.answer(person)
    named = {each.code: each for each in kept[0].campaigns if each.code in counted or each.runs_on(day)} if kept else {}
    told = [(code, each.zh, each.en, counted.get(code, 0)) for code, each in named.items()]
    return (*told, *((code, code, code, count) for code, count in counted.items() if code not in named))
