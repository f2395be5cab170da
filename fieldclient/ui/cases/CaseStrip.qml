pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The filters that are wanted most, in one line that can be pushed along; the first opens all of them.
Flickable {
    id: strip

    required property CaseList cases

    signal wanted

    function reveal(item: Item): void {
        const left = item.mapToItem(contentItem, 0, 0).x;
        if (left < contentX + Theme.s16)
            contentX = Math.max(0, left - Theme.s16);
        else if (left + item.width > contentX + width - Theme.s16)
            contentX = Math.min(Math.max(0, contentWidth - width), left + item.width - width + Theme.s16);
    }

    implicitHeight: Theme.touch
    contentWidth: line.width + 2 * Theme.s16
    contentHeight: height
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick

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
