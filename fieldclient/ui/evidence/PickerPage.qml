pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// Photos from folders and cards, tapped in the order wanted.
FocusScope {
    id: page

    required property PhotoPicker picker
    property string prefix: "picker"
    property string title: qsTr("Choose photos")
    property string confirmText: ""
    property string otherText: ""

    signal closed
    signal otherClicked

    function folderName(code: string, name: string): string {
        switch (code) {
        case "pictures":
            return qsTr("Pictures");
        case "downloads":
            return qsTr("Downloads");
        case "desktop":
            return qsTr("Desktop");
        case "home":
            return qsTr("Home folder");
        case "demo":
            return qsTr("Demo photos");
        default:
            return name;
        }
    }

    // The system's dialogs are a library of their own: loaded when somebody asks for another folder.
    function chooseFolder(): void {
        if (chooser.item !== null)
            (chooser.item as FolderChooser).open();
        else
            chooser.source = "FolderChooser.qml";
    }

    Keys.onEscapePressed: page.closed()

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            objectName: page.prefix + ".header"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            Layout.topMargin: Theme.s8
            back: true
            title: page.title
            subtitle: page.picker.folderPath
            onBackClicked: page.closed()
        }

        Flow {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            spacing: Theme.s8

            Repeater {
                model: page.picker.folders

                Chip {
                    required property string rowId
                    required property string code
                    required property string name
                    required property bool current
                    required property int index

                    objectName: page.prefix + ".folder." + index
                    checkable: false
                    checked: current
                    iconName: code === "card" ? "hard-drive" : "folder"
                    text: page.folderName(code, name)
                    onClicked: page.picker.openFolder(rowId)
                }
            }

            Chip {
                objectName: page.prefix + ".other"
                iconName: "folder-open"
                text: qsTr("Other folder…")
                onClicked: page.chooseFolder()
            }
        }

        GridView {
            id: grid

            readonly property int across: Math.max(2, Math.floor(width / 200))

            objectName: page.prefix + ".grid"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: Theme.s16
            Layout.bottomMargin: 0
            clip: true
            Accessible.role: Accessible.List
            Accessible.name: page.title
            boundsBehavior: Flickable.StopAtBounds
            cellWidth: Math.floor(width / across)
            cellHeight: Math.round(cellWidth * 0.75) + 3 * Theme.small + Theme.s24 + Theme.s8
            model: page.picker.files
            keyNavigationEnabled: true
            T.ScrollBar.vertical: AppScrollBar {}
            onContentYChanged: lookAhead()
            onCountChanged: lookAhead()

            function lookAhead(): void {
                if (contentHeight - contentY - height < 2 * cellHeight)
                    page.picker.loadMore();
            }

            delegate: Item {
                id: cell

                required property string rowId
                required property string name
                required property url picture
                required property string when
                required property int order
                required property string problem
                required property string note
                required property bool hasPosition
                required property int index

                width: grid.cellWidth
                height: grid.cellHeight

                PickerFile {
                    objectName: page.prefix + ".file." + cell.index
                    anchors.fill: parent
                    anchors.margins: Theme.s4
                    focus: cell.index === grid.currentIndex
                    focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus // Tab comes to one of them, arrow keys go on
                    picture: cell.picture
                    fileName: cell.name
                    when: cell.when
                    problem: cell.problem
                    note: cell.note
                    placed: cell.hasPosition
                    order: cell.order
                    onClicked: {
                        grid.currentIndex = cell.index;
                        page.picker.toggle(cell.rowId);
                    }
                }
            }

            EmptyState {
                anchors.centerIn: parent
                width: parent.width
                visible: grid.count === 0 && !page.picker.loading
                iconName: "images"
                title: qsTr("No photos in this folder")
                text: qsTr("Put in a card, or choose another folder above.")
            }

            Spinner {
                anchors.centerIn: parent
                visible: page.picker.loading && grid.count === 0
            }
        }

        PickerFoot {
            Layout.fillWidth: true
            picker: page.picker
            prefix: page.prefix
            confirmText: page.confirmText
            otherText: page.otherText
            onOtherClicked: page.otherClicked()
        }
    }

    Loader {
        id: chooser

        onLoaded: (item as FolderChooser).open()
    }

    Connections {
        target: chooser.item as FolderChooser

        function onAccepted(): void {
            page.picker.openOther((chooser.item as FolderChooser).selectedFolder);
        }
    }
}
