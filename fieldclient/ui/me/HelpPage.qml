pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What to do when. Short answers; none of them needs a network.
AppPage {
    id: page

    property int open: -1

    signal tourWanted

    objectName: "help"
    title: qsTr("Help")
    back: true
    bodyWidth: 760

    AppButton {
        objectName: "help.tour"
        kind: "primary"
        focus: true
        text: qsTr("Show me around, one minute")
        iconName: "play"
        onClicked: page.tourWanted()
    }

    Card {
        Layout.fillWidth: true
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                model: [
                    {
                        "icon": "camera",
                        "title": qsTr("How do I report something?"),
                        "text": qsTr("Press the camera. Take one photo from afar that shows where it is, and one from near that shows what it is. Choose a category or say that you are not sure, and submit. What is missing is said beside the button; nothing you made is lost when you leave.")
                    },
                    {
                        "icon": "wifi-off",
                        "title": qsTr("There is no network. What now?"),
                        "text": qsTr("Go on as usual. Everything is kept on this device and sent by itself later. The line at the top says how much waits.")
                    },
                    {
                        "icon": "outbox",
                        "title": qsTr("Why is something not sent?"),
                        "text": qsTr("Touch the line at the top. Each entry says why it waits and when it is tried again, and has the one button that helps. Records go first, then small pictures, then the originals.")
                    },
                    {
                        "icon": "map-pin",
                        "title": qsTr("The place is wrong."),
                        "text": qsTr("Touch the pencil beside the place and set the mark by hand, or type the address. A place that you set is never overwritten.")
                    },
                    {
                        "icon": "clock-alert",
                        "title": qsTr("What do yellow and red mean?"),
                        "text": qsTr("Yellow: past its time. Red: past one and a half times. A clock in an outline: it is due soon. Yellow and red mean nothing else here.")
                    },
                    {
                        "icon": "alert-circle",
                        "title": qsTr("What needs attention?"),
                        "text": qsTr("The hub could not take something as it is: the case has moved on, or a part is missing. You see yours and theirs side by side and decide. Nothing is thrown away.")
                    },
                    {
                        "icon": "users",
                        "title": qsTr("Several people share this tablet."),
                        "text": qsTr("Each sets a PIN under Me. Then “Somebody else works here” hands it over, and a PIN brings you back without a network. What one has not sent goes along with the next one's work, as theirs.")
                    },
                    {
                        "icon": "lock",
                        "title": qsTr("I forgot my PIN."),
                        "text": qsTr("Choose “I forgot the PIN” and sign in by password. Your drafts, photos and what waits are all there afterwards.")
                    },
                    {
                        "icon": "hard-drive",
                        "title": qsTr("The device is full."),
                        "text": qsTr("Me, Storage: originals that the hub has confirmed can go. What is not sent never does.")
                    },
                    {
                        "icon": "keyboard",
                        "title": qsTr("By keyboard"),
                        "text": qsTr("Tab and Enter reach everything, Escape goes one step back. Ctrl+1 to Ctrl+5 are the places, Ctrl+0 the outbox, Ctrl+N a new report, Ctrl+L locks, F5 sends and fetches now.")
                    }
                ]

                HelpItem {
                    required property var modelData
                    required property int index

                    objectName: "help." + index
                    Layout.fillWidth: true
                    iconName: modelData.icon
                    question: modelData.title
                    answer: modelData.text
                    open: page.open === index
                    onClicked: page.open = open ? -1 : index
                }
            }
        }
    }
}
