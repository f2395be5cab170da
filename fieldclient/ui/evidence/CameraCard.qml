import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A kind word before the person goes on: about the shot, or about the one that is missing. Both buttons lead on.
Rectangle {
    id: card

    required property CameraBox camera
    property string prefix: "camera"
    readonly property bool leaving: camera.asking === "leaving"

    visible: camera.asking !== ""
    height: body.implicitHeight + 2 * Theme.s16
    radius: Theme.radiusSheet
    color: Theme.colors.surface
    Accessible.role: Accessible.AlertMessage
    Accessible.name: camera.remark
    onVisibleChanged: if (visible)
        again.forceActiveFocus()

    ColumnLayout {
        id: body

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.s16
        spacing: Theme.s16

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s16

            Thumbnail {
                Layout.preferredWidth: 96
                Layout.preferredHeight: 72
                visible: !card.leaving && card.camera.picture !== ""
                source: card.camera.picture
            }

            AppText {
                objectName: card.prefix + ".remark"
                Layout.fillWidth: true
                text: card.camera.remark
                kind: "lead"
                Accessible.ignored: true
            }
        }

        Flow {
            Layout.fillWidth: true
            layoutDirection: Qt.RightToLeft
            spacing: Theme.s8

            AppButton {
                id: again

                objectName: card.prefix + ".again"
                kind: "primary"
                iconName: "camera"
                text: card.leaving ? qsTr("Take it now") : qsTr("Take it again")
                onClicked: card.leaving ? card.camera.stay() : card.camera.retake()
            }

            AppButton {
                objectName: card.prefix + ".keep"
                height: again.height
                text: card.leaving ? qsTr("Go anyway") : qsTr("Keep it")
                onClicked: card.leaving ? card.camera.goAway() : card.camera.keepIt()
            }
        }
    }
}
