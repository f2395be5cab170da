import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// The title of a page; `back` shows the way out. Further buttons go to its end.
RowLayout {
    id: control

    property string title: ""
    property string subtitle: ""
    property bool back: false
    property string backText: qsTr("Back")
    default property alias actions: end.data
    property bool made: false // before that nobody can be told: it stands in no window
    property bool told: false // since it came; a page that is made while its place is shown already never turns visible

    signal backClicked

    // Which page this is, for whoever does not see it come.
    function tell(): void {
        if (!made || !visible || told || title === "")
            return;
        told = true;
        heading.Accessible.announce(title);
    }

    Layout.minimumHeight: Theme.touch + Theme.s16
    onVisibleChanged: {
        told = false;
        tell();
    }
    onTitleChanged: tell()
    Component.onCompleted: {
        made = true;
        tell();
    }
    spacing: Theme.s8

    IconButton {
        objectName: control.objectName === "" ? "" : control.objectName + ".back"
        Layout.leftMargin: -Theme.s12
        visible: control.back
        iconName: "arrow-left"
        text: control.backText
        onClicked: control.backClicked()
    }

    ColumnLayout {
        id: texts

        Layout.fillWidth: true
        spacing: 0

        AppText {
            id: heading

            Layout.fillWidth: true
            text: control.title
            kind: control.back ? "title" : "headline"
            shortens: true // a heading is told in full by its name
            maximumLineCount: 3
            elide: Text.ElideRight
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: control.subtitle
            kind: "small"
            quiet: true
            figures: true
        }
    }

    RowLayout {
        id: end

        spacing: Theme.s8
    }
}
