"""The hub over HTTP, as `sync/protocol/wire.py` and docs/wire.md say. Thin: every answer comes from `HubService`."""
