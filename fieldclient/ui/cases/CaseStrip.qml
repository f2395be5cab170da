pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The filters that are wanted most, in one line that can be pushed along, with a button where it goes on out of sight; the first
// opens all of them.
Item {
    id: strip

    required property CaseList cases
    readonly property real edge: Theme.touch + Theme.s16 // of the button and the fading beside it
    readonly property real far: Math.max(0, line.width + 2 * Theme.s16 - width)

    signal wanted

    function reveal(item: Item): void {
        const left = item.mapToItem(row.contentItem, 0, 0).x;
        if (left < row.contentX + strip.edge)
            to(left - strip.edge);
        else if (left + item.width > row.contentX + row.width - strip.edge)
            to(left + item.width - row.width + strip.edge);
    }

    function to(x: real): void {
        glide.to = Math.max(0, Math.min(strip.far, x));
        glide.restart();
    }

    // The line goes on below this edge.
    component Edge: Item {
        id: edge

        property alias iconName: button.iconName
        property alias text: button.text
        property bool backwards: false

        signal clicked

        width: strip.edge
        height: strip.height

        Rectangle {
            x: edge.backwards ? Theme.touch : 0
            width: Theme.s16
            height: parent.height
            color: "transparent" // what lies here is the gradient
            gradient: Gradient {
                orientation: Gradient.Horizontal

                GradientStop {
                    position: edge.backwards ? 1 : 0
                    color: Qt.alpha(Theme.colors.page, 0)
                }

                GradientStop {
                    position: edge.backwards ? 0 : 1
                    color: Theme.colors.page
                }
            }
        }

        Rectangle {
            x: edge.backwards ? 0 : Theme.s16
            width: Theme.touch
            height: parent.height
            color: Theme.colors.page

            // For fingers: the keyboard brings every filter into sight by itself.
            IconButton {
                id: button

                anchors.fill: parent
                focusPolicy: Qt.NoFocus
                Accessible.focusable: false
                onClicked: edge.clicked()
            }
        }
    }

    implicitHeight: Math.max(Theme.touch, line.implicitHeight)

    Flickable {
        id: row

        objectName: "cases.strip"
        anchors.fill: parent
        contentWidth: line.width + 2 * Theme.s16
        contentHeight: height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.HorizontalFlick

        NumberAnimation {
            id: glide

            target: row
            property: "contentX"
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }

        Row {
            id: line

            x: Theme.s16
            spacing: Theme.s8

            Chip {
                objectName: "cases.filters"
                text: strip.cases.filters.chosen > 0 ? qsTr("Filters (%1)").arg(strip.cases.filters.chosen) : qsTr("Filters")
                iconName: "filter"
                checked: strip.cases.filters.chosen > 0
                onClicked: strip.wanted()
                onActiveFocusChanged: {
                    if (activeFocus)
                        strip.reveal(this);
                }
            }

            Repeater {
                model: strip.cases.saved.rows

                Chip {
                    id: kept

                    required property string rowId
                    required property bool chosen

                    objectName: "cases.saved." + rowId
                    text: rowId
                    iconName: "star"
                    checkable: true
                    checked: chosen
                    onToggled: {
                        strip.cases.saved.use(rowId);
                        kept.checked = Qt.binding(() => kept.chosen);
                    }
                    onActiveFocusChanged: {
                        if (activeFocus)
                            strip.reveal(kept);
                    }
                }
            }

            Repeater {
                model: strip.cases.filters.strip

                FilterChipView {
                    id: chip

                    objectName: "cases.chip." + rowId
                    onToggledByHand: wanted => strip.cases.filters.toggle(wanted)
                    onActiveFocusChanged: {
                        if (activeFocus)
                            strip.reveal(chip);
                    }
                }
            }
        }
    }

    Edge {
        objectName: "cases.strip.back"
        visible: row.contentX > 1
        backwards: true
        iconName: "chevron-left"
        text: qsTr("Filters before these")
        onClicked: strip.to(row.contentX - row.width + 2 * strip.edge)
    }

    Edge {
        objectName: "cases.strip.on"
        anchors.right: parent.right
        visible: row.contentX < strip.far - 1
        iconName: "chevron-right"
        text: qsTr("More filters")
        onClicked: strip.to(row.contentX + row.width - 2 * strip.edge)
    }
}
