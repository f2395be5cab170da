pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// The places: a rail at the left where the window is wide, a bar at the bottom else. What does not fit is behind "More".
Rectangle {
    id: places

    property string place: "home"
    property bool vertical: true
    property int unread: 0
    property list<string> known: [] // those that can be gone to, in any order
    property bool more: false // the sheet with the others is open

    // As they are shown. `rank`: who stays longest when there is less room.
    readonly property list<var> table: [
        {
            "name": "home",
            "rank": 0,
            "iconName": "home",
            "text": qsTr("Home")
        },
        {
            "name": "cases",
            "rank": 2,
            "iconName": "cases",
            "text": qsTr("Cases")
        },
        {
            "name": "map",
            "rank": 5,
            "iconName": "map",
            "text": qsTr("Map")
        },
        {
            "name": "report",
            "rank": 1,
            "iconName": "camera",
            "text": qsTr("Report")
        },
        {
            "name": "patrol",
            "rank": 6,
            "iconName": "footprints",
            "text": qsTr("Patrol")
        },
        {
            "name": "intake",
            "rank": 8,
            "iconName": "images",
            "text": qsTr("Photos")
        },
        {
            "name": "activity",
            "rank": 3,
            "iconName": "bell",
            "text": qsTr("Activity")
        },
        {
            "name": "outbox",
            "rank": 7,
            "iconName": "outbox",
            "text": qsTr("Outbox")
        },
        {
            "name": "me",
            "rank": 4,
            "iconName": "user",
            "text": qsTr("Me")
        }
    ]
    readonly property list<var> there: table.filter(entry => known.includes(entry.name))
    readonly property int most: vertical ? there.length : 7 // a bar of more than seven is a row of crumbs
    readonly property int slot: vertical ? Math.max(64, Theme.icon + label.height + 26) + column.rowSpacing : Math.max(64, 1.08 * widest + Theme.s8) // the chosen one is a little wider
    readonly property int slots: Math.floor((vertical ? height - 2 * Theme.s16 - 24 + column.rowSpacing : width) / slot)
    // asked for with the height, which tells of another size of type; a call of a function does not
    readonly property int widest: label.height > 0 ? Math.ceil(Math.max(...there.map(entry => label.advanceWidth(entry.text)), label.advanceWidth(qsTr("More")))) : 0
    readonly property bool all: there.length <= Math.min(slots, most)
    // The names of those with a button of their own.
    readonly property list<string> near: all ? there.map(entry => entry.name) : there.slice().sort((one, other) => one.rank - other.rank).slice(0, Math.max(1, Math.min(slots, most) - 1)).map(entry => entry.name)
    readonly property list<var> far: there.filter(entry => !near.includes(entry.name))

    signal chosen(string place)

    function close(): void {
        more = false;
        moreButton.forceActiveFocus();
    }

    implicitWidth: vertical ? Math.max(88, widest + Theme.s16) : 0
    implicitHeight: vertical ? 0 : column.implicitHeight + Theme.s8
    color: Theme.colors.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")
    onAllChanged: if (all)
        more = false

    FontMetrics {
        id: label

        font.family: Theme.family
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
    }

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
        rowSpacing: Theme.s8
        columnSpacing: 0
        uniformCellWidths: true

        Repeater {
            model: places.table

            PlaceButton {
                required property var modelData
                readonly property string name: modelData.name

                objectName: "rail." + name
                Layout.alignment: places.vertical ? Qt.AlignHCenter : Qt.AlignHCenter | Qt.AlignBottom
                visible: places.near.includes(name)
                width: places.vertical ? places.width - Theme.s8 : implicitWidth
                text: modelData.text
                iconName: modelData.iconName
                primary: name === "report"
                badge: name === "activity" ? places.unread : 0
                current: places.place === name
                onClicked: places.chosen(name)
            }
        }

        PlaceButton {
            id: moreButton

            objectName: "rail.more"
            Layout.alignment: places.vertical ? Qt.AlignHCenter : Qt.AlignHCenter | Qt.AlignBottom
            visible: !places.all
            text: qsTr("More")
            iconName: "more"
            current: places.more || places.far.some(entry => entry.name === places.place)
            focusPolicy: Qt.TabFocus // a touch leaves the keyboard in the sheet, or it would close and open again
            Accessible.role: Accessible.ButtonMenu
            Accessible.expanded: places.more
            onClicked: places.more = !places.more
        }

        Item {
            visible: places.vertical
            Layout.fillHeight: true
        }
    }
}
