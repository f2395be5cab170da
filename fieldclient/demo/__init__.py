"""The demo: a hub and two windows to play with, or the whole story lived by real clicks on real windows."""
