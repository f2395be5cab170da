"""The system's network service and what the sync loop hears of it. The service is played: it is this machine's mishap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from fieldclient.ui.surroundings import Surroundings
from sync.engine.lanes import Network

Medium = QNetworkInformation.TransportMedium


class Service(QObject):
    reachabilityChanged = Signal(QNetworkInformation.Reachability)
    transportMediumChanged = Signal(QNetworkInformation.TransportMedium)
    isMeteredChanged = Signal(bool)

    def __init__(self, medium: Medium, metered: bool | None) -> None:
        super().__init__()
        self.medium, self.metered = medium, metered

    def supports(self, feature: QNetworkInformation.Feature) -> bool:
        return feature == QNetworkInformation.Feature.Metered and self.metered is not None

    def transportMedium(self) -> Medium:
        return self.medium

    def isMetered(self) -> bool:
        return bool(self.metered)


@pytest.mark.parametrize(("medium", "metered", "network", "costs"), [
    (Medium.Ethernet, False, Network.WIRED, False), (Medium.Ethernet, None, Network.WIRED, False),
    (Medium.WiFi, False, Network.WIFI, False), (Medium.WiFi, True, Network.WIFI, True),
    (Medium.Cellular, None, Network.MOBILE, True), (Medium.Cellular, False, Network.MOBILE, False),
])
def test_what_the_service_says(qapp, medium, metered, network, costs) -> None:
    surroundings = Surroundings(lambda: None)
    surroundings.listen_to(Service(medium, metered))
    found = surroundings()
    assert (found.network, found.costs) == (network, costs)


def test_a_change_wakes_the_loop_and_is_heard_by_it(qapp) -> None:
    woken: list[bool] = []
    surroundings = Surroundings(lambda: woken.append(surroundings().costs))
    service = Service(Medium.WiFi, False)
    surroundings.listen_to(service)
    assert not surroundings().costs and not woken
    service.medium = Medium.Cellular
    service.transportMediumChanged.emit(service.medium)
    service.metered = True
    service.isMeteredChanged.emit(True)
    service.reachabilityChanged.emit(QNetworkInformation.Reachability.Online)
    assert woken == [False, True, True]
    surroundings.close()
    service.isMeteredChanged.emit(False)
    assert len(woken) == 3


def test_this_machine_may_have_no_such_service(qapp) -> None:
    surroundings = Surroundings(lambda: None)
    surroundings.watch()
    assert surroundings().network in Network
    surroundings.close()
