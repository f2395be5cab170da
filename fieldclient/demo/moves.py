"""What a person does at the window, as sequences of clicks and keys on what they see."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fieldclient.demo.photos import lay_out
from fieldclient.demo.processes import StoryBroken, WindowProcess

DEMO_PLACE = (36.0667, 120.3823)  # in the demonstration district, for photos that do not say where they were taken

PIN = "258014"


class Person:
    """Somebody with a tablet."""

    def __init__(self, window: WindowProcess, home: Path, login: str, hub_url: str) -> None:
        self.window = window
        self.login = login
        self._pictures = home / "Pictures"
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._hub_url = hub_url

    def start(self) -> None:
        self.window.start()

    def sign_in(self) -> None:
        do = self.window.do
        do("wait", name="signIn.send")
        do("wait_text", name="signIn.hub", text=self._hub_url)
        do("type", name="signIn.login", text=self.login)
        do("type", name="signIn.password", text=f"{self.login}-demo")
        do("click", name="signIn.send")
        do("wait", name="home.newReport")

    def keep_sign_in(self) -> None:
        """On a machine without a secret service the sign-in is kept under a PIN. With one there is nothing to do."""
        do = self.window.do
        self.wait_for("the window to know how the sign-in is kept", lambda: self.window.ask("link")["safe"])
        if self.window.ask("link")["safe"] == "memory":
            do("click", name="rail.me")
            do("type", name="me.pin", text=PIN)
            do("click", name="me.setPin")
            do("wait", name="me.removePin")
            do("click", name="rail.home")

    def come_back(self) -> None:
        """After a start: the PIN, where the sign-in is kept under one."""
        self.window.start()
        self.wait_for("the window to know who works here", lambda: self.window.ask("link")["safe"])
        if self.window.ask("link")["locked"]:
            self.window.do("type", name="signIn.pin", text=PIN)
            self.window.do("click", name="signIn.send")
            self.window.do("wait", name="signIn.pin", gone=True)
        self.window.do("wait", name="home.newReport")

    def shot(self, path: Path, after_s: float = 0.0) -> None:
        """A picture of the window. after_s: as long as photos take to be compared, where that is to be seen."""
        if after_s:
            self.window.do("settle", seconds=after_s)
        self.window.do("shot", path=str(path))

    # A report

    def begin_report(self, photos: Sequence[Path]) -> None:
        self.window.do("click", name="rail.report")
        self.window.do("wait", name="report.submit")
        self._pick("report.photos.add", photos)

    def _pick(self, button: str, photos: Sequence[Path]) -> None:
        do = self.window.do
        lay_out(photos, self._pictures)
        do("click", name=button)
        do("wait", name="picker.grid")
        for number in range(len(photos)):
            do("wait", name=f"picker.file.{number}")
            do("click", name=f"picker.file.{number}")
        do("click", name="picker.confirm")
        do("wait", name="picker.grid", gone=True)

    def choose_what(self, search: str, code: str) -> None:
        do = self.window.do
        do("click", name="report.what")
        do("type", name="category.search", text=search)
        do("click", name=f"category.row.{code}")
        do("wait", name="category.search", gone=True)

    def say(self, text: str) -> None:
        self.window.do("type", name="report.text", text=text)

    def place_if_unknown(self, draft: dict[str, Any]) -> bool:
        """Photos without a position: the place is set by hand. Tells whether it had to be."""
        if draft.get("position") is not None:
            return False
        do = self.window.do
        do("click", name="report.where")
        do("type", name="place.latitude", text=str(DEMO_PLACE[0]), instead=True)
        do("type", name="place.longitude", text=str(DEMO_PLACE[1]), instead=True)
        do("click", name="place.save")
        do("wait", name="report.submit")
        return True

    def submit_report(self) -> None:
        self.window.do("click", name="report.submit")
        self.window.do("wait", name="report.submit", gone=True)

    # A case

    def open_case(self, case_id: str) -> None:
        """Through the list of cases, as a person would."""
        do = self.window.do
        do("click", name="rail.cases")
        do("click", name="cases.which.all")
        do("wait", name="cases.row.0")
        rows = self.window.ask("cases")
        number = next((i for i, row in enumerate(rows) if row["id"] == case_id), None)
        if number is None:
            raise StoryBroken(f"{self.login} does not see the case {case_id}")
        do("click", name=f"cases.row.{number}")
        do("wait", name="case.stage")

    def act(self, name: str) -> None:
        self.window.do("click", name=f"case.act.{name}")

    def gather(self, prefix: str, photos: Sequence[Path]) -> None:
        self._pick(f"{prefix}.photos.add", photos)

    def set_signal(self, on: bool) -> None:
        """The 'no signal' switch on the page about me."""
        self.window.do("click", name="rail.me")
        self.window.do("wait", name="me.offline")
        self.window.do("click", name="me.offline")
        wanted = ("online", "syncing", "starting") if on else ("offline",)
        self.wait_for(f"the signal {'back' if on else 'off'}", lambda: self.window.ask("link")["state"] in wanted)

    def sync(self) -> None:
        """The button in the outbox, and a whole cycle after it."""
        before = self.window.ask("cycles")["count"]
        self.window.do("click", name="strip")
        self.window.do("click", name="outbox.sync")
        self.wait_for("a cycle", lambda: self.window.ask("cycles")["count"] > before)

    def wait_for(self, what: str, holds: Callable[[], Any], seconds: float = 150.0) -> None:
        """Look again and again until it holds."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise StoryBroken(f"{self.login}: {what} did not come within {seconds:g} s")
            time.sleep(0.15)

    def wait_state(self, states: tuple[str, ...]) -> None:
        """Until the strip's network word would be one of these."""
        self.wait_for(f"the link to be {' or '.join(states)}", lambda: self.window.ask("link")["state"] in states)

    def wait_stage(self, case_id: str, stage: str) -> None:
        """Until this person's own device shows the case at this stage."""
        self.wait_for(f"stage {stage}", lambda: any(
            row["id"] == case_id and row["stage"] == stage for row in self.window.ask("cases")))
