"""The client on the device: its store, what it captures, what a person can do with it, and the window."""

__version__ = "0.2.0"
