"""Runs the migrations without a configuration file: they lie in this package and travel with it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

SCRIPTS = "sync.hub.db:migrations"  # a package, not a path: no trouble with spaces and percent signs in folder names


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def migrate(connection: Connection, target: str) -> None:
    """Bring the tables to `target` inside the caller's transaction: a half-done migration is rolled back."""
    command.upgrade(config(connection), target)
