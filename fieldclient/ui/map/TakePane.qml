pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts

// Taking an area along: choose it, hear how large it is, see how far it has come.
FocusScope {
    id: pane

    required property MapRoom room

    Loader {
        anchors.fill: parent
        focus: true
        asynchronous: true
        sourceComponent: pane.room.take.step === "size" ? size : pane.room.take.step === "list" ? list : choice
    }

    Component {
        id: choice

        TakeChoice {
            take: pane.room.take
            onBackClicked: pane.room.closeCard()
        }
    }

    Component {
        id: size

        TakeSize {
            take: pane.room.take
            busy: pane.room.busy
            onBackClicked: pane.room.take.change()
        }
    }

    Component {
        id: list

        AppPage {
            objectName: "map.taken"
            title: qsTr("Taken along")
            back: true
            onBackClicked: pane.room.closeCard()

            TakeList {
                take: pane.room.take
            }
        }
    }
}
