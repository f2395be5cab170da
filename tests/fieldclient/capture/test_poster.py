"""The picture of a video from a stranger: bounded before it is decoded, and one clear problem whatever the decoder says."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from fieldclient.capture.pixels import thumbnail
from fieldclient.capture.poster import poster
from sync.protocol.problems import Code, Problem


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "a.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (160, 120))
    for grey in (0, 0, 200):
        writer.write(np.full((120, 160, 3), grey, np.uint8))
    writer.release()
    return path


def test_the_first_picture_that_shows_something(film: Path) -> None:
    assert poster(film).size == (160, 120) and poster(film).getpixel((80, 60)) > (150, 150, 150)


def test_a_frame_of_too_many_pixels_is_not_decoded(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldclient.capture.poster._MAX_PIXELS", 160 * 120 - 1)
    with pytest.raises(Problem) as met:
        poster(film)
    assert met.value.code is Code.PREVIEW_NOT_POSSIBLE


@pytest.mark.parametrize("fault", [cv2.error("bad frame"), MemoryError()])
def test_a_decoder_that_gives_up_is_a_problem_and_no_exception(film: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object) -> None:
        raise fault

    monkeypatch.setattr(cv2, "cvtColor", gives_up)
    with pytest.raises(Problem) as met:
        thumbnail(film)
    assert met.value.code is Code.PREVIEW_NOT_POSSIBLE
