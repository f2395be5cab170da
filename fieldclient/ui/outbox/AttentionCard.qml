import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Something the hub did not take: why, that it is safe, and what a person can do.
Rectangle {
    id: card

    required property string rowId
    required property string title
    required property string reference
    required property string when
    required property url thumbnail
    required property string why
    required property string reason
    required property string reasonText
    required property string reasonIcon
    required property list<var> differences
    required property list<var> steps
    required property list<var> files

    signal stepChosen(string step)

    implicitHeight: body.implicitHeight + 2 * Theme.s16
    radius: Theme.radiusCard
    color: Theme.colors.surface
    Accessible.role: Accessible.Grouping
    Accessible.name: [title, reasonText, why].join(", ")
    border.width: Math.max(1, Theme.stroke)
    border.color: Theme.colors.attention.line

    ColumnLayout {
        id: body

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        spacing: Theme.s12

        GridLayout {
            Layout.fillWidth: true
            columns: card.width < 480 * Theme.scale ? 2 : 3
            columnSpacing: Theme.s12
            rowSpacing: Theme.s8

            Thumbnail {
                Layout.alignment: Qt.AlignTop
                source: card.thumbnail
                iconName: "file-text"
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.s4

                AppText {
                    Layout.fillWidth: true
                    text: card.title
                    strong: true
                }

                AppText {
                    Layout.fillWidth: true
                    text: card.when + " · " + card.reference
                    kind: "small"
                    quiet: true
                    figures: true
                }

                AppText {
                    Layout.fillWidth: true
                    text: card.why
                    paragraph: true
                }
            }

            Mark {
                Layout.alignment: Qt.AlignTop
                Layout.columnSpan: card.width < 480 * Theme.scale ? 2 : 1
                Layout.maximumWidth: body.width
                meaning: "attention"
                iconName: card.reasonIcon
                text: card.reasonText
            }
        }

        CompareTable {
            objectName: "outbox.compare." + card.rowId
            Layout.fillWidth: true
            visible: card.differences.length > 0
            entries: card.differences
        }

        FileLines {
            Layout.fillWidth: true
            visible: card.reason === "file_lost" || card.reason === "file_bad"
            files: visible ? card.files : []
        }

        Steps {
            Layout.fillWidth: true
            rowId: card.rowId
            steps: card.steps
            onChosen: step => card.stepChosen(step)
        }
    }
}
