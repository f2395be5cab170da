"""QML without one warning, and a linter that sees mistakes."""

from __future__ import annotations

from tests.qml_lint import lint

MISTAKES = """
import QtQuick
import fieldclient.ui.home
import fieldclient.ui.parts

AppText {
    required property HomeRoom room

    text: room.tasks.cuont + room.overdu
}
"""


def test_qml_has_no_warnings() -> None:
    code, said = lint()
    assert (code, said.strip()) == (0, "")


def test_a_misspelt_property_of_a_python_type_is_found() -> None:
    code, said = lint({"fieldclient/ui/home/Mistaken.qml": MISTAKES}, under="fieldclient/ui/home")
    assert code != 0
    assert "cuont" in said and "overdu" in said
