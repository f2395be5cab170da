import QtQuick
import fieldclient.ui.theme

// A button of a heading: an icon with its word, and where there is no room for the word the icon alone.
AppButton {
    id: control

    property string word: ""
    property string spoken: word // where the word alone says too little
    property bool roomy: true

    kind: "quiet"
    text: control.roomy && Theme.scale <= 1.3 ? control.word : ""
    Accessible.name: control.spoken
}
