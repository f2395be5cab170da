"""What the system says of the network, kept where any thread may read it: what carries the bytes, and whether they cost.

The system's word beats what files tell (`sync.engine.around`): a person marks a hotspot as metered there, and outside Linux there
are no such files. Qt is asked on the window's thread only; the sync loop reads what was said last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sync.engine.lanes import Around, Said

MEDIUMS = {"Ethernet": "wired", "Cellular": "mobile", "WiFi": "wifi"}  # any other says nothing of what bytes cost


class Surroundings:
    """`changed` is called on the window's thread when there is a reason to look for the hub anew."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._said: Said | None = None
        self._info: Any = None

    def __call__(self) -> Around:
        """From any thread; reads a few small files."""
        from sync.engine.around import look_around

        return look_around(said=self._said)

    def watch(self) -> None:
        """Where the system has nothing to say of the network, the files and the loop's clock do."""
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.loadDefaultBackend():
            self.listen_to(QNetworkInformation.instance())

    def listen_to(self, info: Any) -> None:
        """`info`: the system's QNetworkInformation."""
        self._info = info
        for signal in self._signals():
            signal.connect(self._hear)
        self._keep()

    def close(self) -> None:
        if self._info is not None:
            for signal in self._signals():
                signal.disconnect(self._hear)
        self._info = None

    def _signals(self) -> tuple[Any, ...]:
        return self._info.reachabilityChanged, self._info.transportMediumChanged, self._info.isMeteredChanged

    def _hear(self, *_: object) -> None:
        self._keep()
        self._changed()

    def _keep(self) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        from sync.engine.lanes import Network, Said

        told = self._info.supports(QNetworkInformation.Feature.Metered)
        medium = MEDIUMS.get(self._info.transportMedium().name, "unknown")
        self._said = Said(network=Network(medium), metered=self._info.isMetered() if told else None)
