pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Who is there? By PIN, from the list of people, or by signing in. Taking photos works without where nobody's things are in sight.
FocusScope {
    id: page

    required property SignInRoom room
    property string language: "zh"
    readonly property bool form: room.step === "form"
    readonly property bool comparing: form && room.comparing.fingerprint !== ""

    signal later
    signal languageChosen(string language)

    function back(): void {
        if (more.active)
            more.back();
        else
            page.room.back();
    }

    Accessible.role: Accessible.Dialog
    Accessible.name: said.name
    Keys.onEscapePressed: page.back()
    Keys.onBackPressed: page.back()

    SignInWords {
        id: said

        step: page.room.step
        who: page.room.who
        comparing: page.comparing
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    ScrollArea {
        id: area

        anchors.fill: parent
        visible: !more.active
        contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.s32)

        ColumnLayout {
            id: column

            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Theme.scale > 1.3 ? Theme.s12 : Theme.s32, (area.height - implicitHeight) / 2)
            width: Math.min((page.comparing ? 720 : 420) * Math.max(1, Theme.scale * 0.85), area.width - 2 * Theme.s24)
            spacing: Theme.s16

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.s16

                    Rectangle {
                        implicitWidth: 56
                        implicitHeight: 56
                        radius: 18
                        color: Theme.colors.accent

                        AppIcon {
                            anchors.centerIn: parent
                            name: page.comparing ? "key" : page.form ? "camera" : "lock"
                            size: 30
                            color: Theme.colors.onAccent
                        }
                    }

                    AppText {
                        objectName: "signIn.title"
                        Layout.fillWidth: true
                        text: said.title
                        kind: "headline"
                    }
                }

                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: said.told
                    quiet: true
                    paragraph: true
                }
            }

            Loader {
                Layout.fillWidth: true
                focus: true
                sourceComponent: page.form ? formPart : page.room.step === "people" ? peoplePart : page.room.step === "newPin" ? newPinPart : pinPart
            }

            SignInWays {
                Layout.fillWidth: true
                visible: !page.comparing
                room: page.room
                onLater: page.later()
                onTourWanted: more.wanted = "tour"
            }

            Choice {
                objectName: "signIn.language"
                Layout.fillWidth: true
                value: page.language
                options: page.room.languages
                onChosen: value => page.languageChosen(value)
            }
        }
    }

    SignInMore {
        id: more

        anchors.fill: parent
        room: page.room
    }

    Component {
        id: formPart

        SignInForm {
            room: page.room
            onScanWanted: more.setUp()
        }
    }

    Component {
        id: pinPart

        PinForm {
            room: page.room
        }
    }

    Component {
        id: newPinPart

        NewPinForm {
            room: page.room
        }
    }

    Component {
        id: peoplePart

        PeopleList {
            room: page.room
        }
    }
}
