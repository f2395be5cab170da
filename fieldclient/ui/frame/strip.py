"""The one line at the top of every screen, decided here: it says only what the store and the link know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldclient.ui.words import Words
from fieldclient.work.views import Status
from sync.engine.runner import LinkState, LinkStatus
from sync.protocol.problems import Code

_ICONS = {"online": "wifi", "syncing": "refresh", "offline": "wifi-off", "hub_away": "cloud-off", "no_signal": "wifi-off",
          "signed_out": "log-in", "blocked": "alert-circle", "starting": "wifi"}


@dataclass(frozen=True)
class Strip:
    """Ready texts; empty ones are not shown."""

    network: str
    network_icon: str
    network_meaning: str
    waiting: str
    waits: bool
    attention: str
    as_of: str
    clock: str


def network_word(link: LinkStatus, signed_in: bool) -> str:
    """The name of the phrase for how the way to the hub is."""
    if link.switched_off:
        return "no_signal"
    if not signed_in or link.state is LinkState.SIGNED_OUT:
        return "signed_out"
    if link.state is LinkState.SYNCING:
        return "syncing"
    if link.state is LinkState.ONLINE:
        return "online"
    if link.state is LinkState.BLOCKED:
        return "blocked"
    if link.state is LinkState.OFFLINE:
        return "offline" if link.problem is None or link.problem.code == Code.NO_NETWORK else "hub_away"
    return "starting"


def strip_of(status: Status, link: LinkStatus, words: Words, now: datetime) -> Strip:
    word = network_word(link, status.signed_in)
    waiting = words.phrase("nothing_waits")
    if status.waiting:
        waiting = words.phrase(
            "waiting_with_size", count=words.count("waiting", status.waiting), size=words.size(status.waiting_bytes))
    wrong = link.clock.to_problem() if link.clock is not None else None
    return Strip(
        network=words.phrase(word), network_icon=_ICONS[word],
        network_meaning="attention" if word in ("signed_out", "blocked") else "neutral",
        waiting=waiting, waits=status.waiting > 0,
        attention=words.count("attention", status.attention) if status.attention else "",
        as_of=words.phrase("as_of", time=words.moment(status.as_of, now)) if status.as_of else words.phrase("never_synced"),
        clock=words.sentence(wrong) if wrong is not None else "",
    )
