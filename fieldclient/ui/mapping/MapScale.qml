import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// How long a line of so many metres is here.
Rectangle {
    id: bar

    required property MapChart chart

    implicitWidth: Math.max(column.implicitWidth, Math.round(chart.barPixels)) + 2 * Theme.s8
    implicitHeight: column.implicitHeight + Theme.s8
    radius: Theme.radiusControl
    color: Theme.colors.surface
    opacity: 0.92
    Accessible.role: Accessible.StaticText
    Accessible.name: label.text

    Column {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.s8
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        AppText {
            id: label

            text: bar.chart.barMetres >= 1000 ? qsTr("%1 km").arg(bar.chart.barMetres / 1000) : qsTr("%1 m").arg(bar.chart.barMetres)
            kind: "small"
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Rectangle {
            width: Math.round(bar.chart.barPixels)
            height: 3
            color: Theme.colors.text
        }
    }
}
