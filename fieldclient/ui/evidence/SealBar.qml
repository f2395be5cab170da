import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The one primary action of a page and a word beside it; in portrait above it, so that the button is under the thumb.
GridLayout {
    id: bar

    property string name: ""
    property string textName: ""
    property string text: ""
    property bool attention: false
    property string buttonText: ""
    property string iconName: "send"
    property bool busy: false
    readonly property bool beside: Theme.wide || width >= 840 && Window.width > Window.height // also in large type, where there is one pane

    signal clicked

    // Who pressed and cannot see why nothing is sent hears it, every time.
    function press(): void {
        Qt.callLater(bar.tell); // first: what is done may put this page away
        bar.clicked();
    }

    function tell(): void {
        if (bar.attention && bar.text !== "")
            words.Accessible.announce(bar.text, Accessible.Assertive);
    }

    Layout.fillWidth: true
    columns: bar.beside ? 2 : 1
    columnSpacing: Theme.s12
    rowSpacing: Theme.s8

    AppText {
        id: words

        objectName: bar.textName
        Layout.fillWidth: true
        text: bar.text
        color: bar.attention ? Theme.colors.attention.line : Theme.colors.textQuiet
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        horizontalAlignment: bar.beside ? Text.AlignLeft : Text.AlignHCenter
    }

    AppButton {
        objectName: bar.name
        Layout.fillWidth: !bar.beside
        Layout.maximumWidth: bar.beside ? -1 : 480
        Layout.alignment: Qt.AlignHCenter
        kind: "primary"
        iconName: bar.iconName
        text: bar.buttonText
        busy: bar.busy
        onClicked: bar.press()
    }
}
