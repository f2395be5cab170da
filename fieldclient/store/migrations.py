"""The tables, built step by step. A step that has been shipped is never edited: the next one changes what it made.

What a person made is keyed by person, so that two people on one tablet never see each other's work. Instants are whole
milliseconds (`times`); structs of the protocol are kept as the JSON they are on the wire, with columns beside them only
for what is searched or sorted by.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fieldclient.store.database import Database
from fieldclient.store.migrations_activity import m0015_activity
from fieldclient.store.migrations_campaigns import m0018_campaigns, m0019_fetch_again
from fieldclient.store.migrations_clearing import m0016_cleared
from fieldclient.store.migrations_evidence import m0010_card_files, m0011_places, m0012_same_matter
from fieldclient.store.migrations_lists import m0014_lists
from fieldclient.store.migrations_maps import m0017_maps
from fieldclient.store.migrations_marks import m0021_marks
from fieldclient.store.migrations_patrols import m0013_patrols
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

SET = "fieldclient"
Step = Callable[["Tables"], None]


def m0001_settings_and_people(db: Tables) -> None:
    db.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    db.execute("""
        CREATE TABLE people (
            id TEXT PRIMARY KEY, raw BLOB NOT NULL, hub_id TEXT, signed_in_ms INTEGER, expires_ms INTEGER,
            cursor TEXT, pulled_ms INTEGER,
            generation INTEGER NOT NULL DEFAULT 0,  -- raised by each snapshot
            in_snapshot INTEGER NOT NULL DEFAULT 0  -- its last page has not come yet
        )""")
    db.execute("CREATE TABLE catalogues (version INTEGER PRIMARY KEY, raw BLOB NOT NULL, kept_ms INTEGER NOT NULL)")
    db.execute("""
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, place TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
            content TEXT, at_ms INTEGER NOT NULL, seen_ms INTEGER
        )""")


def m0002_media(db: Tables) -> None:
    db.execute("""
        CREATE TABLE media (
            sha256 TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, mime TEXT NOT NULL, kind TEXT NOT NULL,
            extension TEXT NOT NULL, made INTEGER NOT NULL,  -- 1: by a person on this device, 0: came from the hub
            ref BLOB NOT NULL, added_ms INTEGER NOT NULL, missing_ms INTEGER
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX media_from_hub ON media (added_ms) WHERE made = 0")
    db.execute("""
        CREATE TABLE uploads (
            person TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES media, seq INTEGER NOT NULL, usage TEXT NOT NULL,
            state TEXT NOT NULL, wanted INTEGER NOT NULL DEFAULT 0, offset_bytes INTEGER NOT NULL DEFAULT 0,
            attempts INTEGER NOT NULL DEFAULT 0, next_try_ms INTEGER, problem BLOB, receipt BLOB, arrived_ms INTEGER,
            PRIMARY KEY (person, sha256)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX uploads_open ON uploads (person, seq) WHERE state IN ('waiting', 'travelling')")
    db.execute("CREATE INDEX uploads_travelling ON uploads (sha256) WHERE state = 'travelling'")
    db.execute("CREATE INDEX uploads_by_file ON uploads (sha256)")
    db.execute("""
        CREATE TABLE downloads (
            sha256 TEXT PRIMARY KEY, attempts INTEGER NOT NULL DEFAULT 0, next_try_ms INTEGER, problem BLOB
        ) WITHOUT ROWID""")


def m0003_drafts(db: Tables) -> None:
    db.execute("""
        CREATE TABLE drafts (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, act TEXT NOT NULL, case_id TEXT, kind TEXT NOT NULL,
            subcategory TEXT, description TEXT NOT NULL DEFAULT '', place_text TEXT NOT NULL DEFAULT '',
            hand_position BLOB, fix_position BLOB, observed_at TEXT, reason TEXT, result TEXT, quantity REAL,
            unit TEXT, choice TEXT, until TEXT, catalogue_version INTEGER NOT NULL DEFAULT 0,
            recovered INTEGER NOT NULL DEFAULT 0, based_on TEXT, state TEXT NOT NULL DEFAULT 'open',
            created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, discarded_ms INTEGER
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX drafts_open ON drafts (person, changed_ms DESC) WHERE state = 'open'")
    db.execute("CREATE INDEX drafts_of_case ON drafts (case_id) WHERE state = 'open'")
    db.execute("""
        CREATE TABLE draft_media (
            draft TEXT NOT NULL REFERENCES drafts, sha256 TEXT NOT NULL REFERENCES media, usage TEXT NOT NULL,
            shot TEXT NOT NULL, origin TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (draft, sha256)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX draft_media_by_file ON draft_media (sha256)")
    db.execute("""
        CREATE TABLE draft_notes (
            id INTEGER PRIMARY KEY, draft TEXT NOT NULL REFERENCES drafts, sha256 TEXT, raw BLOB NOT NULL
        )""")
    db.execute("CREATE INDEX draft_notes_of ON draft_notes (draft)")


def m0004_outbox(db: Tables) -> None:
    db.execute("""
        CREATE TABLE mutations (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE, act TEXT NOT NULL,
            case_id TEXT NOT NULL, draft TEXT UNIQUE,  -- one draft is sealed once
            payload BLOB NOT NULL,  -- the bytes that travel; never rewritten
            made_ms INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_try_ms INTEGER,
            problem BLOB, receipt BLOB, outcome TEXT, version INTEGER NOT NULL DEFAULT 0, arrived_ms INTEGER,
            files_left INTEGER NOT NULL DEFAULT 0, set_aside_ms INTEGER,
            -- what the outbox calls it, also when the case is no longer in sight
            kind TEXT NOT NULL, subcategory TEXT, number TEXT, place TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID""")
    db.execute("""
        CREATE INDEX mutations_open ON mutations (person, seq)
        WHERE set_aside_ms IS NULL AND (state <> 'arrived' OR files_left > 0)""")
    db.execute("CREATE INDEX mutations_travelling ON mutations (id) WHERE state = 'travelling'")
    db.execute("CREATE INDEX mutations_of_case ON mutations (person, case_id, seq)")
    db.execute("CREATE INDEX mutations_by_time ON mutations (person, act, made_ms)")
    db.execute("""
        CREATE TABLE mutation_media (
            mutation TEXT NOT NULL REFERENCES mutations, sha256 TEXT NOT NULL REFERENCES media,
            place INTEGER NOT NULL, PRIMARY KEY (mutation, sha256)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX mutation_media_by_file ON mutation_media (sha256)")


def m0005_what_the_hub_tells(db: Tables) -> None:
    db.execute("""
        CREATE TABLE cases (
            row INTEGER PRIMARY KEY, person TEXT NOT NULL, id TEXT NOT NULL, generation INTEGER NOT NULL DEFAULT 0,
            raw BLOB,  -- the hub's CaseView; NULL while only this device knows of it
            version INTEGER NOT NULL DEFAULT 0, number TEXT, stage TEXT, kind TEXT NOT NULL, subcategory TEXT,
            mine INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0, task TEXT,
            needs_me INTEGER NOT NULL DEFAULT 0, attention INTEGER NOT NULL DEFAULT 0,
            created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, closed_ms INTEGER,
            due_soon_ms INTEGER, due_ms INTEGER, sort_ms INTEGER NOT NULL, seen_ms INTEGER,
            level INTEGER NOT NULL DEFAULT 0, UNIQUE (person, id)
        )""")
    db.execute("""
        CREATE INDEX cases_all ON cases (person, ended, needs_me DESC, sort_ms, changed_ms DESC)""")
    db.execute("CREATE INDEX cases_mine ON cases (person, changed_ms DESC) WHERE mine = 1")
    db.execute("CREATE INDEX cases_ended ON cases (person, changed_ms DESC) WHERE ended = 1")
    db.execute("CREATE INDEX cases_by_subcategory ON cases (person, subcategory)")
    db.execute("CREATE INDEX cases_closed ON cases (person, closed_ms) WHERE closed_ms IS NOT NULL")
    db.execute("CREATE INDEX cases_by_generation ON cases (person, generation)")
    db.execute("CREATE VIRTUAL TABLE case_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
    db.execute("""
        CREATE TABLE case_media (
            person TEXT NOT NULL, case_id TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL,
            arrived INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (person, case_id, sha256)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX case_media_by_file ON case_media (sha256)")
    db.execute("""
        CREATE TABLE notices (
            person TEXT NOT NULL, id TEXT NOT NULL, raw BLOB NOT NULL, at_ms INTEGER NOT NULL, read_ms INTEGER,
            PRIMARY KEY (person, id)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX notices_by_time ON notices (person, at_ms DESC)")
    db.execute("""
        CREATE TABLE published (
            person TEXT NOT NULL, id TEXT NOT NULL, raw BLOB NOT NULL, at_ms INTEGER NOT NULL,
            generation INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (person, id)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX published_by_time ON published (person, at_ms DESC)")


def m0006_signatures(db: Tables) -> None:
    """Who vouches for an act: `KEYID.SIGNATURE` over its payload, made at capture; '' when there was no key to hand."""
    db.execute("ALTER TABLE mutations ADD COLUMN signature TEXT NOT NULL DEFAULT ''")


def m0007_previews(db: Tables) -> None:
    db.execute("""
        CREATE TABLE previews (
            sha256 TEXT PRIMARY KEY, original TEXT NOT NULL, data BLOB NOT NULL,
            made INTEGER NOT NULL,  -- 1: of a photo on this device, 0: came from the hub
            kept_ms INTEGER NOT NULL
        )""")
    db.execute("CREATE INDEX previews_by_original ON previews (original)")
    db.execute("""
        CREATE TABLE preview_uploads (
            person TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            next_try_ms INTEGER, problem BLOB, PRIMARY KEY (person, sha256)
        ) WITHOUT ROWID""")


def m0008_bundles(db: Tables) -> None:
    """Work handed over without a network: bundles made here, bundles carried for others, second copies."""
    db.execute("""
        CREATE TABLE handovers (
            bundle TEXT PRIMARY KEY, person TEXT NOT NULL, hub TEXT NOT NULL, key BLOB NOT NULL, made_ms INTEGER NOT NULL,
            acts TEXT NOT NULL, settled_ms INTEGER
        )""")
    db.execute("""
        CREATE TABLE carried (
            bundle TEXT PRIMARY KEY, hub TEXT NOT NULL, acts INTEGER NOT NULL, files INTEGER NOT NULL,
            size_bytes INTEGER NOT NULL, taken_ms INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0, slip BLOB
        )""")
    db.execute("CREATE TABLE copies (mutation TEXT PRIMARY KEY, name TEXT NOT NULL, made_ms INTEGER NOT NULL)")


def m0009_bases(db: Tables) -> None:
    """The case as the person saw it when they acted: the base of mine, theirs and base."""
    db.execute("CREATE TABLE bases (mutation TEXT PRIMARY KEY, raw BLOB NOT NULL)")


def m0020_previews_travelling(db: Tables) -> None:
    """What a cut left on its way is found at the start without reading the rows of all previews that ever went."""
    db.execute("CREATE INDEX preview_uploads_travelling ON preview_uploads (sha256) WHERE state = 'travelling'")


STEPS: tuple[Step, ...] = (
    m0001_settings_and_people, m0002_media, m0003_drafts, m0004_outbox, m0005_what_the_hub_tells, m0006_signatures,
    m0007_previews, m0008_bundles, m0009_bases, m0010_card_files, m0011_places, m0012_same_matter,
    m0013_patrols, m0014_lists, m0015_activity, m0016_cleared, m0017_maps,
    m0018_campaigns, m0019_fetch_again, m0020_previews_travelling, m0021_marks,
)
KNOWN = tuple(step.__name__ for step in STEPS)


def applied(database: Database) -> list[str]:
    """The steps that made this file, in their order. Asked at every start, so without the library that makes them."""
    if not database.number("SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlite_migrations'"):
        return []
    rows = database.read("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,))
    return [str(row["name"]) for row in rows]


def check_not_newer(path: Path) -> bool:
    """STORE_NEWER (found, known) when a newer version of the app wrote this file. It is only looked at.

    A file that cannot be read says nothing here; that is for recovery. Whether its header and its table of tables could be.
    """
    if not path.exists():
        return False
    database = Database(path, read_only=True)
    try:
        newer = [name for name in applied(database) if name not in KNOWN]
    except Problem:
        return False
    finally:
        database.close()
    if newer:
        raise Problem(Code.STORE_NEWER, found=newer[-1], known=KNOWN[-1])
    return True


def migrate(database: Database) -> None:
    """Bring the file up to date, each step in one transaction."""
    if len(applied(database)) == len(KNOWN):
        return
    import sqlite_utils  # takes longer to load than all the rest of the store, and is needed once per version
    from sqlite_utils.migrations import Migrations

    steps = Migrations(SET)
    for step in STEPS:
        steps(name=step.__name__)(step)
    with database.told():
        steps.apply(sqlite_utils.Database(database.connection, recursive_triggers=False, execute_plugins=False))
