pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Praise that was shown to everybody: words first.
GridLayout {
    id: wall

    required property RowModel praise
    property bool loaded: false
    property bool twoColumns: false

    columns: wall.twoColumns && wall.praise.count > 1 ? 2 : 1 // one alone has all the width
    columnSpacing: Theme.s16
    rowSpacing: Theme.s12
    uniformCellWidths: wall.columns > 1

    Card {
        Layout.fillWidth: true
        Layout.columnSpan: wall.columns
        visible: wall.loaded && wall.praise.count === 0
        padding: Theme.s24

        EmptyState {
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "heart"
            title: qsTr("No praise shown yet")
            text: qsTr("What people liked about the city appears here, once the centre has read it.")
        }
    }

    Repeater {
        model: wall.praise

        Card {
            id: card

            required property string rowId
            required property string title
            required property string line
            required property string text
            required property string when

            objectName: "activity.praise." + rowId
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Accessible.role: Accessible.StaticText
            Accessible.name: [text, title, when].filter(word => word !== "").join(", ")

            RowLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: Theme.s12

                AppIcon {
                    Layout.alignment: Qt.AlignTop
                    name: "heart"
                    color: Theme.ink("done")
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.s4

                    AppText {
                        Layout.fillWidth: true
                        text: card.text !== "" ? card.text : card.title
                        kind: "lead"
                        paragraph: true
                        Accessible.ignored: true
                    }

                    AppText {
                        Layout.fillWidth: true
                        text: [card.text !== "" ? card.title : "", card.line, card.when].filter(word => word !== "").join(" · ")
                        kind: "small"
                        quiet: true
                        figures: true
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
