import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// One thing on its way: what, why it waits, how far it is, when it is tried next.
Item {
    id: row

    required property string rowId
    required property string title
    required property string reference
    required property string when
    required property url thumbnail
    required property string delivery
    required property string deliveryText
    required property string why
    required property string nextTry
    required property real progress
    required property string progressText
    readonly property bool moving: delivery === "waiting" || delivery === "travelling"

    implicitHeight: Math.max(88, body.implicitHeight + 2 * Theme.s12)
    Accessible.role: Accessible.ListItem
    Accessible.name: [title, deliveryText, why, nextTry].filter(word => word !== "").join(", ")

    RowLayout {
        id: body

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s12
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s12

        Thumbnail {
            Layout.alignment: Qt.AlignTop
            source: row.thumbnail
            iconName: "file-text"
            behind: Theme.colors.surface
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                AppText {
                    Layout.fillWidth: true
                    text: row.title
                    strong: true
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }

                DeliveryMark {
                    delivery: row.delivery
                    text: row.deliveryText
                }
            }

            AppText {
                Layout.fillWidth: true
                text: row.when + " · " + row.reference
                kind: "small"
                quiet: true
                figures: true
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: row.why
                kind: "small"
            }

            RowLayout {
                Layout.fillWidth: true
                visible: row.moving
                spacing: Theme.s12

                ProgressLine {
                    Layout.fillWidth: true
                    value: row.progress
                    text: row.progressText
                }

                AppText {
                    text: row.progressText
                    kind: "small"
                    quiet: true
                    figures: true
                    wrapMode: Text.NoWrap
                }

                AppText {
                    visible: text !== ""
                    text: row.nextTry
                    kind: "small"
                    quiet: true
                    figures: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
