"""Windows without a screen and without a graphics card, with the shipped font."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ["QT_QUICK_BACKEND"] = "software"  # before the first window of this process


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp) -> str:
    from fieldclient.ui.engine import load_fonts

    family = load_fonts()
    assert family == "Field Sans SC"
    return family


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the product's window on a folder; whatever was opened is closed in the end."""
    from tests.ui.whole import Whole

    opened: list[Whole] = []

    def make(folder: Path | None = None, **more: Any) -> Whole:
        opened.append(Whole(folder or tmp_path / "data", **more))
        return opened[-1]

    yield make
    for window in opened:
        window.close()


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A district after two days of work; its hub answers at `url`. Do not change what others look at."""
    from tests.ui.district import District

    with District(tmp_path_factory.mktemp("district")) as district:
        district.live()
        district.serve()
        district.put_away()
        yield district


@pytest.fixture(autouse=True, scope="module")
def tidy() -> Iterator[None]:
    """What a file's windows left behind goes before the next one's come, on this thread and not in the middle of a picture."""
    yield
    gc.collect()
