import QtQuick
import fieldclient.ui.theme

// Any text on the screen. `kind`: small, body, lead, title, headline, display.
Text {
    id: control

    property string kind: "body"
    property bool quiet: false
    property bool strong: false
    property bool paragraph: false // more than a line or two to read
    property bool shortens: false // may end in an ellipsis; what it stands in tells it in full
    property bool figures: false // numbers that stand under each other

    color: quiet ? Theme.colors.textQuiet : Theme.colors.text
    font.family: Theme.family
    font.pixelSize: Theme.size(kind)
    font.weight: strong || kind === "title" || kind === "headline" || kind === "display" ? Font.DemiBold : Font.Normal
    font.features: figures ? { "tnum": 1 } : ({})
    lineHeight: paragraph ? 1.3 : 1
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
