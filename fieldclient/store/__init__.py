"""The device's memory: one SQLite file and the media folder. No Qt, no network."""
