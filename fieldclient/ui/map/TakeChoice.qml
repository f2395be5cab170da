import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Which area: a rectangle whose corners are moved, or corners set one by one.
AppPage {
    id: choice

    required property TakeDesk take

    objectName: "map.choice"
    title: qsTr("Take an area with me")
    subtitle: take.across
    back: true
    footer: AppButton {
        objectName: "map.reckon"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("How large is it?")
        iconName: "hard-drive"
        enabled: choice.take.complete
        reason: qsTr("An area has at least three corners")
        onClicked: choice.take.reckon()
    }

    Choice {
        objectName: "map.shape"
        Layout.fillWidth: true
        options: [
            {
                value: "rectangle",
                text: qsTr("Rectangle"),
                iconName: "rectangle-horizontal"
            },
            {
                value: "polygon",
                text: qsTr("Corner by corner"),
                iconName: "pencil"
            }
        ]
        value: choice.take.shape
        onChosen: value => choice.take.chooseShape(value)
    }

    AppText {
        Layout.fillWidth: true
        text: choice.take.shape === "rectangle" ? qsTr("Drag its corners, or move the map below it. By keyboard: Tab to a corner, then arrow keys.") : qsTr("Touch the map for each corner. By keyboard: move the map, Space sets a corner at the cross, Backspace takes it back.")
        quiet: true
        paragraph: true
    }

    RowLayout {
        Layout.fillWidth: true
        visible: choice.take.shape === "polygon"
        spacing: Theme.s8

        AppButton {
            objectName: "map.addCorner"
            Layout.fillWidth: true
            text: qsTr("Corner at the cross")
            iconName: "plus"
            onClicked: choice.take.addMiddle()
        }

        IconButton {
            objectName: "map.dropCorner"
            text: qsTr("Take the last corner back")
            iconName: "undo"
            enabled: choice.take.corners.count > 0
            reason: qsTr("No corner is set yet")
            onClicked: choice.take.dropCorner()
        }
    }

    TakeList {
        take: choice.take
    }
}
