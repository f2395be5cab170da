import QtQuick
import QtQuick.Layouts
import fieldclient.ui.charts
import fieldclient.ui.parts
import fieldclient.ui.theme

// My week beside the one before, and the way to all my numbers.
ColumnLayout {
    id: week

    required property HomeRoom room

    signal openNumbers

    visible: week.room.week.summary !== undefined
    spacing: Theme.s4

    ChartCard {
        objectName: "home.week"
        Layout.fillWidth: true
        title: qsTr("My week")
        series: week.room.week
    }

    AppButton {
        objectName: "home.numbers"
        Layout.alignment: Qt.AlignRight
        kind: "quiet"
        text: qsTr("All my numbers")
        iconName: "trending-up"
        onClicked: week.openNumbers()
    }
}
