pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One step of the story with the photos that belong to it.
Item {
    id: step

    required property int index
    required property string title
    required property string who
    required property string when
    required property string text
    required property string note
    required property string symbol
    required property string meaning
    required property var pictures
    required property var hashes
    property bool last: false
    property string prefix: "case.step"

    signal opened(string sha256)

    implicitHeight: item.implicitHeight + (photos.visible ? photos.implicitHeight + Theme.s16 : 0)

    Rectangle {
        x: item.lineX
        y: item.implicitHeight - 1
        width: 2
        height: parent.height - y
        visible: photos.visible && !step.last
        color: Theme.colors.line
    }

    TimelineItem {
        id: item

        width: parent.width
        title: step.title
        who: step.who
        when: step.when
        text: step.text
        note: step.note
        iconName: step.symbol
        meaning: step.meaning
        first: step.index === 0
        last: step.last
    }

    Flow {
        id: photos

        x: 44
        y: item.implicitHeight - Theme.s8
        width: parent.width - x
        spacing: Theme.s8
        visible: step.hashes.length > 0

        Repeater {
            model: step.hashes.length

            PhotoTile {
                required property int index

                objectName: step.prefix + "." + step.index + ".photo." + index
                width: 96
                height: 72
                source: step.pictures[index] ?? ""
                behind: Theme.colors.surface
                onClicked: step.opened(step.hashes[index])
            }
        }
    }
}
