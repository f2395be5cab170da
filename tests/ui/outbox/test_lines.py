"""Why something waits, what happens next, and what a person can do: one table of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldclient.ui.outbox.lines import aside_sentence, outbox_line
from fieldclient.ui.words import Words
from fieldclient.work.views import Delivery, OutboxRow
from sync.engine.runner import LinkState, LinkStatus
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Code, Problem

NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
ONLINE = LinkStatus(state=LinkState.ONLINE)
AWAY = LinkStatus(state=LinkState.OFFLINE, problem=Problem(Code.NO_NETWORK).to_wire(), next_try_at=NOW + timedelta(seconds=40))
SYNCING = LinkStatus(state=LinkState.SYNCING, problem=Problem(Code.NO_NETWORK).to_wire())


def row(**more) -> OutboxRow:
    return OutboxRow(**{
        "mutation_id": "m1", "case_id": "c1", "act": Act.SUBMIT, "title_zh": "井盖破损", "title_en": "Broken manhole cover",
        "reference": "草-7F3K", "thumbnail": None, "made_at": NOW - timedelta(minutes=7), "delivery": Delivery.WAITING,
        "record_arrived": False, "files": 2, "files_arrived": 0, "sent_bytes": 0, "total_bytes": 3_400_000, "attempts": 0,
        "next_try_at": None, "problem": None, **more})


@pytest.mark.parametrize(("waiting", "link", "signed_in", "why"), [
    (row(), AWAY, True, "没有网络，已存好，联网后自动发送。"),
    (row(), ONLINE, True, "排队等待发送"),
    (row(), SYNCING, True, "排队等待发送"),
    (row(), None, True, "排队等待发送"),
    (row(), AWAY, False, "登录后自动发送"),
    (row(delivery=Delivery.TRAVELLING), SYNCING, True, "正在发送"),
    (row(record_arrived=True, files_arrived=1), ONLINE, True, "记录已送达，照片还剩 1 个文件"),
    (row(problem=Problem(Code.HUB_BUSY, retry_after_s=120)), ONLINE, True, "服务器繁忙，2 分后自动重试。"),
    (row(delivery=Delivery.REFUSED, problem=Problem(Code.PART_MISSING, parts="near_photo")), AWAY, True,
     "还缺：近景照片。已存为草稿。"),
    (row(delivery=Delivery.ARRIVED, record_arrived=True, files_arrived=2), ONLINE, True, ""),
])
def test_why(waiting: OutboxRow, link: LinkStatus | None, signed_in: bool, why: str) -> None:
    assert outbox_line(waiting, link, signed_in, Words("zh"), NOW).why == why


@pytest.mark.parametrize(("waiting", "link", "told"), [
    (row(), ONLINE, ""),
    (row(), AWAY, "next try in 40 s"),
    (row(next_try_at=NOW + timedelta(minutes=5)), AWAY, "next try in 5 min"),
    (row(next_try_at=NOW - timedelta(minutes=5)), ONLINE, ""),
    (row(delivery=Delivery.REFUSED, problem=Problem(Code.FORBIDDEN)), AWAY, ""),
    (row(delivery=Delivery.ARRIVED), AWAY, ""),
])
def test_when_it_is_tried_again(waiting: OutboxRow, link: LinkStatus, told: str) -> None:
    assert outbox_line(waiting, link, True, Words("en"), NOW).next_try == told


@pytest.mark.parametrize(("sent", "total", "progress", "text"), [
    (0, 3_400_000, 0.0, "0 kB / 3.4 MB"), (1_700_000, 3_400_000, 0.5, "1.7 MB / 3.4 MB"), (0, 0, 0.0, "0 kB / 0 kB"),
    (5, 3, 1.0, "1 kB / 1 kB"),
])
def test_progress(sent: int, total: int, progress: float, text: str) -> None:
    line = outbox_line(row(sent_bytes=sent, total_bytes=total), ONLINE, True, Words("zh"), NOW)
    assert (line.progress, line.progress_text) == (progress, text)


@pytest.mark.parametrize(("code", "retry", "edit"), [
    (Code.PART_MISSING, True, True), (Code.VERSION_CONFLICT, False, True), (Code.TOO_LATE, False, True),
    (Code.ID_REUSED, False, False), (Code.WIRE_TOO_NEW, True, False), (Code.FORBIDDEN, False, True),
])
def test_which_buttons_help(code: Code, retry: bool, edit: bool) -> None:
    line = outbox_line(row(delivery=Delivery.REFUSED, problem=Problem(code)), ONLINE, True, Words("zh"), NOW)
    assert (line.can_retry, line.can_edit) == (retry, edit)


def test_a_refused_one_without_a_reason_still_says_something() -> None:
    line = outbox_line(row(delivery=Delivery.REFUSED), ONLINE, True, Words("en"), NOW)
    assert "went wrong" in line.why


def test_the_title_names_the_act_and_the_matter() -> None:
    assert outbox_line(row(), ONLINE, True, Words("zh"), NOW).title == "上报 · 井盖破损"
    assert outbox_line(row(title_zh="", title_en=""), ONLINE, True, Words("en"), NOW).title == "Report"
    assert outbox_line(row(), ONLINE, True, Words("en"), NOW).when == "7 min ago"


def test_what_could_not_be_read_is_told_and_nothing_else_is() -> None:
    assert aside_sentence(0, Words("zh")) == ""
    assert aside_sentence(2, Words("zh")) == "有 2 项无法读取，已单独保存，没有删除；其他不受影响。"
    assert aside_sentence(1, Words("en")) == "Could not be read, set apart and kept: 1. Nothing was deleted; the rest is fine."
