pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Who I am here, how the window looks, this device; what needs more room has a page of its own.
FocusScope {
    id: page

    required property MeRoom room
    property bool fullScreen: false
    readonly property bool twoColumns: width >= 900 * Math.max(1, Theme.scale * 0.8)

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal signIn
    signal lock
    signal openOutbox
    signal openPlace(string place)
    signal openKeys
    signal closed

    function back(): bool {
        if (!pages.active)
            return false;
        if (!pages.goBack())
            pages.name = "";
        return true;
    }

    // A link from outside: its page comes by itself.
    readonly property bool brought: page.room.setup.brought

    onBroughtChanged: {
        if (page.brought)
            pages.name = "setup";
    }
    Component.onCompleted: {
        if (page.brought)
            pages.name = "setup";
    }

    Connections {
        target: page.room

        function onSignInWanted(): void {
            pages.name = "";
            page.signIn();
        }
    }

    AppPage {
        anchors.fill: parent
        objectName: "me"
        visible: !pages.covers
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

                LockCard {
                    Layout.fillWidth: true
                    visible: page.room.signedIn
                    room: page.room
                    onLockWanted: page.lock()
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

                TellingCard {
                    Layout.fillWidth: true
                    onWanted: place => page.openPlace(place)
                    onKeysWanted: page.openKeys()
                }

                MoreCard {
                    Layout.fillWidth: true
                    onWanted: name => pages.name = name
                    onOpenOutbox: page.openOutbox()
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
            }
        }
    }

    MePages {
        id: pages

        anchors.fill: parent
        room: page.room
        focus: active
    }
}
