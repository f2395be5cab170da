import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// A photo that can be opened. `mark` is a short word on it (e.g. the shot), `delivery` where its bytes are.
T.AbstractButton {
    id: control

    property url source
    property string caption: ""
    property string mark: ""
    property string delivery: "none"
    property string deliveryText: ""
    property string missingText: qsTr("The photo is still at the hub")
    property color behind: Theme.colors.page
    property bool selected: false
    property string film: "photo" // video and audio can be played, and say so
    property alias fillMode: picture.fillMode

    implicitWidth: Math.round(160 * (1 + Theme.scale) / 2)
    implicitHeight: Math.round(120 * (1 + Theme.scale) / 2)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: caption
    Accessible.role: Accessible.Button
    Accessible.name: [mark, caption, deliveryText].filter(word => word !== "").join(", ") || (film === "video" ? qsTr("Video") : film === "audio" ? qsTr("Voice note") : qsTr("Photo"))
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: Item {
        clip: true

        Rectangle {
            anchors.fill: parent
            color: Theme.colors.sunken
        }

        AppIcon {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: absent.visible ? -Theme.s16 : 0
            visible: picture.status !== Image.Ready && control.film === "photo"
            name: "image"
            color: Theme.colors.textQuiet
            size: Theme.headline
        }

        AppText {
            id: absent

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.verticalCenter
            anchors.topMargin: Theme.s8
            width: parent.width - 2 * Theme.s8
            visible: control.source.toString() === "" && control.height >= 110 * Theme.scale && control.film === "photo"
            text: control.missingText
            kind: "small"
            quiet: true
            horizontalAlignment: Text.AlignHCenter
        }

        Image {
            id: picture

            anchors.fill: parent
            source: control.source
            asynchronous: true
            sourceSize: Qt.size(Math.max(1, control.width) * 1.5, 0)
            fillMode: Image.PreserveAspectCrop
            Accessible.ignored: true
        }

        Rectangle {
            x: Theme.s8
            y: Theme.s8
            visible: control.mark !== ""
            width: Math.min(word.implicitWidth + 2 * Theme.s8, parent.width - 2 * Theme.s8)
            height: word.implicitHeight + 8
            radius: height / 2
            color: Theme.colors.scrim

            AppText {
                id: word

                anchors.centerIn: parent
                width: Math.min(implicitWidth, parent.width - Theme.s12)
                text: control.mark
                kind: "small"
                color: Theme.colors.onScrim
                font.weight: Font.Medium
                shortens: true
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }

        Rectangle {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s8
            visible: control.film !== "photo"
            width: Theme.icon + Theme.s16
            height: width
            radius: height / 2
            color: Theme.colors.scrim

            AppIcon {
                anchors.centerIn: parent
                name: control.film === "audio" ? "mic" : "play"
                color: Theme.colors.onScrim
            }
        }

        DeliveryMark {
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s8
            width: Math.min(implicitWidth, parent.width - 2 * Theme.s8)
            shortens: true
            delivery: control.delivery
            text: control.deliveryText
        }
    }

    background: null

    RoundOff {
        behind: control.behind
        radius: Theme.radiusControl
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: control.down ? Theme.colors.pressed : "transparent"
        border.width: control.selected ? 3 : Theme.mode === "sunlight" ? 1 : 0
        border.color: control.selected ? Theme.colors.accent : Theme.colors.lineStrong
    }

    FocusRing {
        visible: control.visualFocus
    }
}
