import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One photo of a report: tapped to choose it, dragged to another report, held by a finger for what can be done with it.
T.AbstractButton {
    id: tile

    required property GroupsView view
    required property SortTable table
    required property string groupId
    required property string key
    required property string fileName
    required property string symbol
    readonly property var facts: table.turn >= 0 ? table.facts(key) : ({})
    readonly property url picture: facts.picture
    readonly property string mark: facts.mark
    readonly property bool placed: facts.placed
    readonly property bool chosen: table.chosenPhotos.includes(key)
    readonly property bool looked: table.focusKey === key

    implicitWidth: Math.round(112 * Math.min(1.3, Theme.scale))
    implicitHeight: Math.round(84 * Math.min(1.3, Theme.scale))
    text: fileName
    focusPolicy: Qt.NoFocus // the keyboard goes by the list: a card has hundreds of photos
    hoverEnabled: true
    opacity: view.dragged.includes(key) ? 0.4 : 1
    Accessible.role: Accessible.CheckBox
    Accessible.name: [fileName, mark, placed ? "" : qsTr("no place")].filter(word => word !== "").join(", ")
    checkable: true
    checked: chosen
    Accessible.checked: checked
    onToggled: checked = Qt.binding(() => tile.chosen) // as chosen, not as touched
    Accessible.onPressAction: tile.click()
    onClicked: {
        view.forceActiveFocus();
        table.togglePhoto(key);
    }
    onPressAndHold: {
        table.lookAt(key);
        if (!chosen)
            table.togglePhoto(key);
        view.moveWanted();
    }
    onHoveredChanged: if (hovered && !view.carrying)
        table.lookAt(key)

    contentItem: Item {
        Rectangle {
            anchors.fill: parent
            color: Theme.colors.sunken
        }

        AppIcon {
            anchors.centerIn: parent
            visible: image.status !== Image.Ready
            name: tile.symbol
            color: Theme.colors.textQuiet
        }

        Image {
            id: image

            anchors.fill: parent
            source: tile.picture
            asynchronous: true
            sourceSize: Qt.size(240, 0)
            fillMode: Image.PreserveAspectCrop
            Accessible.ignored: true
        }

        RoundOff {
            behind: Theme.colors.surface
            radius: Theme.radiusControl
        }

        Rectangle {
            x: Theme.s4
            y: parent.height - height - Theme.s4
            visible: tile.mark !== ""
            width: word.implicitWidth + 2 * Theme.s8
            height: word.implicitHeight + 4
            radius: height / 2
            color: Theme.colors.scrim

            AppText {
                id: word

                anchors.centerIn: parent
                text: tile.mark
                kind: "small"
                color: Theme.colors.onScrim
                font.weight: Font.Medium
            }
        }

        Rectangle {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s4
            visible: !tile.placed
            width: 22
            height: 22
            radius: 11
            color: Theme.colors.scrim

            AppIcon {
                anchors.centerIn: parent
                name: "map-pin-off"
                size: 14
                color: Theme.colors.onScrim
            }
        }

        Rectangle {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.s4
            visible: tile.chosen
            width: 24
            height: 24
            radius: 12
            color: Theme.colors.accent
            border.width: 2
            border.color: Theme.colors.onAccent

            AppIcon {
                anchors.centerIn: parent
                name: "check"
                size: 14
                color: Theme.colors.onAccent
            }
        }
    }

    background: null

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: tile.down ? Theme.colors.pressed : "transparent"
        border.width: tile.chosen ? 3 : 0
        border.color: Theme.colors.accent
    }

    FocusRing {
        visible: tile.looked && tile.view.activeFocus
        gap: 2
    }

    DragHandler {
        target: null
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad | PointerDevice.Stylus
        onActiveChanged: {
            if (active)
                tile.view.drag(tile.chosen ? tile.table.chosenPhotos : [tile.key], "", tile.picture);
            else
                tile.view.drop();
        }
        onCentroidChanged: if (active && centroid.pressedButtons !== Qt.NoButton)
            tile.view.dragTo(centroid.scenePosition)
    }
}
