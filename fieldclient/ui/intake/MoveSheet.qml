pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where the chosen photos go: a report of their own, or one of those that are there.
FocusScope {
    id: sheet

    required property SortTable table

    signal closed

    Keys.onEscapePressed: sheet.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            objectName: "intake.moving.header"
            Layout.fillWidth: true
            Layout.maximumWidth: 840
            Layout.alignment: Qt.AlignHCenter
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            Layout.topMargin: Theme.s8
            back: true
            title: qsTr("Move %n photo(s) to…", "", sheet.table.chosenPhotos.length)
            onBackClicked: sheet.closed()

            AppButton {
                objectName: "intake.moving.own"
                text: qsTr("A report of its own")
                iconName: "plus"
                onClicked: {
                    sheet.table.split(sheet.table.chosenPhotos);
                    sheet.closed();
                }
            }
        }

        ListView {
            id: list

            objectName: "intake.moving.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumWidth: 840
            Layout.alignment: Qt.AlignHCenter
            Layout.margins: Theme.s16
            clip: true
            focus: true
            onActiveFocusChanged: if (currentItem?.activeFocus ?? false) // a finger on another row moves nothing under it
                positionViewAtIndex(currentIndex, ListView.Contain)
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Reports")
            boundsBehavior: Flickable.StopAtBounds
            spacing: Theme.s8
            model: sheet.table.groups
            T.ScrollBar.vertical: AppScrollBar {}

            delegate: ListRow {
                required property string rowId
                required property int number
                required property string when
                required property string place
                required property string count
                required property var photos
                required title

                objectName: "intake.moving.to." + number
                width: list.width
                focus: ListView.isCurrentItem
                focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus
                thumbnail: photos.length > 0 ? sheet.table.facts(photos[0].key).picture : ""
                line: [when, count, place].filter(word => word !== "").join(" · ")
                trailing: qsTr("No. %1").arg(number)
                onClicked: {
                    sheet.table.move(sheet.table.chosenPhotos, rowId);
                    sheet.closed();
                }
            }

            ToldRows {
                view: list
            }
        }
    }
}
