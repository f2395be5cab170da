import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Drawing on a photo of a draft: arrows, circles, words, what is hidden and what is cut off. Every mark is kept as it is made.
FocusScope {
    id: page

    required property PhotoMarker marker
    readonly property bool across: width >= 1.15 * height // tools beside the photo, else below it

    signal closed

    function announce(text: string): void {
        heading.Accessible.announce(text);
    }

    focus: true
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Mark the photo")
    Keys.onEscapePressed: page.closed()
    Keys.onPressed: event => {
        const control = (event.modifiers & Qt.ControlModifier) !== 0;
        if (control && event.key === Qt.Key_Z && (event.modifiers & Qt.ShiftModifier))
            page.marker.redo();
        else if (control && event.key === Qt.Key_Z)
            page.marker.undo();
        else if (control && event.key === Qt.Key_Y)
            page.marker.redo();
        else
            return;
        event.accepted = true;
    }

    MarkWords {
        id: named
    }

    Connections {
        target: page.marker

        function onTold(what: string, kind: string): void {
            page.announce(named.happened(what, kind));
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page

        MouseArea {
            anchors.fill: parent
            Accessible.ignored: true
        }
    }

    GridLayout {
        anchors.fill: parent
        columns: page.across ? 2 : 1
        columnSpacing: 0
        rowSpacing: 0

        MarkCanvas {
            id: canvas

            Layout.fillWidth: true
            Layout.fillHeight: true
            focus: true
            marker: page.marker
            words: named

            PhotoCaption {
                id: heading

                anchors.left: parent.left
                anchors.top: parent.top
                anchors.margins: Theme.s12
                widest: parent.width - 2 * Theme.s12
                text: page.marker.original ? qsTr("Original, without marks") : ""
                visible: text !== ""
            }

            Row {
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.s12
                spacing: Theme.s8

                IconButton {
                    objectName: "mark.smaller"
                    onPhoto: true
                    iconName: "zoom-out"
                    text: qsTr("Smaller")
                    enabled: canvas.zoom > 1
                    reason: qsTr("The whole photo is seen")
                    onClicked: canvas.zoomBy(0.66)
                }

                IconButton {
                    objectName: "mark.larger"
                    onPhoto: true
                    iconName: "zoom-in"
                    text: qsTr("Larger")
                    enabled: canvas.zoom < canvas.maximum
                    reason: qsTr("It does not get larger")
                    onClicked: canvas.zoomBy(1.5)
                }
            }
        }

        Rectangle {
            Layout.fillWidth: !page.across
            Layout.fillHeight: page.across
            Layout.preferredWidth: page.across ? Math.round(Math.min(page.width * 0.44, 312 * Math.max(1, (1 + Theme.scale) / 2))) : page.width
            Layout.preferredHeight: page.across ? page.height : Math.min(page.height * 0.58, panel.implicitHeight + foot.implicitHeight + 4 * Theme.s12)
            color: Theme.colors.surface

            ColumnLayout {
                anchors.fill: parent
                anchors.topMargin: Theme.s12
                anchors.bottomMargin: Theme.s12
                spacing: Theme.s12

                ScrollArea {
                    id: tools

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    contentHeight: panel.implicitHeight + 8

                    MarkPanel {
                        id: panel

                        x: Theme.s16
                        y: 4
                        width: tools.width - 2 * Theme.s16
                        marker: page.marker
                        words: named
                    }
                }

                RowLayout {
                    id: foot

                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.s16
                    Layout.rightMargin: Theme.s16
                    spacing: Theme.s8

                    AppButton {
                        objectName: "mark.cancel"
                        text: qsTr("Cancel")
                        enabled: page.marker.touched
                        reason: qsTr("Nothing was changed")
                        onClicked: {
                            page.marker.takeBack();
                            page.closed();
                        }
                    }

                    AppButton {
                        objectName: "mark.done"
                        Layout.fillWidth: true
                        kind: "primary"
                        iconName: "check"
                        text: qsTr("Done")
                        onClicked: page.closed()
                    }
                }
            }
        }
    }
}
