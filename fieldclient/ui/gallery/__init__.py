"""A shop window of every part in every state, for who builds with them."""

from __future__ import annotations


def main(arguments: list[str]) -> int:
    """The command `gallery`; imported only when called."""
    from fieldclient.ui.gallery.command import main as run

    return run(arguments)
