import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// How strongly the before-photo lies over the picture.
Rectangle {
    id: ghostly

    required property Ghost ghost
    property string prefix: "camera"

    visible: ghost.there
    height: row.implicitHeight + Theme.s8
    radius: Theme.radiusControl
    color: Theme.colors.scrim

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.s12
        anchors.rightMargin: Theme.s4
        anchors.topMargin: Theme.s4
        anchors.bottomMargin: Theme.s4
        spacing: Theme.s8

        AppText {
            text: qsTr("Before")
            color: Theme.colors.onScrim
            font.weight: Font.Medium
            Accessible.ignored: true
        }

        AppSlider {
            objectName: ghostly.prefix + ".ghost"
            Layout.fillWidth: true
            label: qsTr("How strongly the photo of before is shown")
            ring: Theme.colors.onScrim
            from: 0
            to: 1
            stepSize: 0.05
            value: ghostly.ghost.strength
            onMoved: ghostly.ghost.setStrength(value)
        }
    }
}
