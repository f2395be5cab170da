"""The list model tells the view exactly what differs, and never resets."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from fieldclient.ui.parts.rows import RowModel, Shift, role_name


@dataclass(frozen=True)
class Row:
    id: str
    title: str
    due_text: str = ""
    marks: tuple[str, ...] = ()


@pytest.fixture
def model(qapp) -> RowModel:
    made = RowModel(Row)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def rows(*ids: str) -> list[Row]:
    return [Row(i, i.upper()) for i in ids]


def shown(model: RowModel) -> list[str]:
    title = next(role for role, name in model.roleNames().items() if name == b"title")
    return [model.data(model.index(i), title) for i in range(model.rowCount())]


def test_role_names_come_from_the_fields(model: RowModel) -> None:
    assert [bytes(name.data()).decode() for name in model.roleNames().values()] == ["rowId", "title", "dueText", "marks"]
    assert role_name("next_try_at") == "nextTryAt"


def test_any_list_becomes_any_other(model: RowModel) -> None:
    model.modelReset.connect(lambda: pytest.fail("a reset makes the view jump"))
    draw = random.Random(20261121)
    for _ in range(200):
        ids = draw.sample("abcdefghij", draw.randint(0, 10))
        model.replace(rows(*ids))
        assert shown(model) == [i.upper() for i in ids]
        assert model.property("count") == len(ids)


def test_a_change_tells_only_the_roles_that_differ(model: RowModel) -> None:
    model.replace(rows("a", "b"))
    told: list[tuple[int, list[int]]] = []
    model.dataChanged.connect(lambda first, last, roles: told.append((first.row(), list(roles))))
    model.replace([Row("a", "A"), replace(Row("b", "B"), due_text="soon")])
    due = next(role for role, name in model.roleNames().items() if name == b"dueText")
    assert told == [(1, [due])]


def test_the_same_rows_again_tell_nothing(model: RowModel) -> None:
    model.replace(rows("a", "b"))
    for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.rowsMoved):
        signal.connect(lambda *_: pytest.fail("nothing differs"))
    model.replace(rows("a", "b"))


def test_one_row_gone_is_one_removal(model: RowModel) -> None:
    model.replace(rows("a", "b", "c", "d"))
    gone: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda parent, first, last: gone.append((first, last)))
    model.rowsInserted.connect(lambda *_: pytest.fail("nothing is new"))
    model.replace(rows("a", "d"))
    assert gone == [(1, 2)]


def test_two_rows_with_one_id_are_a_mistake(model: RowModel) -> None:
    with pytest.raises(ValueError):
        model.replace(rows("a", "a"))


def test_lists_are_given_as_lists_and_the_rest_is_empty(model: RowModel) -> None:
    model.replace([Row("a", "A", marks=("x", "y"))])
    marks = next(role for role, name in model.roleNames().items() if name == b"marks")
    assert model.data(model.index(0), marks) == ["x", "y"]
    assert model.data(QModelIndex(), marks) is None
    assert model.data(model.index(0), 0) is None
    assert (model.indexOf("a"), model.indexOf("b")) == (0, -1)


def test_rows_that_are_spread_come_by_and_by(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldclient.ui.parts.rows.shift.takes_one", itertools.cycle((True, False)).__next__)  # one row a turn
    model = RowModel(Row, spread=True)
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for ids in ("abcd", "bxcay", "", "qrs", "srqa", "a"):
        model.replace(rows(*ids))
        assert [row.id for row in model.rows] == list(ids)  # whoever asks knows all of them at once
        seen = shown(model)
        while len(seen) < len(ids):
            assert seen == [i.upper() for i in ids if i.upper() in seen]  # in their order, whatever is missing
            model._bring()
            assert len(shown(model)) == len(seen) + 1
            seen = shown(model)
        assert seen == [i.upper() for i in ids]


def test_rows_that_are_spread_say_by_and_by_what_changed(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    time_for = [9]

    def takes_one() -> bool:
        time_for[0] -= 1
        return time_for[0] >= 0

    def bring(count: int) -> list[tuple[int, int]]:
        heard.clear()
        time_for[0] = count
        model._bring()
        time_for[0] = 0
        return heard

    monkeypatch.setattr("fieldclient.ui.parts.rows.shift.takes_one", takes_one)
    model, heard = RowModel(Row, spread=True), []
    model.replace([Row("a", "A"), Row("b", "B"), Row("c", "C")])
    model.dataChanged.connect(lambda first, last, roles: heard.append((first.row(), len(roles))))
    time_for[0] = 0
    model.replace([Row("c", "C!"), Row("a", "A!", marks=("x",)), Row("b", "B")])
    assert shown(model) == ["C!", "A!", "B"] and heard == []  # whoever asks is told at once
    assert bring(1) == [(0, 1)]
    model.replace([Row("d", "D"), Row("c", "C!!"), Row("a", "A!", due_text="now", marks=("x",)), Row("b", "B")])
    assert bring(1) == [(1, 3)] and shown(model) == ["C!!", "A!", "B"]  # what is there first, new rows next
    assert bring(9) == [(0, 1)] and shown(model) == ["D", "C!!", "A!", "B"]
    model.replace([Row("b", "b")])
    model.replace([])
    assert bring(9) == []  # of what has gone nothing is said


def test_a_row_that_takes_long_is_not_followed_by_another_in_the_same_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("fieldclient.ui.parts.rows.time.perf_counter", lambda: now[0])

    def turn(row_s: float) -> int:
        made = 0
        while shift.takes_one():
            now[0] += row_s
            shift.made()
            made += 1
        return made

    shift = Shift()
    for row_s, most in ((0.0001, 2), (0.003, 2), (0.005, 1), (0.03, 1), (3.0, 1)):
        assert turn(row_s) == most and turn(row_s) == 0  # and whoever comes in the same turn waits
        now[0] += 0.004
        assert turn(row_s) == 0
        now[0] += 0.0011
    shift.begins()
    now[0] += 0.02  # a row that could not wait
    shift.made()
    assert turn(0.001) == 0


def test_what_changes_while_rows_are_coming_comes_changed(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldclient.ui.parts.rows.shift.takes_one", itertools.cycle((True, False)).__next__)  # one row a turn
    model = RowModel(Row, spread=True)
    model.replace(rows("a", "b", "c"))
    model.append(rows("z"))
    model.update([Row("a", "first"), Row("c", "new"), Row("z", "last")])
    qtbot.waitUntil(lambda: shown(model) == ["first", "B", "new", "last"], timeout=60_000)  # the loop brings them
    model.replace(rows("y"))
    model.replace(rows("x"))
    qtbot.waitUntil(lambda: shown(model) == ["X"], timeout=60_000)
    assert model.property("count") == 1
