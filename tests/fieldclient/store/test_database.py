"""The one SQLite file: durable settings, whole transactions, errors as problems, one writer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fieldclient.store import Store
from fieldclient.store.database import Database, problem_of
from fieldclient.store.migrations import KNOWN, migrate
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import filed, open_store, photo


def test_every_thread_commits_to_the_disk(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    found: list[tuple[object, ...]] = []

    def look() -> None:
        names = ("journal_mode", "synchronous", "foreign_keys", "journal_size_limit", "busy_timeout")
        found.append(tuple(store.database.read(f"PRAGMA {name}")[0][0] for name in names))

    look()
    other = threading.Thread(target=look)
    other.start()
    other.join()
    assert found == [("wal", 2, 1, 16 * 1024 * 1024, 5000)] * 2
    store.close()


def test_a_change_is_whole_or_nothing_however_deep(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(RuntimeError), store.database.change():
        store.settings.put("outer", "1")
        with store.database.change():
            store.settings.put("inner", "1")
        raise RuntimeError
    assert (store.settings.get("outer"), store.settings.get("inner")) == (None, None)
    store.close()


def test_writers_of_two_threads_take_turns(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    threads = [threading.Thread(target=lambda: [store.settings.next_seq() for _ in range(50)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.settings.next_seq() == 201
    store.close()


def test_a_reader_never_waits_for_a_change_that_is_open(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    seen: list[str | None] = []
    with store.database.change():
        store.settings.put("name", "new")
        reader = threading.Thread(target=lambda: seen.append(store.settings.get("name")))
        reader.start()
        reader.join(60)
    assert seen == [None]
    assert store.settings.get("name") == "new"
    store.close()


def test_a_kept_answer_is_never_older_than_the_last_change(tmp_path: Path) -> None:
    """Neither in another thread, nor inside a change that is open, nor after one that was undone."""
    store = open_store(tmp_path)
    settings, database = store.settings, store.database
    told: list[str | None] = []

    def another_thread() -> None:
        own = threading.Thread(target=lambda: told.append(settings.get("mine")))
        own.start()
        own.join()

    settings.put("mine", "1")
    assert settings.get("mine") == settings.get("mine") == "1"
    another_thread()
    with database.change():
        settings.put("mine", "2")
        assert settings.get("mine") == "2"
        another_thread()
    another_thread()
    assert settings.get("mine") == "2" and told == ["1", "1", "2"]
    with pytest.raises(KeyError), database.change():
        settings.put("mine", "3")
        assert settings.get("mine") == "3"
        raise KeyError
    assert settings.get("mine") == "2"
    beside = Database(database.path, read_only=True)
    assert beside.kept("SELECT value FROM settings WHERE name = ?", "mine")["value"] == "2"  # type: ignore[index]
    settings.put("mine", "4")
    assert beside.kept("SELECT value FROM settings WHERE name = ?", "mine")["value"] == "4"  # type: ignore[index]

    def rows(of: Database) -> list[str]:
        return [row["value"] for row in of.kept_rows("SELECT value FROM settings WHERE name = ?", "mine")]
    assert rows(database) == rows(database) == rows(beside) == ["4"]
    with pytest.raises(RuntimeError), database.change():
        settings.put("mine", "5")
        assert rows(database) == ["5"]
        raise RuntimeError
    assert rows(database) == ["4"]
    settings.put("mine", "6")
    assert rows(database) == rows(beside) == ["6"]
    beside.close()
    store.close()


@pytest.mark.parametrize(("sqlite_code", "code"), [
    (sqlite3.SQLITE_BUSY, Code.STORE_BUSY),
    (sqlite3.SQLITE_LOCKED, Code.STORE_BUSY),
    (sqlite3.SQLITE_FULL, Code.DISK_FULL),
    (sqlite3.SQLITE_IOERR | (3 << 8), Code.DISK_FAILED),
    (sqlite3.SQLITE_READONLY, Code.DISK_FAILED),
])
def test_what_sqlite_says_becomes_a_problem(sqlite_code: int, code: Code) -> None:
    error = sqlite3.OperationalError("whatever")
    error.sqlite_errorcode = sqlite_code
    assert problem_of(error).code is code


def test_a_full_disk_undoes_the_change_and_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    pages = store.database.number("PRAGMA page_count")
    store.database.read(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Problem) as told, store.database.change():
        store.settings.put("small", "1")
        store.settings.put("large", "x" * 100_000)
    assert told.value.code is Code.DISK_FULL
    assert store.settings.get("small") is None
    store.database.read(f"PRAGMA max_page_count = {pages + 1000}")
    store.settings.put("small", "2")
    assert store.settings.get("small") == "2"
    store.close()


# One process at a time


def test_a_second_copy_is_told_so_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(Problem) as told:
        Store(tmp_path)
    assert told.value.code is Code.STORE_BUSY
    filed(store, photo())
    store.close()
    store.close()
    Store(tmp_path).close()


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    code = "import sys\nfrom pathlib import Path\nfrom fieldclient.store import Store\nstore = Store(Path(sys.argv[1]))\n" \
           "print('open', flush=True)\nsys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[3],
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        assert child.stdout.readline() == "open\n"
        with pytest.raises(Problem, match="store_busy"):
            Store(tmp_path)
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    Store(tmp_path).close()


def test_a_tool_reads_while_the_app_runs(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    mutation = filed(store, photo())
    tool = Store(tmp_path, read_only=True)
    assert [entry.id for entry in tool.outbox.open_of("p-wang")] == [mutation.id]
    with pytest.raises(Problem):
        tool.settings.put("language", "en")
    second = filed(store, photo(2))
    assert [entry.id for entry in tool.outbox.open_of("p-wang")] == [mutation.id, second.id]
    tool.close()
    store.close()
    later = Store(tmp_path, read_only=True)
    assert len(later.outbox.open_of("p-wang")) == 2
    later.close()


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    folder = tmp_path / "我的 数据?#%41"
    store = open_store(folder)
    mutation = filed(store, photo())
    store.close()
    again = open_store(folder)
    assert again.outbox.mutation(mutation.id) == mutation
    assert sorted(path.name for path in tmp_path.iterdir()) == ["我的 数据?#%41"]
    again.close()


# Migrations


def test_the_tables_come_step_by_step_and_once(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    rows = store.database.read("SELECT name FROM _sqlite_migrations ORDER BY id")
    assert tuple(row["name"] for row in rows) == KNOWN
    migrate(store.database)
    assert store.database.number("SELECT COUNT(*) FROM _sqlite_migrations") == len(KNOWN)
    store.close()


def test_a_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    filed(store, photo())
    store.database.write("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fieldclient', 'm9999_later', 'x')")
    store.close()
    before = (tmp_path / "store.sqlite3").read_bytes()
    with pytest.raises(Problem) as told:
        Store(tmp_path)
    assert told.value.code is Code.STORE_NEWER
    assert told.value.facts == {"found": "m9999_later", "known": KNOWN[-1]}
    assert (tmp_path / "store.sqlite3").read_bytes() == before


def test_a_step_that_breaks_off_leaves_the_steps_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(tmp_path / "store.sqlite3")
    from fieldclient.store import migrations

    def broken(db: object) -> None:
        db.execute("CREATE TABLE half (x)")  # type: ignore[attr-defined]
        raise sqlite3.OperationalError("power cut")

    broken.__name__ = "m0003_drafts"
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS[:2], broken, *migrations.STEPS[3:]))
        with pytest.raises(Problem):
            migrate(database)
    names = {row["name"] for row in database.read("SELECT name FROM sqlite_master")}
    assert "media" in names and "half" not in names and "drafts" not in names
    migrate(database)
    assert database.number("SELECT COUNT(*) FROM drafts") == 0
    database.close()
