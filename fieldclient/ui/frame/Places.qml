import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// The five places: a rail at the left where the window is wide, a bar at the bottom else.
Rectangle {
    id: places

    property string place: "home"
    property bool vertical: true
    property int unread: 0

    signal chosen(string place)

    implicitWidth: vertical ? Math.round(88 * Math.max(1, (1 + Theme.scale) / 2)) : 0
    implicitHeight: vertical ? 0 : column.implicitHeight + Theme.s8
    color: Theme.colors.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Rectangle {
        x: places.vertical ? parent.width - width : 0
        width: places.vertical ? Theme.stroke : parent.width
        height: places.vertical ? parent.height : Theme.stroke
        color: Theme.colors.line
    }

    GridLayout {
        id: column

        anchors.fill: parent
        anchors.topMargin: places.vertical ? Theme.s16 : Theme.s4
        anchors.bottomMargin: places.vertical ? Theme.s16 : Theme.s4
        flow: places.vertical ? GridLayout.TopToBottom : GridLayout.LeftToRight
        rows: places.vertical ? -1 : 1
        columns: places.vertical ? 1 : -1
        rowSpacing: Theme.s12
        columnSpacing: 0
        uniformCellWidths: true

        PlaceButton {
            objectName: "rail.home"
            Layout.alignment: Qt.AlignHCenter
            text: qsTr("Home")
            iconName: "home"
            current: places.place === "home"
            onClicked: places.chosen("home")
        }

        PlaceButton {
            objectName: "rail.cases"
            Layout.alignment: Qt.AlignHCenter
            text: qsTr("Cases")
            iconName: "cases"
            current: places.place === "cases"
            onClicked: places.chosen("cases")
        }

        PlaceButton {
            objectName: "rail.report"
            Layout.alignment: Qt.AlignHCenter
            text: qsTr("Report")
            iconName: "camera"
            primary: true
            current: places.place === "report"
            onClicked: places.chosen("report")
        }

        PlaceButton {
            objectName: "rail.activity"
            Layout.alignment: Qt.AlignHCenter
            text: qsTr("Activity")
            iconName: "bell"
            badge: places.unread
            current: places.place === "activity"
            onClicked: places.chosen("activity")
        }

        PlaceButton {
            objectName: "rail.me"
            Layout.alignment: Qt.AlignHCenter
            text: qsTr("Me")
            iconName: "user"
            current: places.place === "me"
            onClicked: places.chosen("me")
        }

        Item {
            visible: places.vertical
            Layout.fillHeight: true
        }
    }
}
