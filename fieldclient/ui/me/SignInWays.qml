import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// The ways on from the page that asks who is there, without signing in.
ColumnLayout {
    id: ways

    required property SignInRoom room

    signal later
    signal tourWanted

    spacing: 0

    AppButton {
        objectName: "signIn.back"
        Layout.fillWidth: true
        visible: ways.room.hasBack
        kind: "quiet"
        text: qsTr("Back")
        iconName: "arrow-left"
        onClicked: ways.room.back()
    }

    AppButton {
        objectName: "signIn.later"
        Layout.fillWidth: true
        visible: ways.room.canLater
        kind: "quiet"
        text: qsTr("Later: take photos first, send when signed in")
        onClicked: ways.later()
    }

    AppButton {
        objectName: "signIn.tour"
        Layout.fillWidth: true
        visible: ways.room.step === "form"
        kind: "quiet"
        text: qsTr("How it works, in one minute")
        onClicked: ways.tourWanted()
    }
}
