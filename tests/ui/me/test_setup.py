"""Setting up by a code, and the pages behind the rows of the page about me, in the window."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import segno
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from fieldclient.ui.me import setup_desk
from fieldclient.work.setting_up import look_into, take
from sync.engine.runner import LinkState
from sync.protocol.enrolment import Policies, Setup, fingerprint, link_of, new_key, public_of
from tests.ui.district import District
from tests.ui.evidence.stage import focus_name

pytestmark = pytest.mark.qt_log_ignore("No RHI backend")  # frames are converted on the processor: no graphics card here


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with District(tmp_path_factory.mktemp("town")) as made:
        made.serve()
        yield made


def link(district: District, **more: Any) -> str:
    now, key = datetime.now(UTC), more.pop("private", district.service.setup_key.private())
    told: dict[str, Any] = {
        "hub": district.url, "organisation": "市南区城管中心", "hub_id": district.service.hub_id, "key": public_of(key),
        "issued": int(now.timestamp()), "expires": int((now + timedelta(days=1)).timestamp()), **more}
    return link_of(Setup(**told), key)


def code(text: str, file: Path) -> Path:
    segno.make_qr(text).save(str(file), scale=6, border=4)
    return file


def test_a_new_tablet_is_set_up_by_a_picture_and_signs_in(whole, district: District, tmp_path: Path) -> None:
    window = whole()
    desk = window.room_of("signIn").setup
    window.click("signIn.scan")
    window.type("setup.link", "https://hub.example.cn")
    window.click("setup.read")
    assert "not a setup code" in window.text("setup.problem")
    desk.readPicture(QUrl.fromLocalFile(str(code("just words", tmp_path / "other.png"))))
    window.until(lambda: not desk.property("looking"))
    assert desk.property("step") == "ask"
    made = link(district, login="liqiang", policies=Policies(pin=True, lock_minutes=3, daily_mb=200))
    desk.readPicture(QUrl.fromLocalFile(str(code(made, tmp_path / "code.png"))))
    window.until(lambda: window.seen("setup.accept") is not None, "what it would do")
    window.settle()
    said = {row.id: row.value for row in desk.facts.rows}
    assert said["organisation"] == "市南区城管中心" and said["hub"] == district.url and "3 idle" in said["pin"]
    assert said["travel"] == "originals up to 200 MB a day"
    assert window.ask(lambda each: each.setting("hub_url")) is None, "nothing is done before somebody says yes"
    window.click("setup.accept")
    window.until(lambda: window.seen("signIn.password") is not None, "the form")
    assert window.find("signIn.hub").property("text") == district.url
    assert window.find("signIn.login").property("text") == "liqiang"
    window.type("signIn.password", "liqiang-demo")
    window.click("signIn.send")
    window.until(lambda: window.link.status.state is LinkState.ONLINE, "signed in")
    window.until(lambda: window.seen("signIn.newPin") is not None, "the organisation asks for a PIN, before anything is shown")
    assert window.seen("signIn.later") is None and not any(name.startswith(("rail.", "home")) for name in window.names())
    window.key(Qt.Key.Key_Escape)
    window.click("signIn.setPin")
    assert window.find("signIn.newPin").property("problem") != ""
    window.type("signIn.newPin", "314159")
    window.type("signIn.pinAgain", "314158")
    window.click("signIn.setPin")
    assert "differ" in window.find("signIn.pinAgain").property("problem")
    assert window.find("signIn.pinAgain").property("activeFocus") is True
    for field in ("signIn.newPin", "signIn.pinAgain"):
        window.find(field).setProperty("text", "")
        window.type(field, "31")
    window.click("signIn.setPin")
    window.until(lambda: window.find("signIn.newPin").property("problem") != "", "too short")
    assert window.find("signIn.newPin").property("activeFocus") is True, "who types now mends what the sentence is about"
    window.find("signIn.newPin").setProperty("text", "")
    window.find("signIn.pinAgain").setProperty("text", "314159")
    for digit in "314159":
        window.key(getattr(Qt.Key, f"Key_{digit}"))
    window.click("signIn.setPin")
    window.until(lambda: window.link.has_pin and window.seen("signIn.newPin") is None, "set")
    window.go("me")
    window.until(lambda: window.seen("me.lockNow") is not None and window.seen("me.removePin") is None, "asked for, and there")


def test_who_closes_the_window_before_choosing_is_asked_at_the_next_start(whole, district: District, tmp_path: Path) -> None:
    folder = tmp_path / "asked"
    first = whole(folder, hub=district.url, login="zhaomin")
    first.do(lambda desk: take(desk, look_into(desk, link(district, policies=Policies(pin=True)), datetime.now(UTC), plain_ok=True)))
    first.close()
    again = whole(folder, hub=district.url)
    again.until(lambda: again.seen("signIn.newPin") is not None, "asked before anything is shown")
    again.click("signIn.leave")
    again.until(lambda: again.seen("signIn.password") is not None, "the other way out is to leave")
    assert not again.ask(lambda desk: desk.status()).signed_in


def test_somebody_else_at_the_address_hears_no_password(whole, district: District) -> None:
    window = whole()
    window.room_of("signIn").setup.readText(link(district, hub_id="another-hub"))
    window.click("signIn.scan")
    window.room_of("signIn").setup.readText(link(district, hub_id="another-hub"))
    window.click("setup.accept")
    window.until(lambda: window.seen("signIn.password") is not None)
    window.type("signIn.login", "liqiang")
    window.type("signIn.password", "liqiang-demo")
    window.click("signIn.send")
    window.until(lambda: "Somebody else" in window.text("signIn.problem"))
    assert not window.ask(lambda each: each.status()).signed_in


def test_a_double_tap_on_yes_is_a_yes_to_one_code(whole, district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_desk, "_BREATH_MS", 3_600_000)
    window = whole()
    desk = window.room_of("signIn").setup
    taken: list[int] = []
    desk.taken.connect(lambda: taken.append(1))
    window.click("signIn.scan")
    desk.bring(link(district))
    window.until(lambda: desk.property("step") == "show", "what it would do")
    desk.bring(link(district, hub="https://other.example", hub_id="another-hub"))
    desk.accept()
    desk.accept()
    window.until(lambda: len(taken) == 2 and window.seen("signIn.password") is not None, "the form")
    assert desk.property("step") == "ask" and desk.property("another"), "the next one does not come under the finger"
    window.click("signIn.scan")
    window.until(lambda: desk.property("step") == "show", "nor is it lost")
    assert "https://other.example" in [row.value for row in desk.facts.rows]
    assert window.ask(lambda each: each.setting("hub_url")) == district.url


def test_a_code_whose_hub_is_known_but_not_its_key_is_compared_by_a_person(whole, district: District, tmp_path: Path) -> None:
    """The hub is from before it told its key: only its fingerprint, read out by somebody, says whose code it is."""
    window = whole(tmp_path / "by hand", hub=district.url, login="liqiang")
    window.do(lambda desk: desk.store.settings.put(f"setup.shown.{district.service.hub_id}", None))
    window.link.set_offline(True)
    window.go("me")
    window.click("me.setup")
    desk = window.room_of("me").setup
    desk.readText(link(district, private=new_key()))
    window.until(lambda: window.seen("setup.accept") is not None, "what it would do")
    assert "character by character" in window.text("setup.strange") and not window.find("setup.accept").property("enabled")
    desk.accept()
    assert desk.property("step") == "show", "not by another way either"
    window.click("setup.compared")
    assert window.find("setup.accept").property("enabled")
    window.click("setup.refuse")
    key = district.service.setup_key
    window.do(lambda desk: desk.store.settings.put(f"setup.shown.{district.service.hub_id}", key.public()))
    desk.readText(link(district, private=new_key()))
    window.until(lambda: "not signed by the organisation" in window.text("setup.problem"), "the hub has shown its own")


def test_after_a_strangers_code_the_real_hub_is_signed_in_to_when_its_fingerprint_was_compared(whole, district: District) -> None:
    """By hand, and by its own code: neither is locked out, and neither goes by itself."""
    window = whole()
    desk = window.room_of("signIn").setup
    window.click("signIn.scan")
    desk.readText(link(district, hub="https://stranger.example", private=new_key()))
    window.click("setup.accept")
    window.until(lambda: window.seen("signIn.password") is not None, "the form")
    window.click("signIn.scan")
    desk.readText(link(district))
    window.until(lambda: window.seen("setup.accept") is not None, "the real one")
    assert "by telephone" in window.text("setup.strange") and not window.find("setup.accept").property("enabled")
    assert [row.id for row in desk.facts.rows][2:4] == ["fingerprint", "before"]
    window.click("setup.refuse")
    window.key(Qt.Key.Key_Escape)
    window.type("signIn.hub", district.url)
    window.type("signIn.login", "liqiang")
    window.type("signIn.password", "liqiang-demo")
    window.click("signIn.send")
    window.until(lambda: window.seen("signIn.compared") is not None, "who answers is not who the code named")
    told = fingerprint(public_of(district.service.setup_key.private()))
    assert window.text("signIn.fingerprint") == told and len(window.text("signIn.known")) == len(told) != 0
    assert window.text("signIn.known") != told and "by telephone" in window.text("signIn.compare")
    spoken = QAccessible.queryAccessibleInterface(window.find("signIn.fingerprint")).text(QAccessible.Text.Name)
    assert spoken.endswith(", ".join(" ".join(group) for group in told.split())), "sign by sign, as somebody reads it out"
    assert not window.find("signIn.send").property("enabled") and not window.ask(lambda each: each.status()).signed_in
    assert window.seen("signIn.password") is None and focus_name(window.window) == "signIn.compared"
    window.click("signIn.elsewhere")
    assert window.seen("signIn.compared") is None and window.text("signIn.hub") == district.url, "what was typed is still there"
    window.find("signIn.password").setProperty("text", "")
    window.type("signIn.password", "wrong")
    window.click("signIn.send")
    window.until(lambda: window.seen("signIn.compared") is not None, "it is asked again")
    window.click("signIn.compared")
    window.click("signIn.send")
    window.until(lambda: window.find("signIn.password").property("problem") != "", "a wrong password is another matter")
    assert window.seen("signIn.compared") is None, "it was compared, and counts"
    window.find("signIn.password").setProperty("text", "")
    window.type("signIn.password", "liqiang-demo")
    window.click("signIn.send")
    window.until(lambda: window.link.status.state is LinkState.ONLINE, "signed in")


def test_what_the_camera_sees_and_what_the_clipboard_holds_is_read(whole, district: District) -> None:
    window = whole()
    desk = window.room_of("signIn").setup
    out = io.BytesIO()
    segno.make_qr(link(district)).save(out, kind="png", scale=6, border=4)
    image = QImage.fromData(out.getvalue())
    window.click("signIn.scan")
    QGuiApplication.clipboard().setImage(image)
    window.click("setup.paste")
    window.until(lambda: desk.property("step") == "show", "from the clipboard")
    window.click("setup.refuse")
    sink, holder = QVideoSink(), QObject()
    holder.setProperty("videoSink", sink)
    window.click("setup.scan")
    assert window.seen("setup.scanBack") is not None
    sink.setVideoFrame(QVideoFrame(image.convertToFormat(QImage.Format.Format_RGBX8888)))
    desk.lookAt(holder)
    window.until(lambda: desk.property("step") == "show", "from a frame")
    assert window.seen("setup.accept") is not None
    window.key(Qt.Key.Key_Escape)
    assert desk.property("step") == "ask"


def test_help_and_the_tour_need_no_hub_and_no_mouse(whole) -> None:
    window = whole()
    window.click("signIn.tour")
    first = window.text("tour.title")
    window.key(Qt.Key.Key_Right)
    assert window.text("tour.title") != first
    window.key(Qt.Key.Key_Escape)
    assert window.seen("tour") is None and window.seen("signIn.send") is not None
    window.click("signIn.later")
    window.go("me")
    window.click("me.help")
    window.click("help.1")
    assert "kept on this device" in str(window.find("help.1").property("answer")) and window.find("help.1").property("open")
    window.click("help.tour")
    for _ in range(5):
        window.click("tour.next")
    assert window.seen("help") is not None and window.seen("tour") is None
    window.key(Qt.Key.Key_Escape)
    assert window.seen("me.help") is not None


def test_about_names_everything_that_is_shipped_with_its_licence(whole) -> None:
    window = whole()
    window.click("signIn.later")
    window.go("me")
    window.click("me.licences")
    about = window.room_of("me").about
    window.until(lambda: about.rows.count > 30, "the packages")
    rows = {row.id: row for row in about.rows.rows}
    assert rows["msgspec"].version == metadata.version("msgspec")
    assert [row.id for row in rows.values() if not row.licence.strip()] == []
    assert {"fieldclient", "Lucide", "Field Sans SC (Noto Sans SC)", "PySide6_Essentials"} <= set(rows)
    window.click("about.msgspec")
    window.until(lambda: window.seen("about.text") is not None, "the licence itself")
    assert "Redistribution" in window.text("about.text")
    window.click("about.back")
    assert window.seen("about.msgspec") is not None


def test_areas_are_looked_into_first_and_a_wrong_file_changes_nothing(whole, tmp_path: Path) -> None:
    window = whole()
    window.click("signIn.later")
    window.go("me")
    window.click("me.areas")
    desk = window.room_of("me").areas
    assert window.seen("areas.none") is not None
    bad = tmp_path / "bad.geojson"
    bad.write_text("no areas", "utf-8")
    desk.lookInto(QUrl.fromLocalFile(str(bad)))
    window.until(lambda: window.seen("areas.problem") is not None, "one sentence")
    good = tmp_path / "grids.geojson"
    good.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"370202001001001",'
                    '"name":"五四广场北网格"},"geometry":{"type":"Polygon","coordinates":[[[120.373,36.0732],[120.379,36.0732],'
                    '[120.379,36.066],[120.373,36.066],[120.373,36.0732]]]}}]}', "utf-8")
    desk.lookInto(QUrl.fromLocalFile(str(good)))
    window.until(lambda: window.seen("areas.take") is not None, "what is in it")
    assert not window.ask(lambda each: each.store.areas.layers())
    window.click("areas.take")
    window.until(lambda: window.seen("areas.level.grid") is not None, "kept")
    window.click("areas.level.grid")
    window.until(lambda: window.seen("areas.none") is not None, "removed")
