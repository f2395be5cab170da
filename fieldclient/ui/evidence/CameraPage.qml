import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Taking a photo for one slot or several in a row. A machine without a camera gets a calm page that offers its files.
FocusScope {
    id: page

    required property CameraBox camera
    property string prefix: "camera"
    readonly property CameraView view: finder.item as CameraView
    readonly property bool ready: view !== null && view.working

    signal closed
    signal filesRequested

    function shoot(): void {
        if (ready && !camera.full)
            view.shoot(camera.shotPath());
    }

    Keys.onEscapePressed: page.closed()
    Keys.onSpacePressed: page.shoot()

    SlotWords {
        id: words
    }

    Rectangle {
        anchors.fill: parent
        color: page.ready ? Theme.colors.scrim : Theme.colors.page
    }

    Loader {
        id: finder

        anchors.fill: parent
        source: "CameraView.qml"
        asynchronous: false
    }

    Connections {
        target: page.view

        function onSaved(path: string): void {
            page.camera.saved(path);
        }

        function onFailed(): void {
            page.camera.failed();
        }

        function onFrameWanted(output: Item): void {
            page.camera.takeFrame(output);
        }
    }

    EmptyState {
        objectName: page.prefix + ".none"
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.s24, 480)
        visible: !page.ready
        iconName: "camera"
        title: qsTr("There is no camera to use here")
        text: qsTr("Photos from a card, a phone or a folder do just as well.")
        actionText: qsTr("Choose from files")
        actionIcon: "images"
        onActionClicked: page.filesRequested()
    }

    PageHeader {
        objectName: page.prefix + ".header"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s8
        visible: !page.ready
        back: true
        title: qsTr("Camera")
        onBackClicked: page.closed()
    }

    IconButton {
        objectName: page.prefix + ".close"
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.s16
        visible: page.ready
        onPhoto: true
        iconName: "x"
        text: qsTr("Close camera")
        onClicked: page.closed()
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.margins: Theme.s16
        visible: page.ready
        width: Math.min(hint.implicitWidth + 2 * Theme.s16, parent.width - 4 * Theme.touch)
        height: hint.height + Theme.s16
        radius: Theme.radiusControl
        color: Theme.colors.scrim

        AppText {
            id: hint

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Theme.s16)
            text: page.camera.problem !== "" ? page.camera.problem : page.camera.purpose === "" ? qsTr("%n photo(s) kept", "", page.camera.taken) : words.title(page.camera.purpose) + " · " + words.hint(page.camera.purpose)
            color: Theme.colors.onScrim
            horizontalAlignment: Text.AlignHCenter
        }
    }

    RowLayout {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottomMargin: Theme.s24
        visible: page.ready
        spacing: Theme.s32

        IconButton {
            objectName: page.prefix + ".files"
            onPhoto: true
            iconName: "images"
            text: qsTr("Choose from files")
            onClicked: page.filesRequested()
        }

        Shutter {
            objectName: page.prefix + ".shutter"
            focus: true
            onClicked: page.shoot()
        }

        IconButton {
            objectName: page.prefix + ".done"
            onPhoto: true
            iconName: "check"
            text: qsTr("Done")
            onClicked: page.closed()
        }
    }
}
