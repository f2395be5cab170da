import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Whether the after-photo shows the same spot: a word, the facts behind it, and both over each other. It never blocks.
Rectangle {
    id: note

    required property CaseMatch match
    property string name: "match"
    property string compareName: name + ".compare"
    property string subject: "" // whose photo, where there are two
    readonly property string told: match.comparing ? qsTr("Comparing the photos …") : subject === "" ? match.text : qsTr("%1: %2").arg(subject).arg(match.text)
    property bool helps: false // another photo can still be taken

    signal compareRequested

    implicitWidth: 320
    implicitHeight: row.implicitHeight + 2 * Theme.s12
    visible: match.view !== "" || match.comparing
    radius: Theme.radiusCard
    color: Theme.fill(match.meaning)
    border.width: Theme.mode === "sunlight" ? 2 : 0
    border.color: Theme.line(match.meaning)
    objectName: name
    Accessible.role: Accessible.StaticText
    Accessible.name: [note.told, match.facts, note.helps ? match.help : ""].filter(part => part !== "").join(". ")

    GridLayout {
        id: row

        readonly property bool narrow: note.width < 480 * Theme.scale

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s12
        columns: narrow ? 2 : 3
        columnSpacing: Theme.s12
        rowSpacing: Theme.s8

        AppIcon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            visible: !note.match.comparing
            name: note.match.symbol
            color: Theme.ink(note.match.meaning)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                objectName: note.name + ".text"
                Layout.fillWidth: true
                text: note.told
                strong: true
                color: Theme.ink(note.match.meaning)
                Accessible.ignored: true
            }

            AppText {
                objectName: note.name + ".facts"
                Layout.fillWidth: true
                text: note.match.facts
                kind: "small"
                figures: true
                color: Theme.ink(note.match.meaning)
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                Layout.topMargin: Theme.s4
                visible: note.helps && text !== ""
                text: note.match.help
                kind: "small"
                paragraph: true
                color: Theme.ink(note.match.meaning)
                Accessible.ignored: true
            }
        }

        AppButton {
            objectName: note.compareName
            enabled: !note.match.comparing
            reason: qsTr("Comparing the photos …")
            Layout.columnSpan: row.narrow ? 2 : 1
            Layout.alignment: row.narrow ? Qt.AlignRight : Qt.AlignVCenter
            iconName: "columns"
            text: qsTr("Compare")
            onClicked: note.compareRequested()
        }
    }
}
