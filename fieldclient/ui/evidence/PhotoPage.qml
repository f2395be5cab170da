pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One photo of a draft, large: look, put it into another slot, take it out.
FocusScope {
    id: page

    required property DraftEditor editor
    required property string sha256
    property string prefix: "photo"
    readonly property string slot: editor.slotOf(sha256)

    signal closed
    signal markRequested

    onSha256Changed: editor.showPhoto(sha256)
    Component.onCompleted: editor.showPhoto(sha256)

    SlotWords {
        id: words
    }

    ZoomPhoto {
        objectName: page.prefix + ".zoom"
        anchors.fill: parent
        anchors.bottomMargin: foot.height
        focus: true
        source: page.editor.largePhoto
        caption: page.slot === "" ? "" : words.title(page.slot)
        onClosed: page.closed()
    }

    Rectangle {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: actions.implicitHeight + 2 * Theme.s12
        color: Theme.colors.surface

        Flow {
            id: actions

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.s16
            spacing: Theme.s8

            AppButton {
                objectName: page.prefix + ".mark"
                iconName: "pencil"
                text: qsTr("Mark")
                onClicked: page.markRequested()
            }

            Repeater {
                model: page.editor.slots

                AppButton {
                    required property string rowId

                    objectName: page.prefix + ".to." + rowId
                    visible: rowId !== page.slot && page.editor.slots.count > 1
                    text: qsTr("Use as: %1").arg(words.title(rowId))
                    onClicked: {
                        page.editor.movePhoto(page.sha256, rowId);
                        page.closed();
                    }
                }
            }

            AppButton {
                objectName: page.prefix + ".to.other"
                visible: page.slot !== "" && page.editor.slots.count > 1
                text: qsTr("Use as: further photo")
                onClicked: {
                    page.editor.movePhoto(page.sha256, "");
                    page.closed();
                }
            }

            AppButton {
                objectName: page.prefix + ".remove"
                kind: "danger"
                iconName: "trash"
                text: qsTr("Remove")
                onClicked: {
                    page.editor.removePhoto(page.sha256);
                    page.closed();
                }
            }
        }
    }
}
