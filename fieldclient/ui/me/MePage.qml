pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Who I am here, how the window looks, this device.
FocusScope {
    id: page

    required property MeRoom room
    property bool fullScreen: false
    readonly property bool twoColumns: width >= 900

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal signIn
    signal openOutbox
    signal closed

    function back(): bool {
        if (!licences.active)
            return false;
        licences.active = false;
        return true;
    }

    AppPage {
        anchors.fill: parent
        objectName: "me"
        visible: !licences.active
        title: qsTr("Me")
        bodyWidth: 1200

        GridLayout {
            Layout.fillWidth: true
            columns: page.twoColumns ? 2 : 1
            columnSpacing: Theme.s24
            rowSpacing: Theme.s16
            uniformCellWidths: page.twoColumns

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s16

                PersonCard {
                    Layout.fillWidth: true
                    room: page.room
                    onSignIn: page.signIn()
                }

                PinCard {
                    Layout.fillWidth: true
                    visible: page.room.canSetPin || page.room.hasPin
                    room: page.room
                }

                LookCard {
                    Layout.fillWidth: true
                    room: page.room
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s16

                Card {
                    Layout.fillWidth: true
                    padding: Theme.s4

                    FactRow {
                        objectName: "me.outbox"
                        anchors.left: parent.left
                        anchors.right: parent.right
                        iconName: "outbox"
                        endIcon: "chevron-right"
                        title: qsTr("Outbox")
                        value: page.room.waiting > 0 ? qsTr("%n waiting to be sent", "", page.room.waiting) : qsTr("Everything has arrived")
                        onEditRequested: page.openOutbox()
                    }
                }

                DevicesCard {
                    Layout.fillWidth: true
                    visible: page.room.signedIn
                    room: page.room
                }

                DeviceCard {
                    Layout.fillWidth: true
                    room: page.room
                }

                AppButton {
                    objectName: "me.licences"
                    kind: "quiet"
                    text: qsTr("Licences")
                    iconName: "file-text"
                    onClicked: {
                        page.room.readLicences();
                        licences.active = true;
                    }
                }
            }
        }
    }

    Loader {
        id: licences

        anchors.fill: parent
        active: false
        focus: active
        sourceComponent: LicencesPage {
            text: page.room.licences
            onBackClicked: licences.active = false
        }
    }
}
