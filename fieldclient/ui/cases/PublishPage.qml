import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// A result for everybody to see: which photos, if any, and in which words. What is not chosen here does not go out.
ActPage {
    id: page

    prefix: "publish"
    title: qsTr("Show the result to everybody")
    submitText: qsTr("Show it")

    Component.onCompleted: page.caseData.outward.fetch()

    Notice {
        Layout.fillWidth: true
        iconName: "eye"
        text: qsTr("Everybody who is signed in sees this: the words and photos below, the category, the department and the grid. Who reported it, who handled it, the case number and the exact place are never shown. It can be taken back at any time.")
    }

    Notice {
        objectName: "publish.away"
        Layout.fillWidth: true
        iconName: "download"
        text: page.caseData.outward.away > 0 ? qsTr("Photos that are not on this device yet: %1. They were asked for and come as soon as the rules for originals allow.").arg(page.caseData.outward.away) : ""
    }

    PhotoChoice {
        objectName: "publish.before"
        Layout.fillWidth: true
        label: qsTr("Photo from before")
        photos: page.caseData.outward.before
        value: page.editor.choice
        onChosen: sha256 => page.editor.choose("choice", sha256)
        onOpened: sha256 => page.room.zoom(sha256)
    }

    PhotoChoice {
        objectName: "publish.after"
        Layout.fillWidth: true
        label: qsTr("Photo from after")
        photos: page.caseData.outward.after
        value: page.editor.reason
        onChosen: sha256 => page.editor.choose("reason", sha256)
        onOpened: sha256 => page.room.zoom(sha256)
    }

    Notice {
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: page.editor.choice !== "" || page.editor.reason !== "" ? qsTr("Look at each photo in full: no face, no number plate, no door or name that tells who somebody is. A copy without place and time goes out.") : ""
    }

    TextBox {
        objectName: "publish.text"
        Layout.fillWidth: true
        limit: 2000
        label: qsTr("What everybody reads")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }
}
