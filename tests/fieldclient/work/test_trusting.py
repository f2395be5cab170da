"""Taking in an authority: compared, kept with its hub, and out of use for every other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldclient.work.trusting import authority_for, take_in
from sync.protocol.problems import Code, Problem
from tests.sync.engine.certificate import Organisation

NOW = datetime.now(UTC)
HUB = "https://hub.city.example:8443/base"


class Kept:
    def __init__(self) -> None:
        self.settings: dict[str, str | None] = {}

    def setting(self, name: str) -> str | None:
        return self.settings.get(name)

    def set_setting(self, name: str, value: str | None) -> None:
        self.settings[name] = value


def file(folder: Path, raw: bytes) -> Path:
    path = folder / "root.pem"
    path.write_bytes(raw)
    return path


def never(_: object) -> bool:
    raise AssertionError("nobody is to be asked")


def test_a_fingerprint_that_fits_is_enough_and_counts_for_this_hub_alone(tmp_path: Path) -> None:
    kept, ours = Kept(), Organisation()
    asked: list[str] = []
    path = file(tmp_path, ours.pem)
    found = take_in(kept, path, HUB, NOW, "", lambda told: bool(asked.append(told.fingerprint)) or True)
    assert asked == [found.fingerprint]
    again = Kept()
    take_in(again, path, HUB, NOW, found.fingerprint.lower().replace(":", " "), never)
    assert authority_for(again, "https://HUB.city.example/") == ours.pem.decode()
    assert authority_for(again, "https://hub.other.example") == ""


@pytest.mark.parametrize(("fingerprint", "answer", "reason"), [
    ("AB:CD", True, "other_fingerprint"), ("", False, "not_confirmed"),
])
def test_without_a_comparison_nothing_is_trusted(tmp_path: Path, fingerprint: str, answer: bool, reason: str) -> None:
    kept = Kept()
    with pytest.raises(Problem) as caught:
        take_in(kept, file(tmp_path, Organisation().pem), HUB, NOW, fingerprint, lambda _: answer)
    assert (caught.value.code, caught.value.facts) == (Code.AUTHORITY_INVALID, {"reason": reason})
    assert kept.settings == {}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        take_in(Kept(), tmp_path / "none.pem", HUB, NOW, "", never)
    assert caught.value.facts == {"reason": "missing"}
