"""The small tables of the window against the large one of the protocol."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fieldclient.ui.cases.acts import BUTTONS
from fieldclient.ui.cases.looks import step_icon
from fieldclient.ui.cases.story import act_rows, act_title
from fieldclient.ui.words import Words
from fieldclient.work.acts import IN_THE_FIELD, NEW_CASE, draft_act
from fieldclient.work.views import AllowedAct
from sync.protocol.lifecycle import TRANSITIONS, Act
from sync.protocol.rights import How

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "fieldclient" / "ui" / "cases"
ICONS = ROOT / "resources" / "icons"


FIELD = {act for act, row in TRANSITIONS.items() if (row.roles | row.asks) & IN_THE_FIELD} - NEW_CASE


def test_every_act_a_device_can_do_on_a_case_has_a_button() -> None:
    assert set(BUTTONS) == FIELD


def test_what_needs_nothing_more_is_done_by_the_tap() -> None:
    assert {act for act, button in BUTTONS.items() if not button.page} == {act for act in FIELD if not TRANSITIONS[act].required}


@pytest.mark.parametrize("act", BUTTONS, ids=str)
def test_a_button_leads_somewhere_and_shows_something(act: Act) -> None:
    button = BUTTONS[act]
    assert not button.page or (CASES / f"{button.page}.qml").exists()
    assert (ICONS / f"{button.symbol}.svg").exists()
    assert not button.page or button.draft_act is draft_act(act)
    for language in ("zh", "en"):
        assert act_title(Words(language), act, How.DO)


def test_every_step_has_an_icon() -> None:
    missing = [act for act in Act if not (ICONS / f"{step_icon(act)}.svg").exists()]
    assert missing == []


def test_every_icon_named_in_the_pages_exists() -> None:
    named: set[str] = set()
    for folder in ("cases", "report", "evidence"):
        for file in (ROOT / "fieldclient" / "ui" / folder).glob("*.qml"):
            text = file.read_text("utf-8")
            for line in re.findall(r"(?:iconName|symbol|name|actionIcon): (.*)", text):
                named |= set(re.findall(r'"([a-z][a-z-]+)"', line)) if "icon" in line.lower() or '"' in line else set()
    icons = {path.stem for path in ICONS.glob("*.svg")}
    values = {"mine", "to_do", "ended", "all", "card", "match", "satisfied", "mostly"}  # compared with, or names of things
    assert {name for name in named if name not in icons} <= values


def test_exactly_one_button_stands_out_and_a_check_is_one_button() -> None:
    allowed = [AllowedAct(act, How.DO) for act in (Act.CHECK_PASS, Act.CHECK_UNABLE, Act.RATE)]
    allowed.append(AllowedAct(Act.CHECK_NOT_PASS, How.ASK))
    rows = act_rows(Words("en"), allowed)
    assert [(row.id, row.primary) for row in rows] == [("check_pass", True), ("rate", False)]


def test_asking_is_named_as_asking() -> None:
    rows = act_rows(Words("en"), [AllowedAct(Act.RETURN, How.ASK), AllowedAct(Act.FEEDBACK, How.DO)])
    assert [row.title for row in rows] == ["Report the result", "Hand back…"]
    rows = act_rows(Words("zh"), [AllowedAct(Act.RETURN, How.ASK), AllowedAct(Act.EXTEND, How.ASK)])
    assert [row.title for row in rows] == ["申请延期…", "申请回退…"]


def test_what_others_asked_for_is_not_ours_to_decide() -> None:
    assert act_rows(Words("en"), [AllowedAct(Act.EXTEND, How.DECIDE)]) == []
