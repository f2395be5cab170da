import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts

// Praise: the photo, a word if the person likes, and one button.
AppPage {
    id: page

    required property ReportRoom room

    objectName: "praise"
    title: qsTr("Praise")
    back: true
    bodyWidth: 720
    onBackClicked: room.back()
    Keys.onEscapePressed: page.room.back()

    PhotoTile {
        objectName: "praise.photo"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.round(width * 0.6)
        visible: page.room.praisePhoto !== ""
        source: page.room.praisePhoto
        onClicked: page.room.newPraise()
    }

    TextBox {
        objectName: "praise.text"
        Layout.fillWidth: true
        label: page.room.praisePhoto !== "" ? qsTr("A word, if you like") : qsTr("What was done well, and where?")
        placeholder: qsTr("Thank you for …")
        text: page.room.praiseText
        onEdited: text => page.room.writePraise(text)
    }

    footer: SealBar {
        name: "praise.send"
        iconName: "thumbs-up"
        text: qsTr("Your praise is shown to those who did the work.")
        buttonText: qsTr("Send praise")
        busy: page.room.busy
        onClicked: page.room.sendPraise()
    }
}
