"""Stages for the tests of rooms that gather evidence."""

from __future__ import annotations

from tests.ui.evidence.fixtures import card, put_on  # noqa: F401 - fixtures
