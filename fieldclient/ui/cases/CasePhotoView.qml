import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The photos of a case on the whole window, one after the other. Where only a small picture is here, the original can be had again.
ZoomPhoto {
    id: view

    required property CasesRoom room

    objectName: "case.zoom"
    source: room.viewer.source
    caption: room.viewer.caption
    place: room.viewer.place
    hasBefore: room.viewer.hasBefore
    hasNext: room.viewer.hasNext
    onStepped: by => view.room.viewer.step(by)
    onClosed: room.back()

    Chip {
        id: bare

        objectName: "case.zoom.bare"
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.s16
        visible: view.room.viewer.marked
        iconName: "eye"
        text: qsTr("Original")
        checkable: true
        checked: view.room.viewer.bare
        Accessible.description: qsTr("Shows the photo without what was drawn on it, and what was hidden.")
        onToggled: {
            view.room.viewer.showBare(bare.checked);
            bare.checked = Qt.binding(() => view.room.viewer.bare);
        }
    }

    // In the place of the picture, so that nobody takes a black page for a broken one.
    AppIcon {
        objectName: "case.zoom.gone"
        anchors.centerIn: parent
        visible: view.room.viewer.gone
        name: "image-off"
        size: 2 * Theme.primary
        color: "#b9c2bf"
    }

    Rectangle {
        objectName: "case.zoom.away"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.s16
        width: Math.min(implicitWidth, view.width - 2 * (Theme.touch + 2 * Theme.s16))
        implicitWidth: 640 * Math.min(1.4, Theme.scale)
        height: away.implicitHeight + 2 * Theme.s12
        visible: view.room.viewer.away !== ""
        radius: Theme.radiusCard
        color: Theme.colors.surface

        GridLayout {
            id: away

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.s16
            anchors.rightMargin: Theme.s12
            columns: parent.width >= 460 * Theme.scale ? 2 : 1
            columnSpacing: Theme.s12
            rowSpacing: Theme.s8

            AppText {
                objectName: "case.zoom.awayText"
                Layout.fillWidth: true
                text: view.room.viewer.away
                figures: true
                paragraph: true
            }

            AppButton {
                objectName: "case.zoom.fetch"
                visible: view.room.viewer.canFetch
                text: qsTr("Fetch it again")
                iconName: "download"
                onClicked: view.room.viewer.fetchAgain()
            }
        }
    }
}
