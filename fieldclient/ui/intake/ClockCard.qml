pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// One camera's clock: a slider with fine steps, a typed value, what is suggested and why.
Card {
    id: card

    required property ClockDesk clocks
    property bool folded: false
    readonly property bool narrow: width < 640

    padding: Theme.s12

    component Step: AppButton {
        required property real by

        Layout.fillWidth: card.narrow
        leftPadding: Theme.s8
        rightPadding: Theme.s8
        autoRepeat: true
        onClicked: card.clocks.step(by)
    }

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppIcon {
                Layout.rightMargin: Theme.s4
                name: "clock"
                color: Theme.colors.textQuiet
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                AppText {
                    objectName: "intake.clock.offset"
                    Layout.fillWidth: true
                    text: qsTr("%1: %2").arg(card.clocks.cameraName).arg(card.clocks.offsetText)
                    strong: true
                    figures: true
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }

                AppText {
                    objectName: "intake.clock.reason"
                    Layout.fillWidth: true
                    text: card.clocks.suggestion !== "" ? card.clocks.suggestion : card.clocks.reason
                    kind: "small"
                    quiet: card.clocks.suggestion === ""
                }
            }

            AppButton {
                objectName: "intake.clock.take"
                visible: card.clocks.suggestion !== ""
                text: qsTr("Take it")
                iconName: "check"
                onClicked: card.clocks.takeSuggestion()
            }

            IconButton {
                objectName: "intake.clock.fold"
                iconName: card.folded ? "chevron-down" : "chevron-up"
                text: card.folded ? qsTr("Adjust the clock") : qsTr("Hide the clock")
                Accessible.expandable: true
                Accessible.expanded: !card.folded
                onClicked: card.folded = !card.folded
            }
        }

        Flow {
            Layout.fillWidth: true
            visible: cameras.count > 1 && !card.folded
            spacing: Theme.s8

            Repeater {
                id: cameras

                model: card.clocks.cameras

                Chip {
                    required property string rowId
                    required property string name
                    required property string count
                    required property string offset
                    required property int index

                    objectName: "intake.camera." + index
                    iconName: "camera"
                    text: [name, count, offset].filter(word => word !== "").join(" · ")
                    checked: (rowId === "-" ? "" : rowId) === card.clocks.camera
                    onClicked: card.clocks.choose(rowId)
                }
            }
        }

        GridLayout {
            Layout.fillWidth: true
            visible: !card.folded
            columns: card.narrow ? 4 : 6
            columnSpacing: Theme.s4
            rowSpacing: Theme.s4

            AppSlider {
                id: slider

                objectName: "intake.clock.slider"
                Layout.fillWidth: true
                Layout.columnSpan: card.narrow ? 4 : 1
                label: qsTr("Clock offset of %1, %2").arg(card.clocks.cameraName).arg(card.clocks.offsetText)
                from: card.clocks.base - card.clocks.span
                to: card.clocks.base + card.clocks.span
                stepSize: 1
                value: card.clocks.seconds
                onMoved: card.clocks.slide(value)
                Keys.onPressed: event => {
                    event.accepted = event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown;
                    if (event.accepted)
                        card.clocks.step(event.key === Qt.Key_PageUp ? 60 : -60);
                }
            }

            Step {
                objectName: "intake.clock.minusMinute"
                by: -60
                text: qsTr("−1 min")
            }

            Step {
                objectName: "intake.clock.minusSecond"
                by: -1
                text: qsTr("−1 s")
            }

            Step {
                objectName: "intake.clock.plusSecond"
                by: 1
                text: qsTr("+1 s")
            }

            Step {
                objectName: "intake.clock.plusMinute"
                by: 60
                text: qsTr("+1 min")
            }

            TextLine {
                id: typed

                objectName: "intake.clock.typed"
                Layout.columnSpan: card.narrow ? 4 : 1
                Layout.fillWidth: card.narrow
                Layout.preferredWidth: Math.round(132 * Theme.scale)
                placeholder: qsTr("Clock offset, such as +1:30")
                problem: card.clocks.problem
                text: card.clocks.typedText
                onAccepted: card.clocks.typed(text)
                onActiveFocusChanged: if (!activeFocus && text !== card.clocks.typedText && !card.clocks.typed(text))
                    text = Qt.binding(() => card.clocks.typedText)
            }
        }
    }

    // Typing and dragging break a binding: what the desk says afterwards counts.
    Connections {
        target: card.clocks

        function onChanged(): void {
            if (!slider.pressed)
                slider.value = card.clocks.seconds;
            if (!typed.activeFocus)
                typed.text = card.clocks.typedText;
        }
    }
}
