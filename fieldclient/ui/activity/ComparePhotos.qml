import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Before and after on top of each other; the line between them is moved by finger, mouse, slider or arrow keys.
FocusScope {
    id: view

    property url before
    property url after
    property string caption: ""
    property real share: 0.5 // of the width that shows what was before

    signal closed

    Keys.onEscapePressed: view.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.s16
        spacing: Theme.s12

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s12

            IconButton {
                objectName: view.objectName + ".close"
                iconName: "arrow-left"
                text: qsTr("Back")
                onClicked: view.closed()
            }

            AppText {
                Layout.fillWidth: true
                text: view.caption
                kind: "lead"
                strong: true
            }
        }

        Item {
            id: frame

            // Where the photo is painted: words about it stand on it.
            readonly property real besides: Math.max(0, (width - after.paintedWidth) / 2)
            readonly property real above: Math.max(0, (height - after.paintedHeight) / 2)

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Before and after on top of each other: %1").arg(view.caption)

            Image {
                id: after

                anchors.fill: parent
                source: view.after
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                autoTransform: true
                sourceSize.width: 1600
                Accessible.ignored: true
            }

            Item {
                width: frame.width * view.share
                height: frame.height
                clip: true

                Rectangle {
                    width: frame.width
                    height: frame.height
                    color: Theme.colors.page
                }

                Image {
                    width: frame.width
                    height: frame.height
                    source: view.before
                    fillMode: Image.PreserveAspectFit
                    asynchronous: true
                    autoTransform: true
                    sourceSize.width: 1600
                    Accessible.ignored: true
                }
            }

            Rectangle {
                x: frame.width * view.share - width / 2
                width: 4
                height: frame.height
                color: Theme.colors.accent

                Rectangle {
                    anchors.centerIn: parent
                    width: 36
                    height: 36
                    radius: 18
                    color: Theme.colors.accent

                    AppIcon {
                        anchors.centerIn: parent
                        name: "columns"
                        color: Theme.colors.onAccent
                    }
                }
            }

            Mark {
                x: frame.besides + Theme.s8
                y: frame.above + Theme.s8
                text: qsTr("Before")
            }

            Mark {
                x: frame.width - frame.besides - width - Theme.s8
                y: frame.above + Theme.s8
                text: qsTr("After")
            }

            MouseArea {
                anchors.fill: parent
                preventStealing: true
                onPressed: mouse => view.share = Math.max(0, Math.min(1, mouse.x / width))
                onPositionChanged: mouse => view.share = Math.max(0, Math.min(1, mouse.x / width))
            }
        }

        AppSlider {
            objectName: view.objectName + ".slider"
            Layout.fillWidth: true
            focus: true
            from: 0
            to: 1
            stepSize: 0.05
            value: view.share
            label: qsTr("How much of the photo from before is shown")
            onMoved: view.share = value
        }
    }
}
