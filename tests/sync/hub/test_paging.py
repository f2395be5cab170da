"""Everything after a cursor in one answer: the same as page by page, goes on after a cut, and next to nothing when nothing is new."""

from __future__ import annotations

import gzip
import random
import tracemalloc
from collections.abc import Iterator

import pytest
import zstandard

from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.hub.http import bodies, paging
from sync.hub.http.server import HubServer
from sync.protocol import wire
from sync.protocol.feed import PAGES, Change, Page
from sync.protocol.problems import Problem
from sync.protocol.report import Kind
from tests.links.plan import LinkPlan
from tests.links.process import Link
from tests.sync.hub.test_http import Line
from tests.sync.hub.town import Device, Town

EMPTY_BYTES = 400  # up and down, every header counted


@pytest.fixture
def server(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.setattr(paging, "MAX_PAGE", 5)
    with HubServer(town.service, tick_s=3600) as server:
        yield server


@pytest.fixture
def me(town: Town) -> Device:
    me = town["wangfang"]
    for number in range(12):
        me.report(kind=Kind.SUGGESTION, description=f"第 {number} 条建议\n另起一行", arrive=False)
    return me


def hub_of(me: Device, url: str) -> HttpHub:
    hub = HttpHub(Exchange(url, me.device, lambda: me.hub.token))  # type: ignore[attr-defined]
    hub.hello()
    return hub


def changes_of(pages: list[Page]) -> list[Change]:
    return [change for page in pages for change in page.changes]


def test_one_answer_tells_what_page_by_page_tells(me: Device, server: HubServer) -> None:
    hub = hub_of(me, server.url)
    assert hub.tells_pages
    pages = list(hub.pages(None))
    told, cursor = me.pull_all(limit=5)
    assert changes_of(pages) == told and pages[-1].cursor == cursor and len(pages) > 2
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False] and pages[0].snapshot
    me.report(kind=Kind.SUGGESTION, arrive=False)
    assert changes_of(list(hub.pages(cursor))) == me.pull_all(cursor)[0]
    hub.close()


def test_the_first_page_is_small_so_that_the_device_begins_early(
    me: Device, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "FIRST_CHANGES", 2)
    hub = hub_of(me, server.url)
    pages = list(hub.pages(None))
    assert [len(page.changes) for page in pages[:2]] == [2, 5] and changes_of(pages) == me.pull_all(limit=5)[0]
    hub.close()


def test_an_answer_that_is_cut_goes_on_from_the_last_whole_page(me: Device, server: HubServer) -> None:
    hub = hub_of(me, server.url)
    whole = changes_of(list(hub.pages(None)))
    draw = random.Random(1)
    cursor, told = None, list[Change]()
    for _ in range(100):
        pages = hub.pages(cursor)
        more = True
        for page in pages:
            told += page.changes
            cursor, more = page.cursor, page.more
            if draw.random() < 0.5:
                hub.cut()
                break
        if not more:
            break
    assert told == whole
    hub.close()


def test_a_device_without_zstd_gets_plain_lines(me: Device, server: HubServer, town: Town) -> None:
    line = Line(town, server)
    answer = line.ask("GET", f"{wire.PATH_PULL}?pages=1", headers={"Accept-Encoding": "identity"}, stream=True)
    assert answer.headers["Content-Type"] == PAGES and "Content-Encoding" not in answer.headers
    pages = [wire.decode(text, Page) for text in answer.raw.read().splitlines()]
    assert changes_of(pages) == me.pull_all(limit=5)[0]
    line.session.close()


def test_nothing_new_is_one_small_question_and_one_small_answer(me: Device, server: HubServer) -> None:
    _, cursor = me.pull_all()
    with Link(LinkPlan(), server.port) as link:
        hub = HttpHub(Exchange(link.url, me.device, lambda: me.hub.token))  # type: ignore[attr-defined]
        assert list(hub.pages(cursor)) == []
        hub.close()
        counters = link.counters()
    assert counters["requests"] == 1
    assert counters["up_bytes"] + counters["down_bytes"] <= EMPTY_BYTES


def test_a_push_packed_with_zstd_is_bounded_while_it_is_unpacked(town: Town, server: HubServer) -> None:
    line = Line(town, server)
    for body, status in (
        (zstandard.compress(b'{"mutations":[]}'), 200), (zstandard.compress(b" " * (wire.MAX_PUSH_BYTES + 1)), 413), (b"no", 422),
    ):
        answer = line.ask("POST", wire.PATH_PUSH, data=body, headers={"Content-Encoding": "zstd"})
        assert answer.status_code == status, body[:20]
    line.session.close()
    for unpack, bomb in ((bodies.unzstd, zstandard.compress(bytes(10**8))), (bodies.unpack, gzip.compress(bytes(10**8), 1))):
        tracemalloc.start()
        try:
            with pytest.raises(bodies.TooLarge):
                unpack(bomb, 1000)
            assert tracemalloc.get_traced_memory()[1] < 10**6, "it was unpacked first and measured then"
        finally:
            tracemalloc.stop()
    with pytest.raises(Problem):
        bodies.unzstd(zstandard.compress(b"x" * 100)[:-20], 1000) or bodies.decode_batch(b"")
