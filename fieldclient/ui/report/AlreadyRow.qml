import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A case that may be the same matter: touched it opens, its button says that it is the one.
GridLayout {
    id: entry

    required property string rowId
    required property string title
    required property string line
    required property url thumbnail
    property string name: ""
    property string buttonText: ""
    property string buttonIcon: ""
    readonly property bool narrow: width < 420 * Theme.scale

    signal opened
    signal taken

    columns: narrow ? 1 : 2
    columnSpacing: Theme.s8
    rowSpacing: 0

    ListRow {
        objectName: entry.name
        Layout.fillWidth: true
        thumbnail: entry.thumbnail
        title: entry.title
        line: entry.line
        onClicked: entry.opened()
    }

    AppButton {
        objectName: entry.name + ".take"
        Layout.alignment: Qt.AlignRight
        Layout.rightMargin: Theme.s12
        Layout.bottomMargin: entry.narrow ? Theme.s8 : 0
        iconName: entry.buttonIcon
        text: entry.buttonText
        Accessible.description: entry.title + ", " + entry.line
        onClicked: entry.taken()
    }
}
