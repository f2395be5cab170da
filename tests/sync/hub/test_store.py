"""The database: migrations, constraints, durability settings; and the seed that fills it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from sync.hub.db import case_rows, tables
from sync.hub.db.database import FILE_NAME, HEAD, Database, bump
from sync.hub.db.migrate import config
from sync.hub.seed import check_seed, read_seed
from sync.hub.steps import broken_at
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from tests.sync.hub.town import SEED, Town


def test_migrations_lead_to_the_tables_and_head_is_the_newest(tmp_path: Path) -> None:
    database = Database(tmp_path / "空 folder 100%")
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert ScriptDirectory.from_config(config(connection)).get_heads() == [HEAD]
    database.close()
    Database(tmp_path / "空 folder 100%").close()
    assert (tmp_path / "空 folder 100%").stat().st_mode & 0o077 == 0


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(Problem) as newer:
        Database(tmp_path)
    assert newer.value.code is Code.STORE_NEWER and newer.value.facts == {"found": "9999", "known": HEAD}


def test_every_commit_is_durable(tmp_path: Path) -> None:
    database = Database(tmp_path)
    for transaction in (database.read, database.write):
        with transaction() as connection:
            def pragma(name: str, connection: Any = connection) -> Any:
                return connection.execute(text(f"PRAGMA {name}")).scalar()

            assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
            assert pragma("busy_timeout") >= 5000
    database.close()


def test_numbers_have_no_gaps_whoever_counts(tmp_path: Path) -> None:
    databases = [Database(tmp_path) for _ in range(2)]  # as two processes would
    got: list[int] = []

    def count(database: Database) -> None:
        for turn in range(25):
            try:
                with database.write() as connection:
                    number = bump(connection, "x")
                    if turn % 5 == 0:
                        raise ValueError
                    got.append(number)
            except ValueError:
                continue

    threads = [threading.Thread(target=count, args=(database,)) for database in databases * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 81))
    for database in databases:
        database.close()


def test_what_must_be_unique_is_held_by_the_database(town: Town) -> None:
    first, second = town["wangfang"].report(), town["wangfang"].report()
    service = town.service
    with service.database.read() as connection:
        kept = connection.execute(tables.mutations.select()).first()
        sent = connection.execute(tables.uploads.select()).first()
    for table, row in ((tables.mutations, kept), (tables.uploads, sent)):
        with pytest.raises(IntegrityError), service.database.write() as connection:
            connection.execute(insert(table).values(**row._mapping))
    number = town.case(second).number
    with pytest.raises(IntegrityError), service.database.write() as connection:
        connection.execute(tables.cases.update().where(tables.cases.c.id == first).values(number=number))


def test_the_timeline_can_only_grow(town: Town) -> None:
    case_id = town["wangfang"].report()
    for statement in ("UPDATE steps SET body = '{}'", "DELETE FROM steps"):
        with pytest.raises(DBAPIError, match="append-only"), town.service.database.write() as connection:
            connection.execute(text(statement))
    with sqlite3.connect(town.folder / FILE_NAME) as raw:  # somebody with the file and a reason
        raw.execute("DROP TRIGGER steps_no_update")
        raw.execute("UPDATE steps SET body = replace(body, '\"system\"', '\"leader\"') WHERE seq = 2")
    raw.close()
    with town.service.database.read() as connection:
        chain = case_rows.chain_of(connection, case_id)
    assert broken_at(chain) == 1
    assert broken_at(chain[:1]) is None
    assert broken_at(chain[2:]) == 0  # a removed head is found too


# The seed


def test_the_demonstration_seed_is_sound(town: Town) -> None:
    check_seed(read_seed(SEED), town.service.world().catalogue)
    people = town.service.world().people.values()
    assert {role for person in people for role in person.roles} == set(Role) - {Role.SYSTEM}
    departments = {person.department for person in people if person.department}
    assert departments == {one.code for one in town.service.world().settings.departments}


def test_loading_again_changes_nothing_and_signs_nobody_out(town: Town) -> None:
    wang = town["wangfang"]
    report = town.service.load_seed(SEED)
    assert (report.added, report.updated, report.retired) == (0, 0, 0)
    assert wang.hub.pull(None).snapshot


def test_who_is_not_in_the_seed_is_kept_but_cannot_sign_in(town: Town) -> None:
    case_id = town["wangfang"].report()
    town.retire("wangfang")
    assert town.service.world().people["wangfang"].active is False
    assert town.dossier(case_id).names["wangfang"] == "王芳"
    town.change_person("wangfang", team="x")
    assert town.sign_in("wangfang").hub.pull(None).snapshot


def test_a_new_password_ends_the_old_tokens(town: Town) -> None:
    wang = town["wangfang"]
    town.change_person("wangfang", password="another-one")
    with pytest.raises(Problem) as out:
        wang.hub.pull(None)
    assert out.value.code is Code.SIGN_IN_EXPIRED


def text_of(**changes: tuple[str, str]) -> str:
    told = SEED.read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in told
        told = told.replace(old, new, 1)
    return told


@pytest.mark.parametrize("old, new, field", [
    ('adcode = "370202"', 'adcode = "3702"', "jurisdiction.adcode"),
    ('adcode = "370202"\n', "", "jurisdiction.adcode"),
    ("auto_file = true", "auto_fil = true", "policy.auto_fil"),
    ("auto_file = true", "auto_file = 3", "policy.auto_file"),
    ('auto_approve = ["check_not_pass"]', 'auto_approve = ["void"]', "policy.auto_approve.void"),
    ("triage = { value = 0.25", "triage = { value = 0", "deadlines.triage"),
    ('category = "C01"', 'category = "C77"', "routing[2].category"),
    ('department = "hw"\n\n[[routing]]\npriority = 20', 'department = "xx"\n\n[[routing]]\npriority = 20',
     "routing[0].department"),
    ('season = ["11-15", "03-15"]', 'season = ["11-15", "02-30"]', "routing[0].season"),
    ('code = "370202001001002"', 'code = "370202001001001"', "areas.370202001001001"),
    ('code = "370202001001002"', 'code = "999902001001002"', "areas.999902001001002.code"),
    ('polygon = [[120.3620', 'polygon = [[920.3620', "areas.370202001.polygon"),
    ('login = "wangfang"', 'login = "liqiang"', "people.liqiang"),
    ('roles = ["collector"]', 'roles = ["system"]', "people.wangfang.roles"),
    ('roles = ["collector"]', 'roles = ["wizard"]', "people[0].roles[0]"),
    ('roles = ["collector"]', 'roles = ["handler"]', "people.wangfang.department"),
    ('areas = ["370202001001001", "370202001001002"]', 'areas = ["370202001001099"]', "people.wangfang.areas"),
    ("name = ", "name == ", "line 7"),
])
def test_a_slip_in_the_seed_is_named_and_nothing_is_taken_over(
    town: Town, tmp_path: Path, old: str, new: str, field: str
) -> None:
    before = town.service.world()
    path = tmp_path / "seed.toml"
    path.write_text(text_of(slip=(old, new)), encoding="utf-8")
    with pytest.raises(Problem) as slip:
        town.service.load_seed(path)
    assert slip.value.code is Code.SEED_INVALID
    assert slip.value.facts["field"] == field
    assert town.service.world() is before


def test_a_second_process_sees_what_the_first_loaded(town: Town) -> None:
    other = Town(town.folder)
    assert other.service.world().policy.auto_file
    town.configure(auto_file=False)
    assert not other.service.world().policy.auto_file
    other.close()


def test_a_broken_catalogue_leaves_the_old_one(town: Town) -> None:
    raw = town.service.catalogue()
    for broken in (b"", b"{}", raw[:-5], raw.replace(b'"C01-01"', b'"C01-02"', 1)):
        with pytest.raises(Problem):
            town.service.load_catalogue(broken)
    assert town.service.catalogue() == raw


def test_a_seed_struct_is_as_good_as_a_file(town: Town) -> None:
    seed = msgspec.structs.replace(read_seed(SEED), name="另一个名字")
    town.service.load_seed(seed)
    assert town.service.hello().name == "另一个名字"
