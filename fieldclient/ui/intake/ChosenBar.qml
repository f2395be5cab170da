pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// What can be done with what is chosen; with nothing chosen, how to choose.
Flow {
    id: bar

    required property SortTable table
    required property ClockDesk clocks
    readonly property list<string> photos: table.chosenPhotos
    readonly property list<string> groups: table.chosenGroups

    signal moveWanted
    signal subjectWanted

    spacing: Theme.s8

    AppText {
        objectName: "intake.hint"
        width: Math.min(implicitWidth, bar.width)
        height: Math.max(Theme.touch, implicitHeight)
        verticalAlignment: Text.AlignVCenter
        visible: bar.photos.length === 0 && bar.groups.length === 0
        quiet: true
        kind: "small"
        text: qsTr("Tap photos or reports to choose them. Drag a photo to another report, or a report onto another.")
    }

    Chip {
        objectName: "intake.chosen"
        visible: bar.photos.length > 0 || bar.groups.length > 0
        checked: true
        iconName: "x"
        text: bar.photos.length > 0 ? qsTr("%n photo(s)", "", bar.photos.length) : qsTr("%n report(s)", "", bar.groups.length)
        Accessible.name: qsTr("Choose none")
        onClicked: bar.table.chooseNone()
    }

    AppButton {
        objectName: "intake.split"
        visible: bar.photos.length > 0
        text: qsTr("Own report")
        iconName: "split"
        onClicked: bar.table.split(bar.photos)
    }

    AppButton {
        objectName: "intake.move"
        visible: bar.photos.length > 0
        text: qsTr("Move to…")
        iconName: "arrow-right"
        onClicked: bar.moveWanted()
    }

    Repeater {
        model: [["far", qsTr("Far")], ["near", qsTr("Near")], ["detail", qsTr("Detail")]]

        AppButton {
            required property var modelData

            objectName: "intake.shot." + modelData[0]
            visible: bar.photos.length > 0
            text: modelData[1]
            onClicked: bar.table.sayShot(bar.photos, modelData[0])
        }
    }

    AppButton {
        objectName: "intake.code"
        visible: bar.photos.length === 1
        text: qsTr("Shows the time")
        iconName: "qr-code"
        Accessible.description: qsTr("A code with the time in this photo sets the clock of its camera")
        onClicked: bar.clocks.readCode(bar.photos[0])
    }

    AppButton {
        objectName: "intake.merge"
        visible: bar.groups.length > 1
        text: qsTr("Merge")
        iconName: "layers"
        onClicked: bar.table.merge(bar.groups)
    }

    AppButton {
        objectName: "intake.assign"
        visible: bar.groups.length > 0
        text: qsTr("Category…")
        iconName: "tag"
        onClicked: bar.subjectWanted()
    }

    AppButton {
        objectName: "intake.inOrder"
        visible: bar.groups.length > 0
        text: qsTr("Far, near, detail in order")
        iconName: "images"
        onClicked: bar.table.shotsInOrder(bar.groups)
    }

    AppButton {
        objectName: "intake.leaveOut"
        visible: bar.photos.length > 0 || bar.groups.length > 0
        text: qsTr("Leave out")
        iconName: "eye-off"
        onClicked: bar.photos.length > 0 ? bar.table.leaveOut(bar.photos) : bar.table.leaveOutGroups(bar.groups)
    }
}
