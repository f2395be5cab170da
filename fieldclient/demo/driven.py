"""A client like any other, with a hand at its window (`driver.Hand`) and an ear for what it knows. A process of its own."""

from __future__ import annotations

import sys
import time
from typing import Any

import msgspec

from fieldclient.demo.driver import Hand, NotThere, pause
from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser
from fieldclient.work import views
from sync.engine.trip import CycleReport

ANSWER_S = 60.0


class Ear:
    """What the device knows, asked on the store's thread: the demo checks with it and never changes anything by it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._cycles: list[CycleReport] = []
        client.link.cycled.connect(self._cycles.append)

    def __call__(self, what: str, about: dict[str, Any]) -> Any:
        if what == "cycles":
            last = self._cycles[-1] if self._cycles else None
            return {"count": len(self._cycles), "last": last and {**_plain(last), "moved_nothing": last.moved_nothing}}
        if what == "link":
            status = self._client.link.status
            return {"state": status.state.value if status else "starting", "problem": _plain(status and status.problem),
                    "safe": self._client.link.safe_kind, "locked": self._client.link.locked}
        return _plain(self._desk(_QUESTIONS[what], about))

    def _desk(self, question: Any, about: dict[str, Any]) -> Any:
        came: list[tuple[bool, Any]] = []
        self._client.worker.ask(lambda desk: question(desk, **about), lambda value: came.append((True, value)),
                                lambda problem: came.append((False, problem)))
        deadline = time.monotonic() + ANSWER_S
        while not came:
            if time.monotonic() > deadline:
                raise NotThere("the store does not answer")
            pause(5)
        went, value = came[0]
        if not went:
            raise NotThere(f"the store answers {value}")
        return value


def _files(desk: Any, case_id: str) -> list[dict[str, Any]]:
    """The case's files as this device knows them: hash, use and where they are."""
    page = desk.case(case_id)
    return [{"sha256": photo.sha256, "usage": photo.usage, "delivery": photo.delivery, "here": photo.path is not None}
            for photo in (*page.before, *page.after, *page.others)]


_QUESTIONS = {
    "status": lambda desk: desk.status(),
    "outbox": lambda desk, arrived=False: desk.outbox(arrived=arrived),
    "cases": lambda desk, which="all": desk.cases(views.Lookup(which=which)),
    "case": lambda desk, case_id: desk.case(case_id),
    "files": _files,
    "drafts": lambda desk: desk.drafts(),
    "home": lambda desk: desk.home(),
}


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=str, str_keys=True)


def main(arguments: list[str]) -> int:
    engine.go_offscreen()
    application = engine.application(["fieldclient"])
    client = Client(parser().parse_args(arguments))
    try:
        window = client.open()
        hand = Hand(window, Ear(client))
        hand.say({"ok": True, "started": True})
        return application.exec()
    finally:
        client.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
