pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Five cards for somebody new. Left at any time; by arrow keys, too; nothing of it needs a hub.
FocusScope {
    id: tour

    property int at: 0
    readonly property var cards: [
        {
            "icon": "camera",
            "title": qsTr("A photo becomes a report"),
            "text": qsTr("One photo from afar, one from near. Place and time are taken from the photos; you correct what is wrong.")
        },
        {
            "icon": "cloud-check",
            "title": qsTr("No network? Go on"),
            "text": qsTr("Everything is kept here first and sent by itself. The line at the top never lies about how much waits.")
        },
        {
            "icon": "cases",
            "title": qsTr("From report to done"),
            "text": qsTr("A report becomes a case: verified, given to a department, handled, shown again by a photo, checked. Each step says who is next and until when.")
        },
        {
            "icon": "undo",
            "title": qsTr("Nothing gets lost"),
            "text": qsTr("What you discard can be brought back for twelve hours. When the hub disagrees you see both sides and decide.")
        },
        {
            "icon": "users",
            "title": qsTr("Yours alone"),
            "text": qsTr("On a shared tablet everybody finds their own work. A PIN under Me locks it and lets you back in without a network.")
        }
    ]
    readonly property var card: cards[at]
    readonly property bool last: at === cards.length - 1

    signal closed

    function step(by: int): void {
        tour.at = Math.max(0, Math.min(tour.cards.length - 1, tour.at + by));
    }

    function back(): void {
        tour.closed();
    }

    objectName: "tour"
    Accessible.role: Accessible.Dialog
    Accessible.name: card.title
    onCardChanged: tour.Accessible.announce([card.title, card.text].join(". "))
    Keys.onRightPressed: tour.step(1)
    Keys.onLeftPressed: tour.step(-1)
    Keys.onEscapePressed: tour.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    AppPage {
        anchors.fill: parent
        bodyWidth: 560
        footer: [
            AppButton {
                objectName: "tour.skip"
                Layout.fillWidth: true
                text: tour.at === 0 ? qsTr("Skip") : qsTr("Back")
                onClicked: tour.at === 0 ? tour.closed() : tour.step(-1)
            },
            AppButton {
                objectName: "tour.next"
                Layout.fillWidth: true
                kind: "primary"
                focus: true
                text: tour.last ? qsTr("Let's go") : qsTr("Next")
                onClicked: tour.last ? tour.closed() : tour.step(1)
            }
        ]

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Math.max(Theme.s24, (tour.height - 520 * Theme.scale) / 3)
            implicitWidth: 96
            implicitHeight: 96
            radius: 28
            color: Theme.colors.accentQuiet

            AppIcon {
                anchors.centerIn: parent
                name: tour.card.icon
                size: 48
                color: Theme.colors.onAccentQuiet
            }
        }

        AppText {
            objectName: "tour.title"
            Layout.fillWidth: true
            text: tour.card.title
            kind: "headline"
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        AppText {
            objectName: "tour.text"
            Layout.fillWidth: true
            text: tour.card.text
            kind: "lead"
            paragraph: true
            quiet: true
            horizontalAlignment: Text.AlignHCenter
        }

        Row {
            Layout.alignment: Qt.AlignHCenter
            spacing: Theme.s8
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1 of %2").arg(tour.at + 1).arg(tour.cards.length)

            Repeater {
                model: tour.cards.length

                Rectangle {
                    required property int index

                    width: 10
                    height: 10
                    radius: 5
                    color: index === tour.at ? Theme.colors.accent : Theme.colors.lineStrong
                }
            }
        }
    }
}
