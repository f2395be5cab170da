import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The words of an entry: title and reason, the sentence, how far it is.
RowLayout {
    id: body

    required property WaitingRow entry

    spacing: Theme.s12

    Thumbnail {
        Layout.alignment: Qt.AlignTop
        source: body.entry.thumbnail
        iconName: "file-text"
        behind: Theme.colors.surface
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop // in one line with the arrow
        spacing: Theme.s4

        GridLayout {
            readonly property bool narrow: width < 420 * Theme.scale

            Layout.fillWidth: true
            columns: narrow ? 1 : 2
            columnSpacing: Theme.s8
            rowSpacing: Theme.s4

            AppText {
                Layout.fillWidth: true
                text: body.entry.title
                strong: true
                maximumLineCount: 2
                elide: Text.ElideRight
            }

            Flow {
                Layout.fillWidth: parent !== null && (parent as GridLayout).columns === 1
                Layout.preferredWidth: marks.implicitWidth
                spacing: Theme.s8

                Row {
                    id: marks

                    spacing: Theme.s8

                    Mark {
                        meaning: "inHand"
                        iconName: "chevron-up"
                        text: body.entry.firstText
                    }

                    Mark {
                        objectName: "outbox.reason." + body.entry.rowId
                        meaning: body.entry.delivery === "arrived" ? "arrived" : "waiting"
                        iconName: body.entry.reasonIcon
                        text: body.entry.reasonText
                    }
                }
            }
        }

        AppText {
            Layout.fillWidth: true
            text: body.entry.when + " · " + body.entry.reference
            kind: "small"
            quiet: true
            figures: true
        }

        AppText {
            objectName: "outbox.why." + body.entry.rowId
            Layout.fillWidth: true
            visible: text !== "" && !(body.entry.wayTrouble && body.entry.reason !== "paused" && body.entry.reason !== "behind")
            text: body.entry.why
            kind: "small"
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: body.entry.moving
            value: body.entry.progress
            text: body.entry.progressText
        }

        Flow {
            Layout.fillWidth: true
            visible: body.entry.moving
            spacing: Theme.s12

            AppText {
                text: body.entry.progressText
                kind: "small"
                quiet: true
                figures: true
                wrapMode: Text.NoWrap
            }

            AppText {
                visible: text !== ""
                text: body.entry.leftText
                kind: "small"
                quiet: true
                figures: true
                wrapMode: Text.NoWrap
            }

            AppText {
                visible: text !== ""
                text: body.entry.nextTry
                kind: "small"
                quiet: true
                figures: true
                wrapMode: Text.NoWrap
            }
        }
    }

    AppIcon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 2
        name: body.entry.open ? "chevron-up" : "chevron-down"
        color: Theme.colors.textQuiet
    }
}
