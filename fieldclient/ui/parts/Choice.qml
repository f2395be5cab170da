pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// One of a few. `options`: [{value, text, iconName}]. Falls into rows below one another when it does not fit.
FocusScope {
    id: control

    property var options: []
    property string value: ""
    property string label: ""

    signal chosen(string value)

    implicitWidth: 320
    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Column {
        id: column

        width: parent.width
        spacing: Theme.s4

        AppText {
            visible: control.label !== ""
            width: parent.width
            text: control.label
            kind: "small"
            quiet: true
            font.weight: Font.Medium
        }

        Flow {
            width: parent.width
            spacing: Theme.s8

            Repeater {
                model: control.options

                T.AbstractButton {
                    id: option

                    required property var modelData
                    readonly property bool current: modelData.value === control.value
                    readonly property real wanted: Math.ceil(word.implicitWidth) + content.signs

                    objectName: control.objectName === "" ? "" : control.objectName + "." + modelData.value
                    implicitWidth: Math.max(Theme.touch, wanted + 2 * Theme.s16)
                    implicitHeight: Math.max(Theme.touch, word.implicitHeight + Theme.s16)
                    width: Math.min(implicitWidth, column.width)
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

                    contentItem: Item {
                        implicitWidth: option.wanted

                        Row {
                            id: content

                            readonly property real signs: sign.visible ? sign.width + spacing : 0

                            anchors.centerIn: parent
                            spacing: Theme.s8

                            AppIcon {
                                id: sign

                                anchors.verticalCenter: parent.verticalCenter
                                visible: name !== ""
                                name: option.modelData.iconName ?? ""
                                size: Theme.iconSmall
                                color: word.color
                            }

                            AppText {
                                id: word

                                width: Math.min(Math.ceil(implicitWidth), Math.max(0, option.width - 2 * Theme.s12 - content.signs))
                                text: option.text
                                color: option.current ? Theme.colors.onAccentQuiet : Theme.colors.text
                                font.weight: option.current ? Font.Medium : Font.Normal
                            }
                        }
                    }

                    background: Rectangle {
                        radius: Theme.radiusControl
                        color: option.current ? Theme.colors.accentQuiet : option.hovered ? Theme.colors.hover : Theme.colors.surface
                        border.width: option.current ? Math.max(2, Theme.stroke) : Math.max(1, Theme.stroke)
                        border.color: option.current ? Theme.colors.accent : Theme.colors.lineStrong

                        FocusRing {
                            visible: option.visualFocus
                        }
                    }
                }
            }
        }
    }
}
