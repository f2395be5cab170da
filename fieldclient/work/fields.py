"""One field of a draft as it comes from the window: checked, and turned into what its column holds. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from fieldclient.store.database import Value
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ContactWay, HandlingResult, RatingLevel, ResultUnit
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.tasks import VerifyResult

MAX_TYPED = 20_000  # characters kept of what is typed; what is too long to be sent is told when it is sent
_CHOICES: dict[Act, frozenset[str]] = {
    Act.VERIFY: frozenset(VerifyResult),
    Act.RATE: frozenset(RatingLevel),
    Act.CONTACT: frozenset(ContactWay),
    Act.CHECK_PASS: frozenset({"pass", "not_pass", "unable"}),
}


def column_value(name: str, value: str | float | None, act: Act) -> Value:
    """What to keep for this field. Empty text clears a choice. BODY_INVALID (field) for what it cannot be."""
    rule = _RULES.get(name)
    if rule is None:
        raise Problem(Code.BODY_INVALID, field=name)
    try:
        kept = rule(value)
    except (ValueError, TypeError) as cause:
        raise Problem(Code.BODY_INVALID, field=name) from cause
    known = _CHOICES.get(act)
    if name == "choice" and kept is not None and known is not None and kept not in known:
        raise Problem(Code.BODY_INVALID, field=name)
    return kept


def _text(value: str | float | None) -> Value:
    """What is typed, as it is typed: a lone half of a character pair, which no database takes, becomes a question mark."""
    typed = "" if value is None else str(value)
    return typed.encode("utf-8", "replace").decode()[:MAX_TYPED]


def _code(value: str | float | None) -> Value:
    return str(value).strip() or None if value is not None else None


def _one_of(kind: type[StrEnum], *, needed: bool = False) -> Callable[[str | float | None], Value]:
    def rule(value: str | float | None) -> Value:
        code = _code(value)
        if code is None and not needed:
            return None
        return kind(str(code)).value
    return rule


def _number(value: str | float | None) -> Value:
    if value is None or value == "":
        return None
    number = float(value)
    if not math.isfinite(number) or not 0 <= number <= 1e9:
        raise ValueError("out of range")
    return number


def _moment(value: str | float | None) -> Value:
    if value is None or value == "":
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.isoformat()


_RULES: dict[str, Callable[[str | float | None], Value]] = {
    "kind": _one_of(Kind, needed=True),
    "subcategory": _code,
    "description": _text,
    "place_text": _text,
    "observed_at": _moment,
    "reason": _code,
    "result": _one_of(HandlingResult),
    "quantity": _number,
    "unit": _one_of(ResultUnit),
    "choice": _code,
    "until": _moment,
    "campaign": _code,
}
