pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What a code would do, in plain words. Nothing has been done yet.
ColumnLayout {
    id: offer

    required property SetupDesk desk

    spacing: Theme.s16

    Notice {
        objectName: "setup.kind"
        Layout.fillWidth: true
        meaning: offer.desk.kind === "other" ? "attention" : "neutral"
        iconName: offer.desk.kind === "other" ? "alert-circle" : "info"
        text: offer.desk.kind === "other" ? qsTr("This leads to another organisation's hub. What is here stays, and is sent once you sign in to the old one again.") : offer.desk.kind === "same" ? qsTr("The same organisation as now: only settings change.") : qsTr("Compare address and fingerprint with what your organisation told you. Go on only if you expected this code.")
    }

    Notice {
        objectName: "setup.strange"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "shield-check"
        text: offer.desk.replaces ? qsTr("This device knows this organisation by another fingerprint. It changes only when a hub was put back from an old copy, or when an earlier code was not from your organisation. Have the new one read out to you by telephone and compare it character by character. If one differs, somebody else has made this code: change nothing.") : offer.desk.mustCompare ? qsTr("This device already works with this hub or this address, and nothing known here proves that the code comes from there. Ask your organisation for its fingerprint and compare it character by character. If one differs, somebody else has made this code: change nothing.") : ""
    }

    Card {
        Layout.fillWidth: true
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                model: offer.desk.facts

                RowLayout {
                    id: fact

                    required property string rowId
                    required property string title
                    required property string value
                    required property string iconName
                    readonly property bool grouped: rowId === "fingerprint" || rowId === "before"

                    objectName: "setup.fact." + rowId
                    Layout.fillWidth: true
                    Layout.margins: Theme.s12
                    spacing: Theme.s12
                    Accessible.role: Accessible.StaticText
                    Accessible.name: title + ": " + value

                    AppIcon {
                        Layout.alignment: Qt.AlignTop
                        name: fact.iconName
                        color: Theme.colors.textQuiet
                    }

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 2

                        AppText {
                            Layout.fillWidth: true
                            text: fact.title
                            kind: "small"
                            quiet: true
                        }

                        // Never cut: the end of an address decides whose it is.
                        AppText {
                            Layout.fillWidth: true
                            visible: !fact.grouped
                            text: fact.value
                            kind: "lead"
                            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                        }

                        Fingerprint {
                            Layout.fillWidth: true
                            visible: fact.grouped
                            title: fact.title
                            signs: fact.grouped ? fact.value : ""
                            strong: fact.rowId === "fingerprint"
                            Accessible.ignored: true // told with its line
                        }
                    }
                }
            }
        }
    }

    Card {
        Layout.fillWidth: true
        visible: offer.desk.mustCompare
        padding: 0

        SwitchRow {
            objectName: "setup.compared"
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "key"
            title: qsTr("I have compared the fingerprint: it is the same")
            checked: offer.desk.compared
            onClicked: offer.desk.setCompared(checked)
        }
    }

    Notice {
        objectName: "setup.another"
        Layout.fillWidth: true
        iconName: "link"
        text: offer.desk.another ? qsTr("Another code has come meanwhile. It is shown after you have decided about this one.") : ""
    }

    Notice {
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: offer.desk.problem
    }
}
