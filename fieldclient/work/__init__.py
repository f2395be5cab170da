"""What a person can do on this device, one function each, and what they can look at. No Qt, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldclient.work.data_folder import data_dir
    from fieldclient.work.opening import open_desk
    from fieldclient.work.real_desk import RealDesk

__all__ = ["RealDesk", "data_dir", "open_desk"]


def __getattr__(name: str) -> Any:
    """The store and its libraries are read when a desk is opened, on the store's thread: `views` alone costs a window nothing."""
    if name == "RealDesk":
        from fieldclient.work.real_desk import RealDesk

        return RealDesk
    if name == "data_dir":
        from fieldclient.work.data_folder import data_dir

        return data_dir
    if name == "open_desk":
        from fieldclient.work.opening import open_desk

        return open_desk
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
