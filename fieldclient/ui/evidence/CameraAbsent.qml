import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// No camera, one that is not allowed, or one that another program holds: why, and what does just as well.
Item {
    id: absent

    property string prefix: "camera"
    property string problem: ""
    property bool broken: false

    signal closed
    signal filesRequested
    signal tryAgain

    PageHeader {
        objectName: absent.prefix + ".header"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s16
        back: true
        title: qsTr("Camera")
        onBackClicked: absent.closed()
    }

    EmptyState {
        objectName: absent.prefix + ".none"
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.s24, 480 * Theme.scale)
        iconName: "camera"
        title: absent.problem !== "" ? qsTr("The camera cannot be used now") : qsTr("There is no camera to use here")
        text: absent.problem !== "" ? absent.problem : qsTr("Photos from a card, a phone or a folder do just as well.")
        actionText: qsTr("Choose from files")
        actionIcon: "images"
        onActionClicked: absent.filesRequested()
    }

    AppButton {
        objectName: absent.prefix + ".tryAgain"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s32
        visible: absent.broken
        iconName: "refresh"
        text: qsTr("Try again")
        onClicked: absent.tryAgain()
    }
}
