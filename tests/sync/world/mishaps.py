"""Everything that can happen to a question on its way to the hub, as values.

Answers that are none of the hub's, or not about the question, go through the device's own reading of HTTP answers
(`sync.engine.answers`, `sync.engine.link`): what a portal's page means is decided by the code that decides it in the field.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from requests.structures import CaseInsensitiveDict

from sync.engine import answers
from sync.engine.answers import Answer
from sync.engine.clock import Clock
from sync.engine.exchange import Question
from sync.engine.link import HttpHub
from sync.protocol.wire import HEADER_HUB, HEADER_PROBLEM, HEADER_WIRE


@dataclass(frozen=True, slots=True)
class Mishap:
    """What befalls the `at`-th question of a cycle, or the first one called `of` from there on. `value`: seconds, a part of a
    hundred, or the choice of an answer."""

    kind: str
    at: int
    value: int = 0
    of: str = ""


# What is told of each in a story.
KINDS = {
    "cut_before": "the link breaks before {question} leaves",
    "lost_reply": "the answer to {question} is lost on the way back",
    "late": "{question} seems lost and reaches the hub {value} s later",
    "twice": "{question} reaches the hub twice",
    "again_later": "{question} reaches the hub a second time {value} s later",
    "slow": "the answer to {question} takes {value} s",
    "half": "of {question} only {value} % arrives",
    "strange": "{question} is answered with {answer}",
    "stale": "{question} never reaches the hub, and is answered with the answer to an earlier one",
    "garbled": "of {question} one byte is changed on the way",
    "switch": "while {question} is under way somebody else signs in on this device",
    "device_off": "the device's power goes {value} moments after the answer to {question}",
    "hub_off": "the hub's power goes at its durable step {value}, during {question}",
}


def tell(mishap: Mishap) -> str:
    answer = ANSWERS[mishap.value % len(ANSWERS)][0]
    question = f"the first {mishap.of} from question {mishap.at + 1} on" if mishap.of else f"question {mishap.at + 1}"
    return KINDS[mishap.kind].format(question=question, value=mishap.value, answer=answer)


_OURS = {HEADER_WIRE: "1", HEADER_HUB: "the-hub", "Content-Type": "application/json"}


def _ours(status: int, code: str, **more: Any) -> tuple[int, dict[str, str], bytes]:
    problem = json.dumps({"code": code, "facts": more.pop("facts", {}), "next": more.pop("next", "retry")})
    return status, {**_OURS, HEADER_PROBLEM: problem, **more.pop("headers", {})}, problem.encode()


def _page(status: int, text: str = "<html>Please sign in to the hotel</html>", **headers: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "text/html; charset=utf-8", **headers}, text.encode()


ANSWERS: tuple[tuple[str, tuple[int, dict[str, str], bytes]], ...] = (
    ("a hotel's page (200)", _page(200)),
    ("a hotel's JSON (200)", (200, {"Content-Type": "application/json"}, b'{"receipts":[],"hub_time":"2026-11-23T00:00:00Z"}')),
    ("a way to the hotel's page (302)", _page(302, "", Location="http://portal.example/sign-in")),
    ("401 of the hub", _ours(401, "sign_in_expired", next="ask")),
    ("403 of the hub", _ours(403, "forbidden", next="stop")),
    ("a proxy's page (403)", _page(403, "<html>blocked by policy</html>")),
    ("429 of the hub", _ours(429, "hub_busy", headers={"Retry-After": "7"})),
    ("500 of the hub", _ours(500, "internal", facts={"reference": "abc"})),
    ("502 of a gateway", _page(502, "<html>bad gateway</html>")),
    ("503 of a gateway", _page(503, "<html>maintenance</html>", **{"Retry-After": "30"})),
    ("504 of a gateway", (504, {}, b"")),
    ("half of an answer of the hub", (200, dict(_OURS), b'{"receipts":[{"mutation":"0')),
    ("another hub's no (401)", _ours(401, "sign_in_needed", headers={HEADER_HUB: "another-hub"}, next="ask")),
    ("507 of the hub", _ours(507, "quota_full", facts={"limit_bytes": 1})),
    ("an empty 200", (200, {}, b"")),
)


class _Canned:
    """In place of `sync.engine.exchange.Exchange`: whatever is asked, this is the answer, judged as the real one judges it."""

    url, host, hub_id = "https://hub.example", "hub.example", None

    def __init__(self, number: int, clock: Clock) -> None:
        self._answer, self.clock = ANSWERS[number % len(ANSWERS)][1], clock

    def ask(self, question: Question) -> Answer:
        status, headers, body = self._answer
        if question.method == "HEAD":
            body = b""
        answer = Answer(
            status=status, headers=CaseInsensitiveDict(headers), body=body, host="hub.example", media=question.media
        )
        problem = answers.problem_of(answer, self.clock.now())
        if problem is not None:
            raise problem
        return answer

    def stream(self, question: Question) -> tuple[Answer, Any]:
        answer = self.ask(question)
        return answer, _NoPieces(answer.body)


class _NoPieces:
    def __init__(self, body: bytes) -> None:
        self._pieces = [body] if body else []
        self.skip_bytes = 0

    def __iter__(self) -> _NoPieces:
        return self

    def __next__(self) -> bytes:
        if not self._pieces:
            raise StopIteration
        return self._pieces.pop()

    def close(self) -> None:
        self._pieces.clear()


def strange(number: int, clock: Clock, ask: Callable[[HttpHub], Any]) -> Any:
    """What the device makes of this answer to this question: a Problem, or what it takes it for."""
    return ask(HttpHub(_Canned(number, clock)))  # type: ignore[arg-type]
