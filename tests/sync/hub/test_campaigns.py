"""To which campaign a case belongs: what its reporter told, else what it is about; and what happens when triage files it anew."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from sync.hub.seed import read_seed
from sync.protocol.activity import Campaign, campaign_of
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ActBody
from sync.protocol.report import Kind
from tests.sync.hub.town import LITTER, SEED, Town

CODE, COVER = "winter-roads", "C09-01"
NAMED = Campaign(code="roads", zh="路", season=("10-15", "03-15"), subcategories=(COVER,))
ALWAYS = Campaign(code="always", zh="常", subcategories=(COVER, LITTER))
TOLD = Campaign(code="told", zh="报")  # no subcategories: only who tells of it belongs to it
WINTER, SUMMER = date(2026, 11, 23), date(2026, 7, 1)


@pytest.mark.parametrize(("told", "subcategory", "day", "belongs"), [
    (None, COVER, WINTER, "roads"),  # the first that fits
    (None, COVER, SUMMER, "always"),
    (None, LITTER, WINTER, "always"),
    (None, "C02-01", WINTER, None),
    (None, None, WINTER, None),
    ("told", "C02-01", WINTER, "told"),
    ("told", COVER, SUMMER, "told"),
    ("roads", COVER, SUMMER, "always"),  # told, but it does not run
    ("unknown", LITTER, SUMMER, "always"),
    ("unknown", "C02-01", SUMMER, None),
])
def test_a_report_belongs_to(told: str | None, subcategory: str | None, day: date, belongs: str | None) -> None:
    assert campaign_of((NAMED, ALWAYS, TOLD), told, subcategory, day) == belongs


def test_staff_and_reporter_are_told_of_it(town: Town) -> None:
    case_id = town["chenchen"].report(subcategory=COVER)
    assert campaign(town, "chenchen", case_id) == CODE == campaign(town, "wangfang", case_id)
    assert campaign(town, "chenchen", town["chenchen"].report(subcategory=LITTER)) is None
    assert campaign(town, "chenchen", town["chenchen"].report(subcategory=LITTER, campaign=CODE)) == CODE
    assert campaign(town, "chenchen", town["chenchen"].report(subcategory=LITTER, campaign="no-such")) is None


def test_its_code_has_a_bound(town: Town) -> None:
    with pytest.raises(Exception, match="report.campaign"):
        town["chenchen"].report(campaign="x" * 201)


def test_praise_belongs_to_none(town: Town) -> None:
    praise = town["chenchen"].report(kind=Kind.PRAISE, subcategory=None, campaign=CODE)
    assert town.case(praise).campaign is None


def test_filing_it_as_something_else_changes_it(manual: Town) -> None:
    case_id = manual["wangfang"].report(subcategory=LITTER)
    assert manual.case(case_id).campaign is None
    manual["linyue"].do(Act.FILE, case_id, body=ActBody(subcategory=COVER))
    assert manual.case(case_id).campaign == CODE


def test_filing_takes_no_case_out_of_a_campaign_that_was_dropped_meanwhile(manual: Town) -> None:
    """The season is over and its campaign is gone from the settings; what was reported for it was reported for it."""
    told = manual["wangfang"].report(subcategory=LITTER, campaign=CODE)
    policy, seed = manual.service.world().policy, read_seed(SEED)
    left = tuple(each for each in seed.campaigns if each.code != CODE)
    assert len(left) < len(seed.campaigns)
    manual.service.load_seed(msgspec.structs.replace(seed, campaigns=left, policy=policy))
    manual["linyue"].do(Act.FILE, told, body=ActBody(subcategory=COVER))
    assert manual.case(told).campaign == CODE
    late = manual["wangfang"].report(subcategory=LITTER, campaign=CODE)
    assert manual.case(late).campaign is None, "nobody joins it any more"


def campaign(town: Town, login: str, case_id: str) -> str | None:
    seen = town[login].sees(case_id)
    assert seen is not None
    return seen.campaign
