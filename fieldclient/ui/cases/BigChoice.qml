pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One of three, large enough for a glove. `options`: [{value, text, iconName}].
ColumnLayout {
    id: control

    property var options: []
    property string value: ""
    property string label: ""

    signal chosen(string value)

    spacing: Theme.s8

    AppText {
        Layout.fillWidth: true
        text: control.label
        kind: "lead"
        strong: true
    }

    GridLayout {
        Layout.fillWidth: true
        columns: control.width < 460 ? 1 : control.options.length
        columnSpacing: Theme.s12
        rowSpacing: Theme.s8

        Repeater {
            model: control.options

            T.AbstractButton {
                id: option

                required property var modelData
                readonly property bool current: modelData.value === control.value

                objectName: control.objectName + "." + modelData.value
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 100
                implicitHeight: Math.max(Theme.primary + Theme.s32, words.implicitHeight + Theme.display + Theme.s32)
                text: modelData.text
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                checkable: true
                checked: current
                Accessible.checked: checked
                onToggled: checked = Qt.binding(() => option.current) // as chosen, not as touched
                Accessible.onPressAction: option.click()
                Keys.onReturnPressed: option.click()
                onClicked: control.chosen(modelData.value)

                contentItem: ColumnLayout {
                    spacing: Theme.s4

                    Item {
                        Layout.fillHeight: true
                    }

                    AppIcon {
                        Layout.alignment: Qt.AlignHCenter
                        name: option.modelData.iconName
                        size: Theme.display
                        color: words.color
                    }

                    AppText {
                        id: words

                        Layout.fillWidth: true
                        text: option.text
                        kind: "lead"
                        font.weight: option.current ? Font.DemiBold : Font.Normal
                        color: option.current ? Theme.colors.onAccentQuiet : Theme.colors.text
                        horizontalAlignment: Text.AlignHCenter
                    }

                    Item {
                        Layout.fillHeight: true
                    }
                }

                background: Rectangle {
                    radius: Theme.radiusCard
                    color: option.current ? Theme.colors.accentQuiet : option.hovered ? Theme.colors.hover : Theme.colors.surface
                    border.width: option.current ? Math.max(2, Theme.stroke) : Math.max(1, Theme.stroke)
                    border.color: option.current ? Theme.colors.accent : Theme.colors.lineStrong

                    FocusRing {
                        visible: option.visualFocus
                        radius: parent.radius + gap
                    }
                }
            }
        }
    }
}
