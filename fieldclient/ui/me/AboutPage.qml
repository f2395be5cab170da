pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The version, and everything that is shipped with its licence. A tap shows the licence itself.
AppPage {
    id: page

    required property AboutDesk desk
    readonly property bool reading: desk.text !== ""
    property FactRow chosen: null // whose licence is read, and how far down the list it was
    property real before: 0

    objectName: "licences"
    title: qsTr("About")
    subtitle: page.reading && page.chosen !== null ? page.chosen.title : qsTr("Version %1").arg(page.desk.version)
    back: true
    bodyWidth: 760
    // A licence begins at its top; back in the list one is where one was.
    onReadingChanged: {
        page.scrolledTo = page.reading ? 0 : page.before;
        Qt.callLater(() => (page.reading ? toList : page.chosen)?.forceActiveFocus());
    }

    AppText {
        Layout.fillWidth: true
        visible: !page.reading
        text: qsTr("Qt and Qt for Python are used under the LGPL version 3. Everything else that is in this app, with its version and licence:")
        paragraph: true
        quiet: true
    }

    Card {
        Layout.fillWidth: true
        visible: !page.reading && list.count > 0
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                id: list

                model: page.desk.rows

                FactRow {
                    required property string rowId
                    required property string version
                    required property string licence

                    objectName: "about." + rowId
                    Layout.fillWidth: true
                    iconName: "package"
                    endIcon: "chevron-right"
                    title: version === "" ? rowId : rowId + " " + version
                    value: licence
                    onEditRequested: {
                        page.chosen = this;
                        page.before = page.scrolledTo;
                        page.desk.readText(rowId);
                    }
                }
            }
        }
    }

    AppButton {
        id: toList

        objectName: "about.back"
        visible: page.reading
        text: qsTr("Back to the list")
        iconName: "arrow-left"
        onClicked: page.desk.closeText()
    }

    AppText {
        objectName: "about.text"
        Layout.fillWidth: true
        visible: text !== ""
        text: page.desk.text
        kind: "small"
        paragraph: true
    }
}
