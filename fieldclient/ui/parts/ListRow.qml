pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.theme

// One line of a list: thumbnail, two lines, marks. At least 80 px high and grows with large type.
T.ItemDelegate {
    id: control

    property url thumbnail
    property string iconName: "image"
    property bool picture: true
    property string title: ""
    property string line: ""
    property int titleLines: 1 // in a narrow list a long name may take two
    property int lineLines: 1
    property string trailing: "" // e.g. the time, in the corner
    property bool unread: false
    property bool arrow: false
    property bool current: false
    property string titleLit: "" // the same with what was looked for in <font>, else empty
    property string lineLit: ""
    property bool selecting: false // a tick in place of the picture's corner
    property bool selected: false
    default property alias marks: markRow.data

    implicitWidth: 320
    implicitHeight: Math.max(80, row.implicitHeight + 2 * Theme.s8)
    leftPadding: Theme.s12
    rightPadding: Theme.s12
    topPadding: 0
    bottomPadding: 0
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: selecting ? Accessible.CheckBox : Accessible.ListItem
    Accessible.name: [title, line, trailing].filter(word => word !== "").join(", ")
    checkable: selecting
    checked: selected
    Accessible.checked: checked
    onToggled: checked = Qt.binding(() => control.selected) // as chosen, not as touched
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()

    contentItem: RowLayout {
        id: row

        spacing: Theme.s12

        Thumbnail {
            visible: control.picture
            source: control.thumbnail
            iconName: control.iconName
            behind: ground.color

            Loader {
                anchors.centerIn: parent
                active: control.selecting
                sourceComponent: Rectangle {
                    implicitWidth: Theme.touch - Theme.s8
                    implicitHeight: implicitWidth
                    radius: height / 2
                    color: control.selected ? Theme.colors.accent : Theme.colors.surface
                    border.width: 2
                    border.color: control.selected ? Theme.colors.onAccent : Theme.colors.lineStrong

                    AppIcon {
                        anchors.centerIn: parent
                        visible: control.selected
                        name: "check"
                        color: Theme.colors.onAccent
                    }
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                Rectangle {
                    visible: control.unread
                    implicitWidth: 8
                    implicitHeight: 8
                    radius: 4
                    color: Theme.colors.accent
                }

                AppText {
                    Layout.fillWidth: true
                    text: control.titleLit !== "" ? control.titleLit : control.title
                    textFormat: control.titleLit !== "" ? Text.StyledText : Text.PlainText
                    strong: true
                    shortens: true
                    wrapMode: control.titleLines > 1 ? Text.Wrap : Text.NoWrap
                    maximumLineCount: control.titleLines
                    elide: Text.ElideRight
                }

                AppText {
                    visible: text !== ""
                    text: control.trailing
                    kind: "small"
                    quiet: true
                    figures: true
                    wrapMode: Text.NoWrap
                }
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: control.lineLit !== "" ? control.lineLit : control.line
                textFormat: control.lineLit !== "" ? Text.StyledText : Text.PlainText
                kind: "small"
                quiet: true
                shortens: true
                wrapMode: control.lineLines > 1 ? Text.Wrap : Text.NoWrap
                maximumLineCount: control.lineLines
                elide: Text.ElideRight
            }

            Flow {
                id: markRow

                Layout.fillWidth: true
                Layout.topMargin: height > 0 ? 2 : 0
                spacing: Theme.s4
            }
        }

        Loader {
            visible: active
            active: control.arrow
            sourceComponent: AppIcon {
                name: "chevron-right"
                color: Theme.colors.textQuiet
                size: Theme.iconSmall
            }
        }
    }

    background: Rectangle {
        id: ground

        color: control.current ? Theme.colors.accentQuiet : Theme.colors.surface
        radius: Theme.radiusCard

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        }

        Loader {
            anchors.fill: parent
            active: control.visualFocus
            sourceComponent: FocusRing {
                gap: -2
                radius: Theme.radiusCard - 2
            }
        }
    }
}
