import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// The licences of what is shipped.
AppPage {
    id: page

    property string text: ""

    objectName: "licences"
    title: qsTr("Licences")
    back: true
    bodyWidth: 760

    AppText {
        Layout.fillWidth: true
        text: qsTr("Qt and Qt for Python are used under the LGPL version 3. The other packages and their versions are listed in requirements.lock; each brings its licence.")
        paragraph: true
    }

    AppText {
        Layout.fillWidth: true
        text: page.text
        kind: "small"
        paragraph: true
    }
}
