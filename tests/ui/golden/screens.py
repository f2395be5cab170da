"""Every screen by name: on whose device it is, and how to get there from anywhere.

A new page is a line here: the command photographs it in every look, the tests measure its texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.ui.golden import further_ways as further
from tests.ui.golden import ways
from tests.ui.golden.stage import Stage

Way = Callable[[Stage], object]


@dataclass(frozen=True)
class Screen:
    name: str
    device: str
    way: Way
    tested: bool = True  # False: left to the command, because its parts are measured on other screens


def places(device: str, **named: str) -> tuple[Screen, ...]:
    """`screen=place`: as somebody finds it who comes there."""
    return tuple(Screen(screen.replace("_", "-"), device, partial(ways.place, name)) for screen, name in named.items())


COLLECTOR: tuple[Screen, ...] = (
    *places("collector", home="home", cases="cases", activity="activity", outbox="outbox", patrol_plan="patrol", intake="intake"),
    Screen("report", "collector", ways.report),
    Screen("report-empty", "collector", ways.empty_report),
    Screen("report-category", "collector", partial(ways.report_step, "chooseCategory")),
    Screen("report-place", "collector", partial(ways.report_step, "choosePlace")),
    Screen("report-when", "collector", partial(ways.report_step, "chooseTime")),
    Screen("report-photos", "collector", ways.photos),
    Screen("report-photo", "collector", ways.photo_of_report),
    Screen("report-mark", "collector", ways.mark),
    Screen("report-camera", "collector", ways.camera),
    Screen("report-voice", "collector", ways.voice),
    Screen("praise", "collector", ways.praise),
    Screen("praise-wall", "collector", partial(ways.tab, "praise")),
    Screen("points", "collector", partial(ways.tab, "points")),
    Screen("numbers", "collector", partial(ways.tab, "numbers")),
    Screen("result-compare", "collector", ways.compare_result),
    Screen("numbers-tables", "collector", ways.tables, tested=False),
    Screen("more", "collector", ways.more_places),
    Screen("keys", "collector", ways.keys),
    # Each begins a draft of its own
    Screen("report-self-handled", "collector", ways.self_handled),
    Screen("report-recording", "collector", further.recording, tested=False),
)
WORKER: tuple[Screen, ...] = (
    *places("worker", worker_home="home", worker_cases="cases", worker_outbox="outbox", patrol_now="patrol", me="me",
            notify="notify", map="map"),
    Screen("report-already", "worker", ways.report),
    Screen("case-dispatched", "worker", partial(ways.case, "dispatched")),
    Screen("case-handling", "worker", partial(ways.case, "handling")),
    Screen("case-late", "worker", partial(ways.case, "twice")),
    Screen("case-refused", "worker", partial(ways.case, "refused")),
    Screen("case-closed", "worker", partial(ways.case, "rate")),
    Screen("case-compare", "worker", ways.compare),
    Screen("case-zoom", "worker", ways.zoom),
    Screen("act-feedback", "worker", partial(ways.act, "handling", "feedback")),
    Screen("act-return", "worker", partial(ways.act, "handling", "return")),
    Screen("act-extend", "worker", partial(ways.act, "handling", "extend")),
    Screen("act-suspend", "worker", partial(ways.act, "handling", "suspend")),
    Screen("act-contact", "worker", partial(ways.act, "handling", "contact")),
    Screen("act-verify", "worker", partial(ways.act, "verify", "verify")),
    Screen("act-check", "worker", partial(ways.act, "check", "check_pass")),
    Screen("act-rate", "worker", partial(ways.act, "rate", "rate")),
    Screen("act-reopen", "worker", partial(ways.act, "rate", "reopen")),
    Screen("viewfinder-ghost", "worker", further.ghost, tested=False),
    Screen("storage", "worker", partial(ways.behind_me, "storage")),
    Screen("areas", "worker", partial(ways.behind_me, "areas")),
    Screen("help", "worker", partial(ways.behind_me, "help")),
    Screen("about", "worker", ways.about),
    Screen("licence", "worker", ways.licence, tested=False),
    Screen("me-leaving", "worker", ways.leaving, tested=False),
    Screen("setup", "worker", partial(ways.behind_me, "setup"), tested=False),
    Screen("tour-in-help", "worker", ways.tour_in_help, tested=False),
    Screen("cases-filters", "worker", partial(ways.behind, "cases", "cases.filters")),
    Screen("cases-select", "worker", partial(ways.behind, "cases", "cases.select")),
    Screen("cases-selected", "worker", ways.selected),
    Screen("cases-found", "worker", partial(ways.search, "井盖"), tested=False),
    Screen("cases-nothing", "worker", partial(ways.search, "没有这样的案件"), tested=False),
    Screen("cases-route", "worker", ways.route),
    Screen("outbox-why", "worker", partial(ways.first, "outbox", "outbox.row.", ".head")),
    Screen("outbox-rules", "worker", partial(ways.behind, "outbox", "outbox.rules.change")),
    Screen("map-case", "worker", ways.case_on_map, tested=False),
    Screen("map-take", "worker", partial(ways.pane, "take")),
    Screen("map-size", "worker", ways.size_of_area),
    Screen("map-tiles", "worker", partial(ways.pane, "tiles")),
)
PHOTOGRAPHER: tuple[Screen, ...] = (
    Screen("patrol-past", "photographer", ways.past_patrol),
    Screen("intake-broken", "photographer", further.broken_card),
    Screen("intake-card", "photographer", further.card, tested=False),
    Screen("intake-sort", "photographer", further.sorting),
    Screen("intake-chosen", "photographer", further.chosen),
    Screen("intake-move", "photographer", further.moving),
    Screen("intake-subject", "photographer", further.naming),
    Screen("intake-harvest", "photographer", further.harvest),
    Screen("act-publish", "photographer", partial(ways.act, "to_show", "publish"), tested=False),
    Screen("case-shown", "photographer", partial(ways.case, "shown"), tested=False),
    Screen("viewfinder", "photographer", further.viewfinder, tested=False),
    Screen("viewfinder-remark", "photographer", further.blurred, tested=False),
)
NEWCOMER = (
    *places("newcomer", home_empty="home", cases_empty="cases", activity_empty="activity", outbox_empty="outbox",
            patrol_empty="patrol", map_empty="map", me_empty="me"),
    Screen("new-pin", "newcomer", further.new_pin),
    Screen("new-pin-differs", "newcomer", further.new_pin_differs, tested=False),
)
DOOR: tuple[Screen, ...] = (
    Screen("lock-pin", "shared", partial(further.locked, "pin")),
    Screen("lock-people", "shared", partial(further.locked, "people")),
    Screen("lock-form", "shared", partial(further.locked, "form"), tested=False),
    Screen("sign-in", "nobody", further.sign_in),
    Screen("sign-in-refused", "nobody", further.sign_in_refused),
    Screen("sign-in-compare", "nobody", further.sign_in_compare),
    Screen("tour", "nobody", partial(further.tour, 0)),
    Screen("tour-longest", "nobody", partial(further.tour, 2)),
    Screen("setup-first", "nobody", further.setup),
    Screen("setup-refused", "nobody", further.setup_refused, tested=False),
    Screen("setup-scan", "nobody", further.setup_scan, tested=False),
    Screen("setup-offer", "nobody", further.setup_offer),
    Screen("unsigned-home", "nobody", partial(further.unsigned, "home"), tested=False),
    Screen("unsigned-me", "nobody", partial(further.unsigned, "me"), tested=False),
    Screen("stopped", "nobody", further.stopped, tested=False),
)
SCREENS: tuple[Screen, ...] = (*COLLECTOR, *WORKER, *PHOTOGRAPHER, *NEWCOMER, *DOOR)
