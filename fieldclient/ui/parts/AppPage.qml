import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// A page: header, scrolling body no wider than reads well, and a place for the one primary action below.
FocusScope {
    id: page

    property string title: ""
    property string subtitle: ""
    property bool back: false
    property int bodyWidth: 960 // of normal type; large type asks for more
    readonly property int readable: Math.round(bodyWidth * Theme.scale)
    property bool scrolls: true
    property bool footed: true // whether the place below is shown
    property alias scrolledTo: flick.contentY
    property alias header: heading.actions
    property alias footer: foot.data
    default property alias body: column.data

    signal backClicked

    function toTop(): void {
        flick.contentY = 0;
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            id: heading

            objectName: page.objectName === "" ? "" : page.objectName + ".header"
            Layout.fillWidth: true
            Layout.leftMargin: column.x
            Layout.rightMargin: column.x
            Layout.topMargin: Theme.s8
            Layout.bottomMargin: Math.round((Theme.scale - 1) * Theme.s12) // large lines fill the header
            visible: page.title !== ""
            title: page.title
            subtitle: page.subtitle
            back: page.back
            onBackClicked: page.backClicked()
        }

        ScrollArea {
            id: flick

            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: column.implicitHeight + Theme.s16 + Theme.s24
            interactive: page.scrolls

            ColumnLayout {
                id: column

                x: Math.max(Theme.s16, Math.round((flick.width - width) / 2))
                y: Theme.s4
                width: Math.min(page.readable, flick.width - 2 * Theme.s16)
                spacing: Theme.s16
            }
        }

        Rectangle {
            Layout.fillWidth: true
            visible: page.footed && foot.children.length > 0
            implicitHeight: foot.implicitHeight + 2 * Theme.s12
            color: Theme.colors.page

            Rectangle {
                width: parent.width
                height: Theme.stroke
                color: Theme.colors.line
            }

            RowLayout {
                id: foot

                anchors.centerIn: parent
                width: Math.min(page.readable, parent.width - 2 * Theme.s16)
                spacing: Theme.s12
            }
        }
    }
}
