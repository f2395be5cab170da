pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The version, and everything that is shipped with its licence. A tap shows the licence itself.
AppPage {
    id: page

    required property AboutDesk desk

    objectName: "licences"
    title: qsTr("About")
    subtitle: qsTr("Version %1").arg(page.desk.version)
    back: true
    bodyWidth: 760

    AppText {
        Layout.fillWidth: true
        text: qsTr("Qt and Qt for Python are used under the LGPL version 3. Everything else that is in this app, with its version and licence:")
        paragraph: true
        quiet: true
    }

    Card {
        Layout.fillWidth: true
        visible: page.desk.text === "" && list.count > 0
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                id: list

                model: page.desk.rows

                FactRow {
                    required property string rowId
                    required property string version
                    required property string licence

                    objectName: "about." + rowId
                    Layout.fillWidth: true
                    iconName: "package"
                    endIcon: "chevron-right"
                    title: version === "" ? rowId : rowId + " " + version
                    value: licence
                    onEditRequested: page.desk.readText(rowId)
                }
            }
        }
    }

    AppButton {
        objectName: "about.back"
        visible: page.desk.text !== ""
        text: qsTr("Back to the list")
        iconName: "arrow-left"
        onClicked: page.desk.closeText()
    }

    AppText {
        objectName: "about.text"
        Layout.fillWidth: true
        visible: text !== ""
        text: page.desk.text
        kind: "small"
        paragraph: true
    }
}
