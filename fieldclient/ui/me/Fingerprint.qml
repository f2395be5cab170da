pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// A fingerprint in its groups, each as wide as the next, so that two of them stand under each other; told sign by sign, as it is read
// out over a telephone.
Flow {
    id: fingerprint

    required property string title
    required property string signs
    property bool strong: false
    readonly property var groups: signs.trim().split(/\s+/)
    readonly property string text: groups.join(" ")

    spacing: Theme.s12
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ": " + groups.map(group => group.split("").join(" ")).join(", ")

    Repeater {
        model: fingerprint.groups

        AppText {
            required property string modelData

            width: Math.round(3.2 * font.pixelSize) // four of the widest letter
            text: modelData
            kind: "lead"
            strong: fingerprint.strong
            quiet: !fingerprint.strong
            figures: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
