pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// Steps below one another: the story of a case, or the calls and visits about it.
Card {
    id: card

    required property RowModel steps
    property string prefix: "case.step"

    signal opened(string sha256)

    visible: steps.count > 0

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            id: story

            model: card.steps

            StoryStep {
                Layout.fillWidth: true
                prefix: card.prefix
                last: index === story.count - 1
                onOpened: sha256 => card.opened(sha256)
            }
        }
    }
}
