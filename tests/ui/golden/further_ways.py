"""How to get to what needs more than a click: a card on the table, a viewfinder with something before it, the door of a tablet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter, ImageOps
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QImage

from fieldclient.work.asked import MUST_LOCK
from sync.protocol.enrolment import Policies, Setup, link_of, new_key, public_of
from sync.protocol.problems import Code, Problem
from tests.ui.evidence.feed import FedCamera, FedMicrophone
from tests.ui.golden import devices
from tests.ui.golden.stage import Stage

STREET = Path(__file__).resolve().parents[3] / "resources" / "demo"
KEY = new_key()


# A card


def card(stage: Stage) -> Any:
    """Chosen, with a track, and not yet taken in."""
    room = stage.enter("intake")
    if room.step == "taking":
        room.putAside()
        stage.settle()
    if room.step == "choose" and not room.places.chosen():
        stage.frame.takeIn(str(stage.prepared / devices.CARD))
        room.places.add_track(str(stage.prepared / devices.TRACK))
        stage.settle()
    return room


def broken_card(stage: Stage) -> None:
    """Of which nothing can be read."""
    room = stage.enter("intake")
    if room.step == "choose":
        room.places.clear()
        stage.frame.takeIn(str(stage.prepared / devices.BROKEN))
        stage.settle()
        stage.click("intake.start")
    stage.until(lambda: not room.progress.running, "all of it was looked at")


def sorting(stage: Stage) -> Any:
    """The table, with some of it named."""
    room = card(stage)
    if room.step == "choose":
        room.resume() if room.openText else stage.click("intake.start")
    stage.until(lambda: room.step == "sort" and not room.progress.running, "the table")
    stage.settle()
    groups = room.table.groups.rows
    room.table.assign([groups[0].id], "C04-03")
    room.table.shotsInOrder([group.id for group in groups[:2]])
    stage.settle()
    return room


def chosen(stage: Stage) -> None:
    sorting(stage)
    for name in ("IMG_0004.JPG", "IMG_0005.JPG"):
        stage.click(f"intake.photo.{name}")


def moving(stage: Stage) -> None:
    chosen(stage)
    stage.click("intake.move")


def naming(stage: Stage) -> None:
    sorting(stage)
    stage.click("intake.subject.2")


def harvest(stage: Stage) -> None:
    room = sorting(stage)
    room.makeDrafts([room.table.groups.rows[-1].id])
    stage.until(lambda: room.step == "done", "drafts")


# A viewfinder


def frame(name: str, blurred: bool = False) -> QImage:
    with Image.open(STREET / f"{name}.jpg") as photo:
        seen = ImageOps.fit(photo.convert("RGB"), (1280, 960))
    seen = seen.filter(ImageFilter.GaussianBlur(8)) if blurred else seen
    return QImage(seen.convert("RGBA").tobytes(), *seen.size, QImage.Format.Format_RGBA8888).copy()


def see(stage: Stage, room: Any, name: str, blurred: bool = False) -> None:
    stage.settle()
    stage.room = room  # type: ignore[attr-defined]  # the feed hangs on it
    stage.camera = FedCamera(stage, frame(name, blurred))  # type: ignore[arg-type]
    stage.settle()


def viewfinder(stage: Stage) -> None:
    stage.enter("report")
    room = stage.room_of("report")
    stage.frame.newReport()
    stage.settle()
    room.takePhoto("far")
    see(stage, room, "rubbish-far")


def blurred(stage: Stage) -> None:
    """What is said of a shot that shows little."""
    stage.enter("report")
    room = stage.room_of("report")
    stage.frame.newReport()
    stage.settle()
    room.takePhoto("far")
    see(stage, room, "rubbish-far", blurred=True)
    stage.click("camera.shutter")
    stage.until(lambda: room.camera.asking == "remark", "a word")


def ghost(stage: Stage) -> None:
    """After the work, with the photo of before over the picture."""
    room = stage.enter("cases")
    room.openCase(stage.cases["handling"])
    stage.until(lambda: bool(room.caseData.ready), "the case")
    room.start("feedback")
    stage.until(lambda: next(stage.of_type("FeedbackPage"), None) is not None, "the page")
    room.takePhoto("near")
    see(stage, room, "rubbish-after")


def recording(stage: Stage) -> None:
    """A voice note, to be listened to."""
    stage.enter("report")
    room = stage.room_of("report")
    stage.frame.newReport()
    stage.settle()
    room.voice.microphone = FedMicrophone(room)
    room.takeVoice()
    stage.click("voice.record")
    stage.until(lambda: room.voice._seconds() >= 1.5, "it is being recorded")
    stage.click("voice.record")
    stage.until(lambda: room.top() == "", "back at the form")
    stage.settle()
    room.viewPhoto(room.editor.view.photos[0].sha256)
    stage.until(lambda: len(room.player.bars) >= 3, "its waveform")


# The door


def door(stage: Stage) -> Any:
    """Who is there? Nothing opened on top of it."""
    stage.frame.signIn()
    stage.until(lambda: next(stage.of_type("SignInPage"), None) is not None, "the page")
    while next(stage.of_type("TourPage", "SetupPage"), None) is not None:
        QMetaObject.invokeMethod(next(stage.of_type("SignInPage")), "back", Qt.ConnectionType.DirectConnection)
        stage.settle()
    return stage.room_of("signIn")


def sign_in(stage: Stage) -> None:
    door(stage).comparing.forget()
    stage.until(lambda: stage.seen("signIn.send") is not None, "the form")


def sign_in_refused(stage: Stage) -> None:
    """Without a network nobody new can come in."""
    sign_in(stage)
    stage.type("signIn.hub", "https://hub.example.cn")
    stage.type("signIn.login", "wangfang")
    stage.type("signIn.password", "secret")
    stage.click("signIn.send")
    stage.until(lambda: stage.seen("signIn.problem") is not None or bool(stage.room_of("signIn").problem), "why not")


def sign_in_compare(stage: Stage) -> None:
    """Who answers at the address is known here by another fingerprint."""
    sign_in(stage)
    stage.type("signIn.hub", "https://chengguan.shinan.example.cn:8443/collect")
    stage.room_of("signIn").comparing.hear(Problem(
        Code.SETUP_INVALID, reason="new_key", fingerprint="FDSG MHJL OPJN G77O VSJX", known="QWMB 2XKA I6TD WWM5 NCE3"))
    stage.until(lambda: stage.seen("signIn.compared") is not None, "both of them")


def tour(cards: int, stage: Stage) -> None:
    sign_in(stage)
    stage.click("signIn.tour")
    for _ in range(cards):
        stage.click("tour.next")


def setup(stage: Stage) -> Any:
    sign_in(stage)
    stage.click("signIn.scan")
    return stage.room_of("signIn").setup


def setup_refused(stage: Stage) -> None:
    setup(stage).readText("https://hub.example.cn")
    stage.until(lambda: bool(stage.room_of("signIn").setup.problem), "why not")


def setup_scan(stage: Stage) -> None:
    setup(stage)
    stage.click("setup.scan")


def setup_offer(stage: Stage) -> None:
    at = int(devices.NOW.timestamp())
    told = Setup(hub="https://chengguan.shinan.example.cn:8443/collect", organisation="青岛市市南区城市运行管理中心", hub_id="hub-test",
                 key=public_of(KEY), issued=at, expires=at + 86_400, login="wangfang",
                 policies=Policies(pin=True, lock_minutes=3, originals_when_it_costs=True, daily_mb=200))
    setup(stage).readText(link_of(told, KEY))
    stage.until(lambda: stage.seen("setup.accept") is not None, "what it would do")


def unsigned(place: str, stage: Stage) -> None:
    """Somebody who begins without signing in."""
    if next(stage.of_type("SignInPage"), None) is not None:
        door(stage)
        stage.click("signIn.later")
    stage.enter(place)


def locked(step: str, stage: Stage) -> None:
    """A tablet that several people share: `step` is pin, people or form."""
    room = door(stage)
    room.look()
    stage.settle()
    if step == "people":
        room.showPeople()
    elif step == "form":
        room.showForm()
    stage.until(lambda: room.step == step, step)


def new_pin(stage: Stage) -> None:
    """The organisation of who works here asks for one. Nothing comes after this."""
    stage.ask(lambda desk: desk.set_setting(MUST_LOCK, "1"))
    room = door(stage)
    room.look()
    stage.until(lambda: room.step == "newPin", "a PIN is asked for")


def new_pin_differs(stage: Stage) -> None:
    new_pin(stage)
    stage.type("signIn.newPin", "314159")
    stage.type("signIn.pinAgain", "314195")
    stage.click("signIn.setPin")
    stage.until(lambda: bool(stage.room_of("signIn").problem), "why not")


def stopped(stage: Stage) -> None:
    """The store cannot be opened. Nothing comes after this."""
    stage.frame.worker.failed_to_open.emit(Problem(Code.DISK_FULL, free_bytes=8_000_000, needed_bytes=200_000_000))
