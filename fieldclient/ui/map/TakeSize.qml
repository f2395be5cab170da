pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What taking it along would bring, before anything is fetched.
AppPage {
    id: size

    required property TakeDesk take
    property bool busy: false

    objectName: "map.size"
    title: qsTr("What comes along")
    subtitle: take.across
    back: true
    footer: AppButton {
        objectName: "map.startTake"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("Take it with me")
        iconName: "download"
        busy: size.busy
        enabled: size.take.worth && !size.busy
        reason: size.take.reckoned ? qsTr("There is nothing to take along here") : qsTr("Asking the hub how large its map of this area is …")
        onClicked: size.take.start()
    }

    Card {
        Layout.fillWidth: true
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                model: size.take.facts

                FactRow {
                    required property string rowId
                    required title
                    required value
                    required iconName

                    objectName: "map.fact." + rowId
                    Layout.fillWidth: true
                    editable: false
                }
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        visible: !size.take.reckoned
        spacing: Theme.s12

        Spinner {
            color: Theme.colors.textQuiet
        }

        AppText {
            Layout.fillWidth: true
            text: qsTr("Asking the hub how large its map of this area is …")
            quiet: true
        }
    }
}
