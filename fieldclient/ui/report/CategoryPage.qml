pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// What it is about: search on top, recent ones, ten tiles; inside a category its list.
FocusScope {
    id: page

    required property ReportRoom room
    readonly property CategoryPicker categories: room.categories

    Keys.onEscapePressed: page.room.back()

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            objectName: "category.header"
            Layout.fillWidth: true
            Layout.maximumWidth: 960 * Theme.scale
            Layout.alignment: Qt.AlignHCenter
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            Layout.topMargin: Theme.s8
            back: true
            title: page.categories.level === "category" ? page.categories.categoryName : qsTr("What is it about?")
            onBackClicked: page.room.back()

            AppButton {
                objectName: "category.unsure"
                text: qsTr("Not sure")
                iconName: "help"
                onClicked: page.categories.choose("unsure")
            }
        }

        SearchField {
            id: search

            objectName: "category.search"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            Layout.maximumWidth: 960 * Theme.scale
            Layout.alignment: Qt.AlignHCenter
            focus: true
            placeholder: qsTr("Search: word, pinyin or initials")
            onEdited: text => page.categories.search(text)
            onAccepted: page.categories.chooseFirst()
        }

        CategoryTiles {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.categories.level === "tiles"
            categories: page.categories
            onOpened: code => {
                search.text = "";
                page.categories.openCategory(code);
            }
        }

        ListView {
            id: list

            objectName: "category.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumWidth: 960 * Theme.scale
            Layout.alignment: Qt.AlignHCenter
            Layout.margins: Theme.s16
            Layout.bottomMargin: 0
            visible: page.categories.level !== "tiles"
            clip: true
            spacing: Theme.s8
            boundsBehavior: Flickable.StopAtBounds
            model: page.categories.found
            T.ScrollBar.vertical: AppScrollBar {}
            footer: Item {
                implicitHeight: Theme.s24
            }
            delegate: SubcategoryRow {
                required property string rowId

                objectName: "category.row." + rowId
                width: list.width
                chosen: rowId === page.categories.current
                onClicked: page.categories.choose(rowId)
            }

            ToldRows {
                view: list
            }

            EmptyState {
                anchors.centerIn: parent
                width: Math.min(480 * Theme.scale, parent.width)
                visible: page.categories.nothing
                iconName: "search"
                title: qsTr("Nothing found")
                text: qsTr("Try another word, or choose “Not sure”: the centre will find the right one.")
                actionText: qsTr("Not sure")
                onActionClicked: page.categories.choose("unsure")
            }
        }
    }
}
