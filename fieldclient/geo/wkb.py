"""Well-known binary from strangers, looked through before it is read: the library that reads it calls itself for each geometry in
another and falls with the whole program when they lie ten thousand deep. Pure.
"""

from __future__ import annotations

import struct

MAX_DEPTH = 16  # a surface in a collection is three
_POINT, _LINE, _POLYGON = 1, 2, 3
_OF_OTHERS = frozenset(range(4, 8))  # multi-points, -lines, -polygons and collections
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000  # as PostGIS marks them; the standard adds thousands


def is_flat(data: bytes) -> bool:
    """False for what is cut, of a kind that areas are not made of, or nested deeper than `MAX_DEPTH`."""
    at, left = 0, [1]  # of each level how many geometries are still to come
    try:
        while left:
            if left[-1] == 0:
                left.pop()
                continue
            left[-1] -= 1
            order = "<" if data[at] else ">"
            kind, size_bytes, at = _kind(data, at, order)
            if kind in _OF_OTHERS:
                left.append(_count(data, at, order))
                at += 4
            elif kind == _POINT:
                at += size_bytes
            elif kind == _LINE:
                at += 4 + size_bytes * _count(data, at, order)
            elif kind == _POLYGON:
                rings, at = _count(data, at, order), at + 4
                for _ in range(rings):
                    at += 4 + size_bytes * _count(data, at, order)
            else:
                return False
            if len(left) > MAX_DEPTH:
                return False
    except (struct.error, IndexError):
        return False
    return at <= len(data)


def _kind(data: bytes, at: int, order: str) -> tuple[int, int, int]:
    """What it is, the bytes of one of its points, and where its body begins."""
    told = _count(data, at + 1, order)
    thousands, kind = divmod(told & 0xFFFF, 1000)
    dimensions = max((2, 3, 3, 4)[thousands], 2 + bool(told & _Z) + bool(told & _M))
    return kind, 8 * dimensions, at + (9 if told & _SRID else 5)


def _count(data: bytes, at: int, order: str) -> int:
    number: int = struct.unpack_from(f"{order}I", data, at)[0]
    return number
