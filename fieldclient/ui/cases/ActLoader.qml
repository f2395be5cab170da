pragma ComponentBehavior: Bound

import QtQuick

// The page of the act that is being written, by the name in the table of acts. It stays until it is left, whatever is chosen then.
FocusScope {
    id: control

    required property CasesRoom room
    readonly property var pages: ({
            "AskPage": ask,
            "CheckPage": check,
            "ContactPage": contact,
            "FeedbackPage": feedback,
            "PublishPage": publish,
            "RatePage": rate,
            "ReopenPage": reopen,
            "VerifyPage": verify
        })

    Loader {
        id: loader

        anchors.fill: parent
        focus: true
    }

    Component.onCompleted: loader.sourceComponent = pages[room.actPage] ?? null

    Component {
        id: ask

        AskPage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: check

        CheckPage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: contact

        ContactPage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: feedback

        FeedbackPage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: publish

        PublishPage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: rate

        RatePage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: reopen

        ReopenPage {
            focus: true
            room: control.room
        }
    }

    Component {
        id: verify

        VerifyPage {
            focus: true
            room: control.room
        }
    }
}
