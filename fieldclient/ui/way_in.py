"""Letting people in, handing the tablet over, a forgotten PIN: what these mean for the loop that travels. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.protocol.problems import Problem

if TYPE_CHECKING:
    from fieldclient.ui.way import Way


def unlock(way: Way, pin: str, person: str = "") -> None:
    """Let this person in by their PIN (default: who works here now). What travels for them has gone on while it was locked."""
    doors = way.opened_doors()
    if way.opened_safe().locked:
        doors.open_old(pin)
        way.begin(way.hub_url)
        return
    try:
        another = doors.open(pin, person)
    except Problem:
        if way.worker.call(lambda desk: desk.store.people.current()) is None:
            way.leave()  # it was the last try of who works here
        raise
    if another or not way.runs:
        way.stop()
        way.begin()
    way.worker.tell_changed()


def hand_over(way: Way) -> None:
    """To somebody else. By PIN there is a way back; for who has none it is signing out."""
    if way.opened_doors().has_lock:
        way.stop()
        way.opened_doors().leave()
        way.leave()
    else:
        way.sign_out()


def forget_pin(way: Way, person: str = "") -> None:
    """They sign in again and find everything. Without a person: who works here now."""
    if way.opened_safe().locked:
        way.opened_safe().remove_pin()
    current = way.worker.call(lambda desk: desk.store.people.current_id())
    whose = person or current
    if whose:
        way.opened_doors().forget(whose)
    if whose == current:
        way.leave()
