"""What a large batch leaves in SQLite's log is put in its place by whoever keeps the time, and is there before as well."""

from __future__ import annotations

from pathlib import Path

from sync.hub.db import sqlite
from sync.hub.db.database import FILE_NAME, Database, get_meta, set_meta


def write_many(database: Database, rows: int) -> None:
    with database.write() as connection:
        for number in range(rows):
            set_meta(connection, f"key {number}", "x" * 100)


def test_the_log_of_a_large_batch_is_emptied_by_the_clock_and_of_a_small_one_is_not(tmp_path: Path) -> None:
    database = Database(tmp_path)
    database._logged_rows = 0  # what making the tables wrote
    held = (tmp_path / FILE_NAME).stat().st_size
    write_many(database, 100)
    database.tidy()
    assert (tmp_path / FILE_NAME).stat().st_size == held
    write_many(database, sqlite.TIDY_ROWS)
    assert (tmp_path / FILE_NAME).stat().st_size == held  # the batch itself did not do it
    with database.read() as connection:
        assert get_meta(connection, f"key {sqlite.TIDY_ROWS - 1}") == "x" * 100
    database.tidy()
    assert (tmp_path / FILE_NAME).stat().st_size > held
    database.close()


def test_a_reader_of_what_was_before_is_not_waited_for_and_reads_on(tmp_path: Path) -> None:
    database = Database(tmp_path)
    write_many(database, 10)
    with database.read() as early:
        assert get_meta(early, "key 4000") is None
        write_many(database, sqlite.TIDY_ROWS + 1)
        database.tidy()
        assert get_meta(early, "key 4000") is None
    with database.read() as late:
        assert get_meta(late, "key 4000") is not None
    database.close()
