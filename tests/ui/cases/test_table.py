"""The small tables of the window against the large one of the protocol."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from fieldclient.ui.cases.acts import BUTTONS
from fieldclient.ui.cases.looks import step_icon
from fieldclient.ui.cases.story import act_rows, act_title
from fieldclient.ui.words import Words
from fieldclient.work.acts import ANYWHERE, IN_THE_FIELD, NEW_CASE, draft_act, open_acts, understood
from fieldclient.work.views import AllowedAct
from sync.protocol.feed import CONTACTS, SHOWS
from sync.protocol.lifecycle import TRANSITIONS, Act, Showing, Stage
from sync.protocol.people import HubInfo, Role
from sync.protocol.report import Kind
from sync.protocol.rights import Actor, CaseFacts, How
from sync.protocol.tasks import Task, TaskKind

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "fieldclient" / "ui" / "cases"
ICONS = ROOT / "resources" / "icons"


FIELD = {act for act, row in TRANSITIONS.items() if (row.roles | row.asks) & IN_THE_FIELD} - NEW_CASE


def test_every_act_a_device_can_do_on_a_case_has_a_button() -> None:
    assert set(BUTTONS) == FIELD | ANYWHERE


def test_what_needs_nothing_more_is_done_by_the_tap() -> None:
    assert {act for act, button in BUTTONS.items() if not button.page} == {
        act for act in FIELD | ANYWHERE if not TRANSITIONS[act].required}


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


# Row by row of the life cycle, role by role: whoever works with this app finds a button for each act they may do, and no other.

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ME, DEPARTMENT = "p-me", "d-road"
TASKS = tuple(
    Task(id=f"t-{kind}", number="HC1", kind=kind, case_id="c", person=ME, issued_at=NOW) for kind in (TaskKind.VERIFY, TaskKind.CHECK))


def facts_at(stage: Stage, kind: Kind) -> CaseFacts:
    """A case to which I stand in every relation at once: whatever a role may do on it, it may do now."""
    return CaseFacts(stage=stage, kind=kind, reporter=ME, department=DEPARTMENT, handler="p-other", tasks=TASKS)


def mine(*roles: Role) -> Actor:
    return Actor(id=ME, roles=frozenset(roles), department=DEPARTMENT)


@pytest.mark.parametrize("role", sorted(IN_THE_FIELD), ids=str)
def test_each_role_finds_a_button_for_each_act_it_may_do_and_no_other(role: Role) -> None:
    offered: set[Act] = set()
    for stage in Stage:
        for kind in Kind:
            facts = facts_at(stage, kind)
            by_the_table = {
                act: How.DO if role in row.roles else How.ASK for act, row in TRANSITIONS.items()
                if role in row.roles | row.asks and stage in row.sources and kind in row.kinds}
            ways = open_acts(facts, None, mine(role), NOW)
            assert ways == by_the_table, (stage, kind)
            rows = act_rows(Words("zh"), [AllowedAct(act, how) for act, how in ways.items()])
            assert {BUTTONS[Act(row.id)].draft_act for row in rows} == {draft_act(act) for act in ways}, (stage, kind)
            assert {Act(row.id) for row in rows} <= set(ways)
            offered |= set(ways)
    assert offered == {act for act in FIELD if role in TRANSITIONS[act].roles | TRANSITIONS[act].asks}


def test_every_button_is_somebodys() -> None:
    everybody = {act for row in TRANSITIONS.values() if (row.roles | row.asks) & IN_THE_FIELD for act in (row.act,)}
    assert set(BUTTONS) == (everybody | ANYWHERE) - NEW_CASE


@pytest.mark.parametrize("showing", Showing)
def test_what_everybody_sees_is_decided_from_anywhere(showing: Showing) -> None:
    """By the two who may, forwards or back as it stands; never while its reporter disputes it."""
    for role in set(Role) - {Role.SYSTEM}:
        facts = msgspec.structs.replace(facts_at(Stage.CLOSED, Kind.PROBLEM), showing=showing)
        forward = showing in (Showing.POSSIBLE, Showing.TAKEN_BACK)
        act = Act.PUBLISH if forward else Act.TAKE_BACK
        may = role in (Role.DUTY_CHIEF, Role.LEADER)
        assert set(open_acts(facts, None, mine(role), NOW)) & ANYWHERE == ({act} if may else set()), role
        disputed = msgspec.structs.replace(facts, pending=Act.REOPEN)
        assert set(open_acts(disputed, None, mine(role), NOW)) & ANYWHERE == ({act} if may and not forward else set()), role


@pytest.mark.parametrize("role", sorted(set(Role) - IN_THE_FIELD - {Role.SYSTEM}), ids=str)
def test_the_centre_decides_at_its_desk(role: Role) -> None:
    for stage in Stage:
        assert open_acts(facts_at(stage, Kind.PROBLEM), None, mine(role), NOW) == {}


def test_what_is_asked_for_is_asked_once_at_a_time_and_decided_elsewhere() -> None:
    facts = msgspec.structs.replace(facts_at(Stage.HANDLING, Kind.PROBLEM), pending=Act.EXTEND)
    ways = open_acts(facts, None, mine(Role.HANDLER), NOW)
    assert set(ways) == {Act.FEEDBACK, Act.CONTACT}


def test_a_limit_takes_the_button_away() -> None:
    facts = msgspec.structs.replace(facts_at(Stage.HANDLING, Kind.PROBLEM), counts={Act.EXTEND: 2, Act.SUSPEND: 1})
    assert set(open_acts(facts, None, mine(Role.HANDLER), NOW)) == {Act.RETURN, Act.FEEDBACK, Act.CONTACT}


def test_nobody_checks_what_they_handled() -> None:
    facts = msgspec.structs.replace(facts_at(Stage.CHECKING, Kind.PROBLEM), handler=ME)
    assert open_acts(facts, None, mine(Role.COLLECTOR), NOW) == {}


def test_an_act_that_the_hub_cannot_read_is_not_offered() -> None:
    old = HubInfo(hub_id="h", name="h", wire=2, wire_oldest=1, hub_time=NOW, catalogue_version=1, features=("stream1",))
    new, announced = msgspec.structs.replace(old, features=(CONTACTS, SHOWS)), {Act.CONTACT, Act.PUBLISH, Act.TAKE_BACK}
    for act in Act:
        assert understood(act, new) and understood(act, None) == understood(act, old) == (act not in announced)
