import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Signing in. Taking photos and writing works without: the way round this page is always there.
FocusScope {
    id: page

    required property SignInRoom room
    property string language: "zh"

    signal later
    signal languageChosen(string language)

    Accessible.role: Accessible.Dialog
    Accessible.name: qsTr("Sign in")

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    ScrollArea {
        id: area

        anchors.fill: parent
        contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.s32)

        ColumnLayout {
            id: column

            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Theme.s32, (area.height - implicitHeight) / 2)
            width: Math.min(420, area.width - 2 * Theme.s24)
            spacing: Theme.s24

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                Rectangle {
                    Layout.bottomMargin: Theme.s8
                    implicitWidth: 64
                    implicitHeight: 64
                    radius: 20
                    color: Theme.colors.accent

                    AppIcon {
                        anchors.centerIn: parent
                        name: "camera"
                        size: 34
                        color: Theme.colors.onAccent
                    }
                }

                AppText {
                    Layout.fillWidth: true
                    text: qsTr("A photo becomes a report")
                    kind: "headline"
                }

                AppText {
                    Layout.fillWidth: true
                    text: qsTr("Sign in once; after that everything works without a network too.")
                    quiet: true
                    paragraph: true
                }
            }

            SignInForm {
                Layout.fillWidth: true
                room: page.room
                focus: true
            }

            AppButton {
                objectName: "signIn.later"
                Layout.fillWidth: true
                kind: "quiet"
                text: qsTr("Later: take photos first, send when signed in")
                onClicked: page.later()
            }

            Choice {
                objectName: "signIn.language"
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: 200
                value: page.language
                options: [
                    {
                        "value": "zh",
                        "text": "中文"
                    },
                    {
                        "value": "en",
                        "text": "English"
                    }
                ]
                onChosen: value => page.languageChosen(value)
            }
        }
    }
}
