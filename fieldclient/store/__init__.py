"""The device's memory: one SQLite file and the media folder. No Qt, no network."""

from fieldclient.store.store import Store

__all__ = ["Store"]
