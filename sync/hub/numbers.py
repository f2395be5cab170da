"""Case and task numbers (domain 5.3): given once, by the hub only, readable over the phone."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sync.protocol.tasks import TaskKind

TASK_PREFIX = {
    TaskKind.VERIFY: "HS",  # 核实
    TaskKind.CHECK: "HC",  # 核查
    TaskKind.SURVEY: "PC",  # 普查
    TaskKind.HANDLE: "CZ",  # 处置
}


def case_number(adcode: str, day: date, sequence: int) -> str:
    """`<adcode6><yyyyMMdd><5-digit day sequence><check digit>`, e.g. 37020220261121000423."""
    body = f"{_of_day(adcode, day)}{sequence:05d}"
    return body + check_digit(body)


@lru_cache(64)
def _of_day(adcode: str, day: date) -> str:
    return f"{adcode}{day:%Y%m%d}"


def task_number(kind: TaskKind, day: date, sequence: int) -> str:
    """Prefix of the kind, yyyyMMdd and a 4-digit day sequence, e.g. HC202611210001."""
    return f"{TASK_PREFIX[kind]}{day:%Y%m%d}{sequence:04d}"


def check_digit(digits: str) -> str:
    """ISO 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours."""
    return str((11 - _product(digits[-6:], _head(digits[:-6]))) % 10)


@lru_cache(64)  # of a whole day's numbers the head is the same
def _head(digits: str) -> int:
    return _product(digits, 10)


def _product(digits: str, product: int) -> int:
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return product


def is_case_number(text: str) -> bool:
    """True when the digits are complete and the check digit fits: a typing slip is told apart from an unknown case."""
    return len(text) >= 20 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]
