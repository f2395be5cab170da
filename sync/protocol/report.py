"""A report: what a person saw, where and when. Immutable once it is submitted."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from sync.protocol.position import Position

MAX_DESCRIPTION = 500  # characters, domain 5.2
UNSURE = "unsure"  # the reporter does not know the subcategory; triage chooses


class Kind(StrEnum):
    PROBLEM = "problem"
    PRAISE = "praise"
    CONSULTATION = "consultation"
    SUGGESTION = "suggestion"


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words and facts of a report; its photos travel beside it as `Mutation.media`.

    `id` is made on the device and becomes the case's id, so that a lost reply can never make a second case.
    """

    id: str
    kind: Kind
    subcategory: str | None = None
    description: str = ""
    position: Position | None = None
    place_text: str = ""
    grid: str | None = None  # code of the unit grid by the areas on the device; a hub that has areas decides by its own
    observed_at: datetime | None = None  # when it was seen: the oldest photo's time, or by hand
    created_at: datetime
    catalogue_version: int = 0
    anonymous: bool = False  # name hidden from the public and from handlers
    campaign: str | None = None  # code of the campaign it was made for; a hub that knows no such one passes over it
    same_as: str | None = None  # id of the case that the reporter takes it for; triage decides, no rule files or merges it
    contact_ok: bool = False  # handlers may see the phone number
