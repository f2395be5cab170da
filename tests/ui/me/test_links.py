"""Links from outside: registered where the desktop looks, taken over by the window that is open, shown before anything is done."""

from __future__ import annotations

import os
import shlex
import socket
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fieldclient.ui import doorway
from fieldclient.ui.app import Client, main
from sync.protocol.enrolment import Setup, link_of, new_key, public_of
from tests.ui.evidence.stage import COLLECTOR, session_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="desktop entries are of other systems")
KEY = new_key()


def link(hub: str = "https://hub.city.example") -> str:
    now = datetime.now(UTC)
    told: dict[str, Any] = {"hub": hub, "organisation": "市南区城管中心", "hub_id": "h-1", "key": public_of(KEY),
                            "issued": int(now.timestamp()), "expires": int((now + timedelta(days=1)).timestamp())}
    return link_of(Setup(**told), KEY)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("PATH", str(tmp_path / "no tools"))
    with tempfile.TemporaryDirectory(prefix="run") as runtime:  # pytest's own folder may be too long for a socket's address
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield tmp_path


def test_a_command_registers_and_takes_it_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not doorway.is_registered()
    assert main(["--register-links", "on"]) == 0 and doorway.is_registered()
    written = (home / "share" / "applications" / "fieldclient.desktop").read_text("utf-8")
    fields = dict(line.split("=", 1) for line in written.splitlines() if "=" in line)
    assert fields["MimeType"] == "x-scheme-handler/fieldclient;"
    command = shlex.split(fields["Exec"].replace("\\\\", "\\"))
    assert Path(command[1]).name == "main.py" and Path(command[1]).is_file() and command[2:] == ["client", "%u"]
    assert Path(fields["Icon"]).is_file()
    assert main(["--register-links", "off"]) == 0 and not doorway.is_registered()
    assert main(["--register-links", "off"]) == 0, "a second time is harmless"


def test_the_open_window_takes_a_link_over_and_shows_it(whole: Any, home: Path) -> None:
    window = whole(home / "data")
    window.until(lambda: doorway.address(home / "data").exists(), "the window listens")
    assert stat.S_IMODE(doorway.address(home / "data").parent.stat().st_mode) & 0o077 == 0
    before = window.ask(lambda desk: desk.store.settings.all())
    assert main(["--data", str(home / "data"), link()]) == 0
    window.until(lambda: window.seen("setup.accept") is not None, "what it would do, at the door")
    assert window.ask(lambda desk: desk.store.settings.all()) == before
    window.click("setup.refuse")
    window.until(lambda: window.seen("setup.accept") is None, "not wanted")
    assert window.find("setup.opensLinks").property("checked") is False and not doorway.is_registered(), "nobody has asked for it"
    window.click("setup.opensLinks")
    window.until(lambda: doorway.is_registered() and window.find("setup.opensLinks").property("checked") is True, "registered")
    window.click("setup.opensLinks")
    window.until(lambda: not doorway.is_registered(), "taken back")


def test_a_file_of_links_that_a_disk_has_spoilt_keeps_no_window_from_opening(tmp_path: Path) -> None:
    (tmp_path / doorway.UNSEEN).write_bytes(b"fieldclient://\xff\xfe")
    assert doorway.unseen(tmp_path) == []
    doorway.keep(tmp_path, link())
    assert len(doorway.unseen(tmp_path)) == 1


def test_who_works_already_sees_it_on_the_page_about_them(whole: Any, home: Path) -> None:
    """And who chose to sign in later sees it at the door, where the next step is."""
    window = whole(home / "data")
    window.click("signIn.later")
    window.until(lambda: doorway.address(home / "data").exists(), "the window listens")
    assert doorway.hand_over(home / "data", link())
    window.until(lambda: window.frame.property("signingIn") and window.seen("setup.accept") is not None, "at the door")
    window.click("setup.refuse")
    window.do(lambda desk: desk.signed_in(session_of(COLLECTOR)))
    window.click("setup.header.back")
    window.frame.signInLater()
    window.settle()
    assert doorway.hand_over(home / "data", link())
    window.until(lambda: window.frame.property("place") == "me" and window.seen("setup.accept") is not None, "what it would do")


def test_what_is_on_the_screen_stays_there_while_another_link_waits(whole: Any, home: Path) -> None:
    """A yes is about what was read, and not about what came between the eye and the finger."""
    window = whole(home / "data")
    window.click("signIn.scan")
    desk = window.room_of("signIn").setup
    hubs = [f"https://{name}.example" for name in ("first", "second", "third")]
    links = [link(hub) for hub in hubs]  # each made once: a second later it would be another link

    def shown() -> str:
        return next((row.value for row in desk.facts.rows if row.id == "hub"), "") if desk.property("step") == "show" else ""

    for each in (links[0], links[1], links[1]):
        assert doorway.hand_over(home / "data", each)
        window.until(lambda: shown() == hubs[0], "the first one")
    window.until(lambda: window.seen("setup.another") is not None, "another one waits")
    assert shown() == hubs[0]
    window.click("setup.refuse")
    window.until(lambda: shown() == hubs[1], "the next one, once")
    assert doorway.hand_over(home / "data", links[2])
    window.until(lambda: bool(desk.property("another")), "it waits")
    window.click("setup.accept")
    window.until(lambda: shown() == hubs[2] and window.seen("setup.accept") is not None, "after the yes as well")
    assert window.ask(lambda each: each.setting("hub_url")) == hubs[1]
    window.click("setup.refuse")
    window.until(lambda: desk.property("step") == "ask")
    assert not desk.property("another")


