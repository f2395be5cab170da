"""Ids and hashes are exactly what they look like."""

from __future__ import annotations

import pytest

from sync.protocol.ids import is_id, is_sha256, new_id


def test_an_id_and_a_hash_are_known() -> None:
    assert is_id(new_id()) and is_sha256("0f" * 32)


@pytest.mark.parametrize("more", ["\n", " ", "\r\n", "0", "\0"])
def test_nothing_may_stand_before_or_behind(more: str) -> None:
    for told in (new_id() + more, more + new_id()):
        assert not is_id(told)
    for told in ("0f" * 32 + more, more + "0f" * 32):
        assert not is_sha256(told)
