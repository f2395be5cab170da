pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The fingerprint of who answers, above the one that is known, and a person's word that they have compared it.
Card {
    id: card

    required property Comparing comparing
    required property string address
    readonly property bool beside: width >= 540 * Theme.scale

    padding: Theme.s4

    // The title above what it names, or before it where there is room.
    component Line: GridLayout {
        id: line

        property string title: ""
        default property alias held: place.data

        Layout.fillWidth: true
        Layout.leftMargin: Theme.s12
        Layout.rightMargin: Theme.s12
        columns: card.beside ? 2 : 1
        columnSpacing: Theme.s12
        rowSpacing: 2

        AppText {
            Layout.fillWidth: !card.beside
            Layout.preferredWidth: card.beside ? 14 * Theme.small : -1
            text: line.title
            kind: "small"
            quiet: true
            Accessible.ignored: true // said with what stands beside it
        }

        Item {
            id: place

            Layout.fillWidth: true
            implicitHeight: children[0].implicitHeight
        }
    }

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        Line {
            Layout.topMargin: Theme.s12
            title: qsTr("Address of the hub")

            // Never cut: the end of an address decides whose it is.
            AppText {
                width: parent.width
                text: card.address
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Accessible.name: qsTr("Address of the hub") + ": " + text
            }
        }

        Line {
            title: qsTr("Fingerprint shown now")

            Fingerprint {
                objectName: "signIn.fingerprint"
                width: parent.width
                title: qsTr("Fingerprint shown now")
                signs: card.comparing.fingerprint
                strong: true
            }
        }

        Line {
            title: qsTr("Fingerprint known until now")

            Fingerprint {
                objectName: "signIn.known"
                width: parent.width
                title: qsTr("Fingerprint known until now")
                signs: card.comparing.known
            }
        }

        SwitchRow {
            id: yes

            objectName: "signIn.compared"
            Layout.fillWidth: true
            focus: true
            iconName: "key"
            title: qsTr("I have compared the fingerprint: it is the same")
            checked: card.comparing.done
            onClicked: card.comparing.setDone(checked)
            onVisibleChanged: if (visible)
                yes.forceActiveFocus()
        }
    }
}
