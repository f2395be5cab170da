import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One file in the picker: its picture, the number it was chosen with, and one sentence if it cannot be taken.
T.AbstractButton {
    id: control

    property url picture
    property string fileName: ""
    property string when: ""
    property string problem: ""
    property string note: ""
    property bool placed: false // the photo says where it was taken
    property int order: 0

    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: fileName
    Accessible.role: Accessible.CheckBox
    Accessible.name: [fileName, when, problem, note].filter(word => word !== "").join(", ")
    checkable: true
    checked: order > 0
    Accessible.checked: checked
    onToggled: checked = Qt.binding(() => control.order > 0) // as chosen, not as touched
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: ColumnLayout {
        spacing: Theme.s4

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Rectangle {
                anchors.fill: parent
                color: Theme.colors.sunken
            }

            Image {
                anchors.fill: parent
                source: control.picture
                asynchronous: true
                sourceSize: Qt.size(320, 0)
                fillMode: Image.PreserveAspectCrop
                opacity: control.problem === "" ? 1 : 0.35
                Accessible.ignored: true
            }

            ColumnLayout {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.s12
                visible: control.problem !== ""
                spacing: Theme.s4

                AppIcon {
                    Layout.alignment: Qt.AlignHCenter
                    name: "image-off"
                    color: Theme.colors.attention.line
                }

                AppText {
                    Layout.fillWidth: true
                    text: control.problem
                    kind: "small"
                    color: Theme.colors.attention.line
                    horizontalAlignment: Text.AlignHCenter
                    maximumLineCount: 4
                    elide: Text.ElideRight
                }
            }

            RoundOff {
                behind: Theme.colors.page
                radius: Theme.radiusControl
            }

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusControl
                color: control.down ? Theme.colors.pressed : "transparent"
                border.width: control.order > 0 ? 3 : 0
                border.color: Theme.colors.accent
            }

            Rectangle {
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.s8
                visible: control.problem === ""
                width: 28
                height: 28
                radius: 14
                color: control.order > 0 ? Theme.colors.accent : Theme.colors.scrim
                border.width: 2
                border.color: control.order > 0 ? Theme.colors.onAccent : Theme.colors.onScrim

                AppText {
                    anchors.centerIn: parent
                    visible: control.order > 0
                    text: control.order
                    kind: "small"
                    strong: true
                    figures: true
                    color: Theme.colors.onAccent
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            AppIcon {
                name: control.placed ? "map-pin" : "map-pin-off"
                size: 16
                color: Theme.colors.textQuiet
                visible: control.problem === ""
            }

            AppText {
                Layout.fillWidth: true
                text: control.problem !== "" ? control.fileName : control.when
                kind: "small"
                quiet: true
                figures: true
                wrapMode: Text.NoWrap
                elide: Text.ElideMiddle
            }
        }

        AppText {
            Layout.fillWidth: true
            Layout.preferredHeight: 2 * Theme.small + 8
            text: control.problem === "" ? control.note : ""
            kind: "small"
            quiet: true
            maximumLineCount: 2
            elide: Text.ElideRight
        }
    }

    FocusRing {
        visible: control.visualFocus
    }
}
