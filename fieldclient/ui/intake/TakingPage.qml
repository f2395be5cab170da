import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// How far it is, with pause and stop; why it stopped, and how to go on.
AppPage {
    id: page

    required property IntakeRoom room
    readonly property IntakeProgress progress: room.progress
    readonly property bool sortable: room.table.photos > 0 || room.table.loose.length > 0
    readonly property string ended: progress.running ? "" : progress.stopped !== "" ? progress.stopped : page.sortable ? "" : qsTr("There is nothing to sort: all photos here are in drafts or reports already, or cannot be read.")

    signal closed

    objectName: "intake"
    title: qsTr("Taking in %1").arg(page.room.name)
    subtitle: qsTr("You can go on working meanwhile; it continues here.")
    back: true
    bodyWidth: 720
    footed: !page.progress.running
    onBackClicked: page.closed()
    footer: [
        AppButton {
            objectName: "intake.again"
            text: qsTr("Choose another folder")
            onClicked: page.room.putAside()
        },
        Item {
            Layout.fillWidth: true
        },
        AppButton {
            objectName: "intake.sort"
            visible: page.sortable
            text: qsTr("Sort what is here")
            iconName: "layers"
            onClicked: page.room.sortOn()
        },
        AppButton {
            objectName: "intake.goOn"
            visible: page.progress.broken
            kind: "primary"
            iconName: "play"
            text: qsTr("Go on")
            onClicked: page.room.goOn()
        }
    ]

    Notice {
        objectName: "intake.stopped"
        Layout.fillWidth: true
        meaning: page.progress.broken ? "attention" : "neutral"
        iconName: page.progress.broken ? "alert-circle" : "images"
        text: page.ended
    }

    Notice {
        objectName: "intake.goneOn"
        Layout.fillWidth: true
        meaning: "arrived"
        iconName: "history"
        text: page.progress.goneOn
    }

    Card {
        Layout.fillWidth: true
        visible: page.progress.running
        padding: Theme.s24

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.s16

            AppText {
                objectName: "intake.stage"
                Layout.fillWidth: true
                text: page.progress.stage
                kind: "title"
                figures: true
            }

            ProgressLine {
                Layout.fillWidth: true
                implicitHeight: 10
                value: page.progress.share
                meaning: "inHand"
                text: page.progress.stage
            }

            AppText {
                Layout.fillWidth: true
                text: page.progress.file
                kind: "small"
                quiet: true
                wrapMode: Text.NoWrap
                elide: Text.ElideMiddle
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                AppButton {
                    objectName: "intake.pause"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    text: page.progress.paused ? qsTr("Go on") : qsTr("Pause")
                    iconName: page.progress.paused ? "play" : "pause"
                    onClicked: page.progress.paused ? page.room.goOn() : page.room.pause()
                }

                AppButton {
                    objectName: "intake.cancel"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    text: qsTr("Stop")
                    iconName: "x"
                    onClicked: page.room.cancel()
                }
            }
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s8

        Repeater {
            model: page.progress.counts

            Mark {
                required property string modelData
                required property int index

                objectName: "intake.count." + index
                meaning: index === 0 ? "arrived" : "neutral"
                iconName: index === 0 ? "check" : "info"
                text: modelData
            }
        }
    }

    BadFiles {
        Layout.fillWidth: true
        files: page.room.table.bad
    }
}
