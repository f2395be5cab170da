import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One line at the top of every screen. A tap opens the outbox.
T.AbstractButton {
    id: strip

    required property Frame frame
    // What is said when it changes; how much waits changes all the time and is told to whoever asks.
    readonly property string news: [frame.network, frame.attention, frame.clock].filter(word => word !== "").join(", ")
    readonly property bool narrow: width < 560 * Theme.scale
    readonly property real others: network.implicitWidth + waiting.implicitWidth + (attention.visible ? attention.implicitWidth + row.spacing : 0)
    readonly property bool roomy: others + asOf.implicitWidth + 3 * row.spacing + leftPadding + rightPadding <= width

    implicitHeight: Theme.touch
    leftPadding: Theme.s16
    rightPadding: Theme.s16
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: [frame.network, frame.waiting, frame.attention, frame.asOf, frame.clock].filter(word => word !== "").join(", ")
    Accessible.description: qsTr("Opens the outbox")
    onNewsChanged: if (visible && frame.loaded)
        strip.Accessible.announce(news)
    Accessible.onPressAction: strip.click()
    Keys.onReturnPressed: strip.click()

    contentItem: RowLayout {
        id: row

        spacing: strip.narrow ? Theme.s12 : Theme.s24

        RowLayout {
            id: network

            spacing: Theme.s8

            AppIcon {
                name: strip.frame.networkIcon
                size: Theme.iconSmall
                color: word.color
            }

            AppText {
                id: word

                objectName: "strip.network"
                text: strip.frame.network
                kind: "small"
                strong: true
                color: strip.frame.networkMeaning === "attention" ? Theme.colors.attention.line : Theme.colors.text
                wrapMode: Text.NoWrap
            }
        }

        RowLayout {
            id: waiting

            spacing: Theme.s8

            AppIcon {
                name: strip.frame.waits ? "outbox" : "cloud-check"
                size: Theme.iconSmall
                color: strip.frame.waits ? Theme.colors.waiting.line : Theme.colors.textQuiet
            }

            AppText {
                objectName: "strip.waiting"
                text: strip.frame.waiting
                kind: "small"
                figures: true
                quiet: !strip.frame.waits
                wrapMode: Text.NoWrap
            }
        }

        Mark {
            id: attention

            objectName: "strip.attention"
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            shortens: true
            meaning: "attention"
            iconName: "alert-circle"
            text: strip.frame.attention
        }

        Mark {
            objectName: "strip.clock"
            Layout.maximumWidth: 320
            shortens: true
            visible: strip.frame.clock !== "" && !strip.narrow
            meaning: "attention"
            iconName: "clock"
            text: strip.frame.clock
        }

        Item {
            Layout.fillWidth: true
        }

        AppText {
            id: asOf

            objectName: "strip.asOf"
            visible: strip.roomy
            text: strip.frame.asOf
            kind: "small"
            quiet: true
            figures: true
            wrapMode: Text.NoWrap
        }
    }

    background: Rectangle {
        color: strip.down ? Theme.colors.sunken : Theme.colors.surface

        Rectangle {
            anchors.fill: parent
            color: strip.hovered ? Theme.colors.hover : "transparent"
        }

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.stroke
            color: Theme.colors.line
        }

        FocusRing {
            visible: strip.visualFocus
            gap: -3
        }
    }
}
