"""What a person can do on this device, one function each, and what they can look at. No Qt, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldclient.work.opening import data_dir, open_desk
    from fieldclient.work.real_desk import RealDesk

__all__ = ["RealDesk", "data_dir", "open_desk"]


def __getattr__(name: str) -> Any:
    """The store and its libraries are read when a desk is opened, on the store's thread: `views` alone costs a window nothing."""
    if name == "RealDesk":
        from fieldclient.work.real_desk import RealDesk

        return RealDesk
    if name in __all__:
        from fieldclient.work import opening

        return getattr(opening, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
