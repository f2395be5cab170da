pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One category for one or many reports: recent ones first, then all, found by word or pinyin.
FocusScope {
    id: sheet

    required property SubjectPicker subjects
    required property int count

    signal closed
    signal chosen(string code)

    Component.onCompleted: sheet.subjects.start()
    Keys.onEscapePressed: sheet.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            objectName: "intake.subjects.header"
            Layout.fillWidth: true
            Layout.maximumWidth: 840
            Layout.alignment: Qt.AlignHCenter
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            Layout.topMargin: Theme.s8
            back: true
            title: qsTr("Category for %n report(s)", "", sheet.count)
            onBackClicked: sheet.closed()

            AppButton {
                objectName: "intake.subjects.none"
                kind: "quiet"
                text: qsTr("No category yet")
                onClicked: sheet.chosen("")
            }
        }

        SearchField {
            objectName: "intake.subjects.search"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            Layout.maximumWidth: 840
            Layout.alignment: Qt.AlignHCenter
            focus: true
            placeholder: qsTr("Search: word, pinyin or initials")
            onEdited: text => sheet.subjects.search(text)
            onAccepted: if (sheet.subjects.first !== "")
                sheet.chosen(sheet.subjects.first)
        }

        ListView {
            id: list

            objectName: "intake.subjects.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumWidth: 840
            Layout.alignment: Qt.AlignHCenter
            Layout.margins: Theme.s16
            Layout.topMargin: Theme.s8
            clip: true
            onActiveFocusChanged: if (currentItem?.activeFocus ?? false) // a finger on another row moves nothing under it
                positionViewAtIndex(currentIndex, ListView.Contain)
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Categories")
            boundsBehavior: Flickable.StopAtBounds
            model: sheet.subjects.rows
            T.ScrollBar.vertical: AppScrollBar {}
            section.property: "section"
            section.delegate: SectionTitle {
                required property string section

                width: list.width
                text: section === "" ? qsTr("Recent") : section
            }

            delegate: ListRow {
                required property string rowId
                required property string code
                required property string name
                required property string symbol
                required property string hint

                objectName: "intake.subjects." + rowId
                width: list.width
                focus: ListView.isCurrentItem
                focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus
                iconName: symbol
                title: name
                line: hint
                onClicked: sheet.chosen(code)
            }

            ToldRows {
                view: list
            }
        }
    }
}
