"""Sentences for what the hub lets a person know."""

from __future__ import annotations

from enum import StrEnum

from fieldclient.ui.words.pair import Pair
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.mutations import HandlingResult, RatingLevel, RefuseReason, ReturnReason

UNKNOWN = Pair("案件有新的消息", "There is news about a case")

NOTICES: dict[str, Pair] = {
    "published": Pair("处置结果公示", "Result published"),
}

# Facts that hold a code of one of these enumerations are told in words.
FACT_WORDS: dict[str, tuple[type[StrEnum], ...]] = {
    "reason": (RefuseReason, ReturnReason),
    "act": (Act,),
    "stage": (Stage,),
    "result": (HandlingResult,),
    "level": (RatingLevel,),
}
