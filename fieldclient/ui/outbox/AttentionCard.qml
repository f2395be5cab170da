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
    required property bool canRetry
    required property bool canEdit
    required property list<var> differences

    signal retryRequested
    signal editRequested
    signal asideRequested

    implicitHeight: body.implicitHeight + 2 * Theme.s16
    radius: Theme.radiusCard
    color: Theme.colors.surface
    border.width: Math.max(1, Theme.stroke)
    border.color: Theme.colors.attention.line

    ColumnLayout {
        id: body

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        spacing: Theme.s12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s12

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
                meaning: "attention"
                iconName: "alert-circle"
                text: qsTr("Needs attention")
            }
        }

        CompareTable {
            objectName: "outbox.compare." + card.rowId
            Layout.fillWidth: true
            visible: card.differences.length > 0
            entries: card.differences
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                objectName: "outbox.edit." + card.rowId
                visible: card.canEdit
                text: qsTr("Change and send again")
                iconName: "pencil"
                onClicked: card.editRequested()
            }

            AppButton {
                objectName: "outbox.retry." + card.rowId
                visible: card.canRetry
                text: qsTr("Try again")
                iconName: "repeat"
                onClicked: card.retryRequested()
            }

            AppButton {
                objectName: "outbox.aside." + card.rowId
                kind: "quiet"
                text: qsTr("Set aside")
                onClicked: card.asideRequested()
            }
        }
    }
}
