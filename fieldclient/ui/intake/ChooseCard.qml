pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What to take in: cards that are in, usual folders, others; and the tracks recorded meanwhile.
AppPage {
    id: page

    required property IntakeRoom room
    readonly property PlaceList places: room.places

    signal closed
    signal folderWanted
    signal trackWanted

    function folderName(code: string, name: string): string {
        switch (code) {
        case "pictures":
            return qsTr("Pictures");
        case "downloads":
            return qsTr("Downloads");
        default:
            return name;
        }
    }

    objectName: "intake"
    title: qsTr("Take in a card or folder")
    subtitle: qsTr("Photos are kept on this device, sorted into reports by place and time. The card is only read.")
    back: true
    bodyWidth: 840
    onBackClicked: page.closed()
    footer: [
        AppText {
            Layout.fillWidth: true
            quiet: true
            text: page.places.count === 0 ? qsTr("Choose at least one folder.") : qsTr("%n folder(s) chosen", "", page.places.count)
        },
        AppButton {
            objectName: "intake.start"
            kind: "primary"
            iconName: "download"
            text: qsTr("Take in")
            enabled: page.places.count > 0
            reason: qsTr("Choose at least one folder.")
            onClicked: page.room.start()
        }
    ]

    Notice {
        objectName: "intake.open"
        Layout.fillWidth: true
        meaning: "inHand"
        iconName: "history"
        text: page.room.openText
        actionText: qsTr("Go on")
        onActionClicked: page.room.resume()
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.s4

        SectionTitle {
            Layout.fillWidth: true
            objectName: "intake.other"
            text: qsTr("Cards and folders")
            actionText: qsTr("Other folder…")
            onActionClicked: page.folderWanted()
        }

        Card {
            Layout.fillWidth: true
            padding: Theme.s4
            visible: folderRows.count > 0

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: 0

                Repeater {
                    id: folderRows

                    model: page.places.folders

                    ListRow {
                        required property string rowId
                        required property string code
                        required property string name
                        required property string path
                        required property bool chosen

                        objectName: "intake.folder." + rowId
                        Layout.fillWidth: true
                        iconName: code === "card" ? "hard-drive" : "folder"
                        title: page.folderName(code, name)
                        line: path
                        current: chosen
                        selecting: true
                        selected: chosen
                        onClicked: page.places.toggle(rowId)
                    }
                }
            }
        }
    }

    Card {
        Layout.fillWidth: true
        visible: folderRows.count === 0
        padding: Theme.s24

        EmptyState {
            objectName: "intake.none"
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "hard-drive"
            title: qsTr("No card is in")
            text: qsTr("Put a memory card in: it appears here by itself. Or choose a folder with photos.")
            actionText: qsTr("Choose a folder…")
            actionIcon: "folder-open"
            onActionClicked: page.folderWanted()
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.s8

        SectionTitle {
            Layout.fillWidth: true
            objectName: "intake.addTrack"
            text: qsTr("Tracks")
            actionText: qsTr("Add a track…")
            onActionClicked: page.trackWanted()
        }

        AppText {
            Layout.fillWidth: true
            visible: trackRows.count === 0
            quiet: true
            paragraph: true
            text: qsTr("A track recorded meanwhile (GPX or NMEA) gives photos their place when the camera did not. It can be added later, too.")
        }

        Flow {
            Layout.fillWidth: true
            visible: trackRows.count > 0
            spacing: Theme.s8

            Repeater {
                id: trackRows

                model: page.places.trackFiles

                Chip {
                    required property string rowId
                    required property string name

                    objectName: "intake.track." + rowId
                    iconName: "x"
                    text: name
                    Accessible.name: qsTr("Without the track %1").arg(name)
                    onClicked: page.places.removeTrack(rowId)
                }
            }
        }
    }
}
