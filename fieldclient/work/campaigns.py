"""Campaigns as far as this device knows of them: what they are called, and which run today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fieldclient.resources import built_in_calendar
from fieldclient.store import Store
from fieldclient.work.views import CampaignLeft

LEFT = "campaign_left."  # by person: the draft that was taken out of a campaign last, and that campaign's code


def campaign_names(store: Store, person: str, code: str | None) -> tuple[str, str]:
    """Chinese and English, also of one that the hub tells of no more; the code where it never has, and nothing of none."""
    if not code:
        return "", ""
    kept = store.activity.answer(person)
    found = next((each for each in kept[0].campaigns if each.code == code), None) if kept is not None else None
    return (found.zh, found.en) if found is not None else store.activity.campaigns_heard(person).get(code, (code, code))


def note_left(store: Store, person: str, draft: str, code: str) -> None:
    """A report was taken out of a campaign: from now on it can be put back, also after a restart. The last one alone."""
    store.settings.put(LEFT + person, f"{draft} {code}")


def campaign_left(store: Store, person: str, draft: str) -> CampaignLeft | None:
    """What this draft was taken out of; None where it never was, or another was since."""
    kept, _, code = (store.settings.get(LEFT + person) or "").partition(" ")
    return CampaignLeft(code, *campaign_names(store, person, code)) if kept == draft and code else None


def counted_campaigns(
    store: Store, person: str, counted: Mapping[str, int], now: datetime
) -> tuple[tuple[str, str, str, int], ...]:
    """(code, Chinese, English, cases) of those that run or have cases, in the hub's order; what it no longer tells of last."""
    day = built_in_calendar().local_day(now)
    kept = store.activity.answer(person)
    named = {each.code: each for each in kept[0].campaigns if each.code in counted or each.runs_on(day)} if kept else {}
    told = [(code, each.zh, each.en, counted.get(code, 0)) for code, each in named.items()]
    rest = [(code, *campaign_names(store, person, code), count) for code, count in counted.items() if code not in named]
    return (*told, *rest)
