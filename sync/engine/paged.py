"""A hub that can tell everything in one answer, perhaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from sync.protocol.feed import Page


@runtime_checkable
class Paged(Protocol):
    """`tells_pages`: whether this one does. `pages`: everything after the cursor, page after page as they come; none when
    there is nothing new. An answer that breaks off raises Problem after the pages that came whole."""

    @property
    def tells_pages(self) -> bool: ...

    def pages(self, cursor: str | None) -> Iterator[Page]: ...
