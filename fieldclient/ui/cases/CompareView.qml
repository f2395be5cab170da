import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Before and after over each other: the handle shows more of one or the other.
FocusScope {
    id: view

    required property CasesRoom room
    property real split: 0.5

    focus: true
    Accessible.role: Accessible.Slider
    Accessible.name: qsTr("Compare before and after. Arrow keys move the handle.")
    Accessible.focusable: true
    Accessible.onIncreaseAction: split = Math.min(1, split + 0.05)
    Accessible.onDecreaseAction: split = Math.max(0, split - 0.05)
    Keys.onEscapePressed: view.room.back()
    Keys.onLeftPressed: split = Math.max(0, split - 0.05)
    Keys.onRightPressed: split = Math.min(1, split + 0.05)

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    ComparePhoto {
        anchors.fill: parent
        source: view.room.matches.after
    }

    Item {
        width: parent.width * view.split
        height: parent.height
        clip: true

        Rectangle {
            anchors.fill: parent
            color: Theme.colors.page
        }

        ComparePhoto {
            width: view.width
            height: view.height
            source: view.room.matches.before
        }
    }

    Rectangle {
        id: handle

        objectName: "case.compare.handle"
        x: parent.width * view.split - width / 2
        width: 4
        height: parent.height
        color: Theme.colors.accent

        Rectangle {
            anchors.centerIn: parent
            width: Theme.touch
            height: Theme.touch
            radius: width / 2
            color: Theme.colors.accent

            AppIcon {
                anchors.centerIn: parent
                name: "columns"
                color: Theme.colors.onAccent
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
        onPositionChanged: event => view.split = Math.max(0, Math.min(1, event.x / width))
        onPressed: event => view.split = Math.max(0, Math.min(1, event.x / width))
    }

    CompareLabel {
        anchors.left: parent.left
        text: qsTr("Before")
    }

    CompareLabel {
        anchors.right: parent.right
        text: qsTr("After")
    }

    IconButton {
        objectName: "case.compare.close"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        onPhoto: true
        iconName: "x"
        text: qsTr("Close")
        onClicked: view.room.back()
    }
}
