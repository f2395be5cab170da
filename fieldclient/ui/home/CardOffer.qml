import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A card with photos was put in.
Card {
    id: offer

    property string name: ""

    signal accepted
    signal refused

    visible: name !== ""
    padding: Theme.s12

    GridLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        columns: offer.width >= 560 ? 4 : 2
        columnSpacing: Theme.s12
        rowSpacing: Theme.s8

        AppIcon {
            name: "hard-drive"
            color: Theme.colors.accent
        }

        AppText {
            objectName: "home.card"
            Layout.fillWidth: true
            text: qsTr("The card “%1” has photos.").arg(offer.name)
            strong: true
        }

        AppButton {
            objectName: "home.card.notNow"
            Layout.fillWidth: offer.width < 560
            kind: "quiet"
            text: qsTr("Not now")
            onClicked: offer.refused()
        }

        AppButton {
            objectName: "home.card.take"
            Layout.fillWidth: offer.width < 560
            text: qsTr("Take it in")
            iconName: "download"
            onClicked: offer.accepted()
        }
    }
}
