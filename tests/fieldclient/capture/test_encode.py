"""Pictures become JPEGs while other threads go on."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable

import pytest
from PIL import Image

from fieldclient.capture import encode
from fieldclient.capture.encode import jpeg


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return Image.effect_noise((3000, 2250), 60).convert("RGB")


def test_other_threads_go_on_while_a_picture_is_written(picture: Image.Image) -> None:
    done, steps = threading.Event(), [0]
    begun = threading.Event()

    def go_on() -> None:
        while not done.is_set():
            begun.set()
            steps[0] += 1
            time.sleep(0.0005)

    other = threading.Thread(target=go_on)
    other.start()
    begun.wait()

    def a_second(work: Callable[[], object]) -> float:
        before, began = steps[0], time.monotonic()
        work()
        return (steps[0] - before) / (time.monotonic() - began)

    alone = a_second(lambda: time.sleep(0.3))
    beside = a_second(lambda: jpeg(picture, quality=90, small=True))
    done.set()
    other.join()
    assert beside > alone / 10  # most of it as a rule; a thirtieth when Pillow wrote into memory and held the interpreter meanwhile


def test_it_is_a_jpeg_of_the_picture_without_metadata(picture: Image.Image) -> None:
    tagged = picture.resize((200, 150))
    tagged.info["comment"] = b"who took it"
    shown = Image.open(io.BytesIO(jpeg(tagged, quality=90, small=True)))
    assert (shown.format, shown.size, shown.info.get("progressive")) == ("JPEG", (200, 150), 1)
    assert "comment" not in shown.info and not shown.getexif()


def test_a_system_without_files_in_memory_writes_the_same(picture: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    small = picture.resize((320, 240))
    wanted = jpeg(small, quality=78)
    monkeypatch.delattr(encode.os, "memfd_create", raising=False)
    assert jpeg(small, quality=78) == wanted
