pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Setting up by a code: from a link, a picture or the camera; then what it would do, and a person's yes.
FocusScope {
    id: page

    required property SetupDesk desk

    signal closed

    // A link from outside came while this page is here: it has been seen. One that led here is seen as the page begins.
    readonly property bool brought: page.desk.brought
    property bool here: false

    onBroughtChanged: {
        if (page.here && page.brought)
            page.desk.seen();
    }
    Component.onCompleted: page.here = true

    function back(): void {
        if (!page.desk.back())
            page.closed();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    AppPage {
        anchors.fill: parent
        objectName: "setup"
        visible: page.desk.step !== "scan"
        title: page.desk.step === "show" ? qsTr("Is this your organisation?") : qsTr("Set up by code")
        back: true
        bodyWidth: 640
        footed: page.desk.step === "show"
        onBackClicked: page.back()
        footer: [
            AppButton {
                objectName: "setup.refuse"
                Layout.fillWidth: true
                text: qsTr("No, change nothing")
                onClicked: page.back()
            },
            AppButton {
                objectName: "setup.accept"
                Layout.fillWidth: true
                kind: "primary"
                text: qsTr("Yes, set up")
                enabled: !page.desk.mustCompare || page.desk.compared
                reason: qsTr("Compare the fingerprint first")
                onClicked: page.desk.accept()
            }
        ]

        Loader {
            Layout.fillWidth: true
            focus: true
            sourceComponent: page.desk.step === "show" ? offer : ask
        }
    }

    Component {
        id: ask

        SetupAsk {
            desk: page.desk
        }
    }

    Component {
        id: offer

        SetupOffer {
            desk: page.desk
        }
    }

    Loader {
        anchors.fill: parent
        active: page.desk.step === "scan"
        focus: active
        sourceComponent: SetupScan {
            desk: page.desk
            onClosed: page.back()
        }
    }
}
