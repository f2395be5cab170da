import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What was chosen, what is wrong, and the one button that takes the photos.
Rectangle {
    id: control

    required property PhotoPicker picker
    property string prefix: "picker"
    property string confirmText: ""
    property string otherText: ""

    signal otherClicked

    implicitHeight: column.implicitHeight + 2 * Theme.s12
    color: Theme.colors.page

    Rectangle {
        width: parent.width
        height: Theme.stroke
        color: Theme.colors.line
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.s12
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        spacing: Theme.s8

        Notice {
            objectName: control.prefix + ".problem"
            Layout.fillWidth: true
            meaning: "attention"
            iconName: "alert-circle"
            text: control.picker.problem
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s12

            AppText {
                objectName: control.prefix + ".count"
                Layout.fillWidth: true
                quiet: true
                figures: true
                text: control.picker.chosen === 0 ? (control.picker.limit === 1 ? qsTr("Tap a photo to choose it.") : qsTr("Tap photos in the order you want them, up to %1.").arg(control.picker.limit)) : qsTr("%n photo(s) chosen", "", control.picker.chosen)
            }

            AppButton {
                objectName: control.prefix + ".alternative"
                visible: control.otherText !== ""
                text: control.otherText
                onClicked: control.otherClicked()
            }

            AppButton {
                objectName: control.prefix + ".confirm"
                kind: "primary"
                iconName: "check"
                text: control.confirmText !== "" ? control.confirmText : qsTr("Use photos")
                enabled: control.picker.chosen > 0
                reason: qsTr("Choose a photo first")
                onClicked: control.picker.confirm()
            }
        }
    }
}
