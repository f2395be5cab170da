"""The device's half of the wire: what travels next, how it gets there, and what is done with the answer.

No window, no database: the store is met through `device.DeviceQueue`, the hub through `sync.protocol.hub.Hub`.
"""
