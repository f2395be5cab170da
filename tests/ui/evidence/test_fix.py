"""The position of this device: read from a real NMEA log, or honestly missing."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce
from pathlib import Path

import pytest

from sync.protocol.position import PositionSource
from tests.ui.evidence.fixtures import PutOn


def sentence(body: str) -> str:
    check = reduce(lambda a, b: a ^ b, body.encode())
    return f"${body}*{check:02X}\r\n"


def nmea_log(path: Path) -> Path:
    """A receiver's minute at 36°18.4272′N 120°23.7804′E, 41 m high, heading 84.4°."""
    now = datetime.now(UTC)
    lines = []
    for second in range(30):
        at = f"12{now.minute:02}{second:02}.00"
        lines.append(sentence(f"GPRMC,{at},A,3618.4272,N,12023.7804,E,000.5,084.4,{now:%d%m%y},,,A"))
        lines.append(sentence(f"GPGGA,{at},3618.4272,N,12023.7804,E,1,08,0.9,41.0,M,6.0,M,,"))
    path.write_text("".join(lines), "ascii")
    return path


def test_the_position_of_a_receiver_goes_into_the_draft(put_on: PutOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDCLIENT_NMEA", str(nmea_log(tmp_path / "log.nmea")))
    stage = put_on("report")
    stage.room.newReport()
    stage.settle()
    stage.click("report.where")
    stage.click("place.device")
    stage.until(lambda: stage.room.fix.latest is not None, "a fix")
    stage.settle()
    (draft,) = stage.ask(lambda desk: desk.drafts())
    assert draft.position is not None and draft.position.source is PositionSource.GNSS
    assert draft.position.latitude == pytest.approx(36 + 18.4272 / 60, abs=1e-6)
    assert draft.position.longitude == pytest.approx(120 + 23.7804 / 60, abs=1e-6)
    assert "from this device" in str(stage.find("report.where").property("source"))


def test_a_machine_without_a_receiver_says_so(put_on: PutOn) -> None:
    from fieldclient.ui.evidence.fix import DeviceFix

    stage = put_on("report")
    fix = DeviceFix(stage.room, source=lambda parent: None)
    answers: list[object] = []
    fix.look(answers.append)
    assert answers == [] and not fix.searching
    assert "by hand" in fix.problem
    assert not fix.trusted
