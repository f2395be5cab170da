"""The one line at the top of every screen, decided here: it says only what the store and the link know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fieldclient.ui.words import Words
    from fieldclient.work.views import Status
    from sync.engine.runner import LinkStatus

_ICONS = {"online": "wifi", "syncing": "refresh", "offline": "wifi-off", "hub_away": "cloud-off", "no_signal": "wifi-off",
          "signed_out": "log-in", "blocked": "alert-circle", "starting": "wifi"}


class Strip(NamedTuple):
    """Ready texts; empty ones are not shown."""

    network: str
    network_icon: str
    network_meaning: str
    waiting: str
    waits: bool
    attention: str
    as_of: str
    clock: str


EMPTY = Strip(
    network="", network_icon="wifi", network_meaning="neutral", waiting="", waits=False, attention="", as_of="", clock="")


def network_word(link: LinkStatus | None, signed_in: bool) -> str:
    """The name of the phrase for how the way to the hub is."""
    if link is None:
        return "starting"
    if link.switched_off:
        return "no_signal"
    if not signed_in:
        return "signed_out"
    if link.state == "offline":
        return "offline" if link.problem is None or link.problem.code == "no_network" else "hub_away"
    return link.state.value if link.state.value in _ICONS else "starting"


def last_look(status: Status, link: LinkStatus | None) -> datetime | None:
    """When this person's device last knew what the hub knows. A cycle that had nothing to fetch counts as well."""
    if status.as_of is None:
        return None
    looks = [status.as_of]
    if status.link_at is not None and status.link_problem is None:
        looks.append(status.link_at)
    if link is not None and link.last_success_at is not None:
        looks.append(link.last_success_at)
    return max(looks)


def strip_of(status: Status, link: LinkStatus | None, words: Words, now: datetime) -> Strip:
    word = network_word(link, status.signed_in)
    waiting = words.phrase("nothing_waits")
    if status.waiting:
        waiting = words.phrase(
            "waiting_with_size", count=words.count("waiting", status.waiting), size=words.size(status.waiting_bytes))
    as_of = last_look(status, link)
    wrong = link.clock.to_problem() if link is not None and link.clock is not None else None
    return Strip(
        network=words.phrase(word), network_icon=_ICONS[word],
        network_meaning="attention" if word in ("signed_out", "blocked") else "neutral",
        waiting=waiting, waits=status.waiting > 0,
        attention=words.count("attention", status.attention) if status.attention else "",
        as_of=words.phrase("as_of", time=words.moment(as_of, now)) if as_of is not None else words.phrase("never_synced"),
        clock=words.sentence(wrong) if wrong is not None else "",
    )
