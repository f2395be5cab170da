pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Files that could not be taken, each with its reason. Folded until somebody wants to know.
Card {
    id: card

    required property RowModel files
    property bool unfolded: false

    visible: files.count > 0
    padding: Theme.s12

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppIcon {
                name: "image-off"
                color: Theme.colors.attention.line
            }

            AppText {
                objectName: "intake.bad"
                Layout.fillWidth: true
                text: qsTr("%n file(s) could not be read", "", card.files.count)
            }

            AppButton {
                objectName: "intake.bad.show"
                kind: "quiet"
                text: card.unfolded ? qsTr("Hide") : qsTr("Why?")
                Accessible.expandable: true
                Accessible.expanded: card.unfolded
                onClicked: card.unfolded = !card.unfolded
            }
        }

        ListView {
            Layout.fillWidth: true
            visible: card.unfolded
            implicitHeight: Math.min(contentHeight, 240)
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: card.unfolded ? card.files : null
            spacing: Theme.s8

            delegate: ColumnLayout {
                id: line

                required property string rowId
                required property string name
                required property string reason

                width: ListView.view.width
                spacing: 0

                AppText {
                    Layout.fillWidth: true
                    text: line.name
                    strong: true
                    elide: Text.ElideMiddle
                    wrapMode: Text.NoWrap
                }

                AppText {
                    objectName: "intake.bad." + line.rowId
                    Layout.fillWidth: true
                    text: line.reason
                    kind: "small"
                    quiet: true
                }
            }
        }
    }
}
