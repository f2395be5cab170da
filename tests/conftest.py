"""What every test stands on: no window on anybody's screen, no file outside the test's own folders, no proxy."""

from __future__ import annotations

import gc
import locale
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from fieldclient.start.places import cache_folder

# Before anything imports Qt or asks for a user folder.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.symbolsresolver=false")
# The tests' own hubs listen on this machine: a proxy from the caller's shell must not be asked for them.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost,::1"

# Qt warns of a locale that is not UTF-8 (LC_ALL=C), and a warning of Qt fails a test.
if hasattr(locale, "nl_langinfo") and locale.nl_langinfo(locale.CODESET).upper() not in ("UTF-8", "UTF8"):
    os.environ["LC_ALL"] = "C.UTF-8"
# Peers of others that were downloaded once need not be downloaded by every run.
os.environ.setdefault("FIELDCLIENT_PEERS", os.path.join(cache_folder(), "peers"))
# The folders of the person who runs the tests stay untouched.
_USER = tempfile.mkdtemp(prefix="fieldclient-tests-")
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    os.environ[_name] = os.path.join(_USER, _name.lower())
    os.makedirs(os.environ[_name], mode=0o700)
# Made-up input is the same at every run: a release must not hang on a draw of luck. Price: each run sees the same examples;
# `--hypothesis-profile default` draws new ones, and is how to look for what is still unknown.
settings.register_profile("settled", derandomize=True, database=None)
settings.load_profile("settled")
# Nor their wallet: a test that needs a secret service starts one on a bus of its own.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)


@pytest.fixture(autouse=True, scope="module")
def collector() -> Iterator[None]:
    """A command sets Python's collector for the process that is its own; here others come after it."""
    were = gc.get_threshold()
    yield
    gc.set_threshold(*were)
    gc.unfreeze()


def pytest_unconfigure() -> None:
    shutil.rmtree(_USER, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files are begun in an order of ours where they are shared out at all."""
    if config.getoption("dist") != "loadfile":
        return None
    from tests.order import LongestFirst

    return LongestFirst(config, log)
