pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.theme

// A place for one photo that says what it should show. Empty: an invitation. Filled: the photo.
T.AbstractButton {
    id: control

    property string title: ""
    property string hint: ""
    property string iconName: "camera"
    property url source
    property bool needed: false
    property string neededText: qsTr("needed")
    property color behind: Theme.colors.page
    readonly property bool empty: source.toString() === ""
    readonly property real lowest: empty ? invitation.implicitHeight + 2 * Theme.s12 : 0 // all words are seen

    implicitWidth: 220
    implicitHeight: Math.max(200, lowest)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: empty ? [needed ? neededText : "", hint].filter(word => word !== "").join(", ") : qsTr("A photo is there")
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: Item {
        ColumnLayout {
            id: invitation

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.s12
            visible: control.empty
            spacing: Theme.s4

            AppIcon {
                Layout.alignment: Qt.AlignHCenter
                Layout.bottomMargin: Theme.s4
                name: control.iconName
                size: Theme.display
                color: Theme.colors.accent
            }

            AppText {
                Layout.fillWidth: true
                text: control.title
                kind: "lead"
                strong: true
                horizontalAlignment: Text.AlignHCenter
            }

            AppText {
                Layout.fillWidth: true
                text: control.hint
                kind: "small"
                quiet: true
                horizontalAlignment: Text.AlignHCenter
            }

            AppText {
                Layout.fillWidth: true
                visible: control.needed
                text: control.neededText
                kind: "small"
                color: Theme.colors.attention.line
                font.weight: Font.Medium
                horizontalAlignment: Text.AlignHCenter
            }
        }

        Loader {
            anchors.fill: parent
            active: !control.empty
            sourceComponent: Image {
                source: control.source
                asynchronous: true
                sourceSize: Qt.size(Math.max(1, control.width) * 1.5, 0)
                fillMode: Image.PreserveAspectCrop
                Accessible.ignored: true

                Rectangle {
                    anchors.left: parent.left
                    anchors.bottom: parent.bottom
                    anchors.margins: Theme.s8
                    width: Math.min(word.implicitWidth + 2 * Theme.s8, parent.width - 2 * Theme.s8)
                    height: word.implicitHeight + 8
                    radius: height / 2
                    color: Theme.colors.scrim

                    AppText {
                        id: word

                        anchors.centerIn: parent
                        text: control.title
                        kind: "small"
                        color: Theme.colors.onScrim
                        font.weight: Font.Medium
                        wrapMode: Text.NoWrap
                    }
                }

                RoundOff {
                    behind: control.behind
                    radius: Theme.radiusCard
                }
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusCard
        visible: control.empty
        color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : Theme.colors.surface
        border.width: Math.max(1, Theme.stroke)
        border.color: control.needed ? Theme.colors.attention.line : Theme.colors.lineStrong
    }

    FocusRing {
        visible: control.visualFocus
        radius: Theme.radiusCard + gap
    }
}
