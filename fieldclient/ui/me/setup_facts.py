"""What a code for setting up says, as lines that a person looks at before they say yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldclient.work.setting_up import Offer


@dataclass(frozen=True)
class SetupFact:
    """A line of what a code says."""

    id: str
    title: str
    value: str
    icon_name: str


def facts_of(offer: Offer, words: Any, moment: Callable[[int], str]) -> list[SetupFact]:
    """In plain words, the address in full: it is what a person has to look at."""
    from sync.protocol.enrolment import fingerprint  # what reads codes is loaded when there is one

    setup, told = offer.setup, offer.setup.policies
    rows = [("organisation", setup.organisation, "building"), ("hub", setup.hub, "link"),
            ("fingerprint", fingerprint(setup.key), "key")]
    if offer.instead_of:
        rows.append(("before", offer.instead_of, "history"))
    if offer.authority is not None:
        rows.append(("authority", f"{offer.authority.name}\n{offer.authority.fingerprint}", "shield-check"))
    if setup.login:
        rows.append(("login", setup.login, "user"))
    minutes = str(told.lock_minutes or 5)
    if told.pin:
        rows.append(("pin", words.phrase("setup_pin_on", minutes=minutes), "lock"))
    elif told.lock_minutes is not None:
        rows.append(("lock", words.phrase("setup_lock_after", minutes=minutes), "lock"))
    if told.originals_when_it_costs is False:
        rows.append(("travel", words.phrase("setup_travel_no"), "wifi"))
    elif told.daily_mb is not None:
        rows.append(("travel", words.phrase("setup_travel_cap", size=f"{told.daily_mb:,} MB"), "signal"))
    elif told.originals_when_it_costs:
        rows.append(("travel", words.phrase("setup_travel_free"), "signal"))
    rows.append(("valid", moment(setup.expires), "calendar-clock"))
    return [SetupFact(name, words.phrase(f"setup_{name}"), value, icon) for name, value, icon in rows]
