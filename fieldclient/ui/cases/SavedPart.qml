pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Filters with a name: keep what is chosen now, use one, forget one.
ColumnLayout {
    id: control

    required property SavedFilters saved

    function keep(): void {
        control.saved.save(name.text.trim() !== "" ? name.text : control.saved.suggested);
        name.text = "";
    }

    spacing: Theme.s8

    AppText {
        Layout.fillWidth: true
        text: qsTr("Saved filters")
        kind: "small"
        quiet: true
        strong: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    AppText {
        Layout.fillWidth: true
        visible: rows.count === 0 && control.saved.suggested === ""
        text: qsTr("Choose something above, then keep it here under a name.")
        kind: "small"
        quiet: true
        paragraph: true
    }

    Repeater {
        id: rows

        model: control.saved.rows

        RowLayout {
            id: row

            required property string rowId
            required property string line
            required property bool chosen

            Layout.fillWidth: true
            spacing: 0

            ListRow {
                objectName: "cases.savedRow." + row.rowId
                Layout.fillWidth: true
                picture: false
                title: row.rowId
                line: row.line === row.rowId ? "" : row.line
                current: row.chosen
                implicitHeight: Theme.primary
                onClicked: control.saved.use(row.rowId)
            }

            IconButton {
                objectName: "cases.forget." + row.rowId
                iconName: "trash"
                text: qsTr("Forget the filter %1").arg(row.rowId)
                onClicked: control.saved.forget(row.rowId)
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        visible: control.saved.suggested !== ""
        spacing: Theme.s8

        TextLine {
            id: name

            objectName: "cases.saveName"
            Layout.fillWidth: true
            label: qsTr("Keep what is chosen now as")
            placeholder: control.saved.suggested
            maximumLength: 40
            onAccepted: control.keep()
        }

        AppButton {
            objectName: "cases.save"
            Layout.alignment: Qt.AlignBottom
            iconName: "save"
            text: qsTr("Keep")
            onClicked: control.keep()
        }
    }
}