def test_a_link_that_comes_while_the_window_closes_is_shown_at_the_next_start(whole: Any, home: Path) -> None:
    window = whole(home / "data")
    window.until(lambda: doorway.address(home / "data").exists(), "the window listens")
    window.client._take_link = lambda text: None  # everything is being taken down: nobody hears of it
    assert doorway.hand_over(home / "data", link("https://late.example"))
    window.close()
    again = whole(home / "data")
    again.until(lambda: again.seen("setup.accept") is not None, "what it would do")
    assert "https://late.example" in [row.value for row in again.room_of("signIn").setup.facts.rows]
    again.until(lambda: doorway.unseen(home / "data") == [], "seen, and the person's from now on")


def test_a_code_in_a_picture_waits_behind_the_link_that_came_while_it_was_read(whole: Any, home: Path) -> None:
    window = whole(home / "data")
    window.click("signIn.scan")
    desk = window.room_of("signIn").setup
    first, second = link("https://first.example"), link("https://second.example")
    pictured, seen = threading.Event(), threading.Event()

    def slowly() -> tuple[str, ...]:
        seen.set()
        pictured.wait(60)
        return (second,)

    desk._decode(slowly)
    window.until(seen.is_set, "the picture is being read")
    desk.bring(first)
    window.until(lambda: desk.property("step") == "show", "the link")
    pictured.set()
    window.until(lambda: bool(desk.property("another")), "the picture's waits")
    assert "https://first.example" in [row.value for row in desk.facts.rows]
    window.click("setup.refuse")
    window.until(lambda: "https://second.example" in [row.value for row in desk.facts.rows], "and is not lost")
    desk._decode(lambda: ())
    window.until(lambda: not desk.property("looking"))
    assert desk.property("problem") == "", "a picture without a code says nothing about the link on the screen"


def test_links_that_were_taken_are_kept_once_and_bounded(tmp_path: Path) -> None:
    for number in (*range(50), 0):
        doorway.keep(tmp_path, f"fieldclient://enrol/1.{number}")
    doorway.keep(tmp_path, "fieldclient://enrol/1. 7")
    kept = doorway.unseen(tmp_path)
    assert kept == [f"fieldclient://enrol/1.{number}" for number in range(doorway.MOST_WAITING)]
    taken: list[str] = []
    doorway.Doorway(tmp_path, taken.append).close()
    assert taken == kept
    doorway.forget(tmp_path, kept[0])
    doorway.forget(tmp_path, "fieldclient://enrol/1.another")
    assert doorway.unseen(tmp_path) == kept[1:]


def test_a_link_that_comes_before_the_first_page_is_filled_is_kept(
    whole: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    went_on = Client._on_home
    held: list[Client] = []
    monkeypatch.setattr(Client, "_on_home", lambda client: held.append(client))

    def early(window: Any) -> None:
        """While the window is made: before its rooms and its way to the hub are begun."""
        window.until(lambda: bool(held) and doorway.address(home / "data").exists(), "the store is open")
        assert doorway.hand_over(home / "data", link())
        monkeypatch.setattr(Client, "_on_home", went_on)
        went_on(held[0])

    window = whole(home / "data", meanwhile=early)
    window.until(lambda: window.seen("setup.accept") is not None, "what it would do")


def test_links_that_nobody_can_be_shown_yet_do_not_pile_up() -> None:
    waiting: Any = SimpleNamespace(_links=[], _bringing=None)
    for number in range(50):
        Client._take_link(waiting, f"fieldclient://enrol/1.{number}")
    assert waiting._links == [f"fieldclient://enrol/1.{number}" for number in range(doorway.MOST_WAITING)]


def test_what_is_no_link_is_not_taken_and_a_dead_windows_socket_is_no_window(home: Path) -> None:
    taken: list[str] = []
    listening = doorway.Doorway(home / "data", taken.append)
    assert not doorway.hand_over(home / "data", "https://hub.example")
    assert doorway.hand_over(home / "data", f" {link()}\n") and len(taken) == 1
    listening.close()
    assert not doorway.address(home / "data").exists() and not doorway.hand_over(home / "data", link())
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(doorway.address(home / "data")))
    dead.close()
    again = doorway.Doorway(home / "data", taken.append)
    assert doorway.hand_over(home / "data", link()) and len(taken) == 2
    again.close()


def test_nobody_listens_where_others_may_write(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chmod(os.environ["XDG_RUNTIME_DIR"], 0o777)
    listening = doorway.Doorway(home / "data", lambda link: None)
    assert not doorway.hand_over(home / "data", link())
    listening.close()


def test_nobody_hands_a_link_to_whoever_listens_where_others_may_write(home: Path) -> None:
    with socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(str(doorway.address(home / "data")))
        theirs.listen(1)
        theirs.settimeout(5.0)
        os.chmod(os.environ["XDG_RUNTIME_DIR"], 0o777)
        assert not doorway.hand_over(home / "data", link())
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.accept()
