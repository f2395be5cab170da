"""Which bytes of a file are here: [first, end) pieces in order, never touching one another. Pure; used by both ends."""

from __future__ import annotations

from collections.abc import Iterable

Ranges = tuple[tuple[int, int], ...]


def add(ranges: Ranges, first: int, end: int) -> Ranges:
    """With the bytes [first, end) as well; pieces that touch become one."""
    if first >= end:
        return ranges
    if ranges and ranges[-1][0] <= first <= ranges[-1][1]:  # the usual case: it goes on where the last piece ends
        return (*ranges[:-1], (ranges[-1][0], max(end, ranges[-1][1])))
    before = tuple(each for each in ranges if each[1] < first)
    behind = tuple(each for each in ranges if each[0] > end)
    met = ranges[len(before):len(ranges) - len(behind)]
    if met:
        first, end = min(first, met[0][0]), max(end, met[-1][1])
    return (*before, (first, end), *behind)


def cut(ranges: Ranges, end: int) -> Ranges:
    """Only what lies below `end`."""
    return tuple((first, min(last, end)) for first, last in ranges if first < end)


def gaps(ranges: Ranges, size: int) -> Ranges:
    """What is missing of a file of this size, in order."""
    out, at = [], 0
    for first, end in ranges:
        if first > at:
            out.append((at, min(first, size)))
        at = max(at, end)
    if at < size:
        out.append((at, size))
    return tuple(each for each in out if each[0] < each[1])


def start(ranges: Ranges) -> int:
    """All bytes below this are here."""
    return ranges[0][1] if ranges and ranges[0][0] == 0 else 0


def top(ranges: Ranges) -> int:
    """End of the farthest piece."""
    return ranges[-1][1] if ranges else 0


def total(ranges: Ranges) -> int:
    """How many bytes are here."""
    return sum(end - first for first, end in ranges)


def clean(told: Iterable[tuple[int, int]], size: int) -> Ranges:
    """Ranges as somebody noted them, put in order and cut to a file of this size."""
    out: Ranges = ()
    for first, end in sorted(told):
        out = add(out, max(0, first), min(end, size))
    return out
