import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// An hour of the day, one up or down.
RowLayout {
    id: field

    property string label: ""
    property int hour: 0

    signal chosen(int hour)

    spacing: Theme.s4

    AppText {
        text: field.label
        kind: "small"
        quiet: true
        wrapMode: Text.NoWrap
    }

    IconButton {
        objectName: field.objectName === "" ? "" : field.objectName + ".less"
        iconName: "minus"
        text: qsTr("%1: one hour earlier").arg(field.label)
        onClicked: field.chosen((field.hour + 23) % 24)
    }

    AppText {
        objectName: field.objectName === "" ? "" : field.objectName + ".text"
        text: (field.hour < 10 ? "0" : "") + (field.hour % 24) + ":00"
        strong: true
        figures: true
        wrapMode: Text.NoWrap
        Accessible.name: field.label + " " + text
    }

    IconButton {
        objectName: field.objectName === "" ? "" : field.objectName + ".more"
        iconName: "plus"
        text: qsTr("%1: one hour later").arg(field.label)
        onClicked: field.chosen((field.hour + 1) % 24)
    }
}
