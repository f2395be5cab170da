pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.evidence
import fieldclient.ui.parts

// The form, and one page at a time on top of it.
FocusScope {
    id: page

    required property ReportRoom room
    property bool fullScreen: above.covers && ["camera", "photo", "mark", "recording"].includes(room.step)

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal closed

    function back(): bool {
        return room.back();
    }

    Connections {
        target: page.room

        function onFiled(caseId: string): void {
            page.closed();
        }

        function onLeft(): void {
            page.closed();
        }

        function onStepChanged(): void {
            if (page.room.step === "")
                form.forceActiveFocus();
        }
    }

    ReportForm {
        id: form

        anchors.fill: parent
        focus: true
        visible: page.room.step === "" || !above.covers
        room: page.room
        onCaseWanted: caseId => page.openCase(caseId)
    }

    PageLoader {
        id: above

        anchors.fill: parent
        active: page.room.step !== ""
        focus: active
        sourceComponent: {
            switch (page.room.step) {
            case "praisePhoto":
                return praisePhoto;
            case "praise":
                return praise;
            case "category":
                return category;
            case "place":
                return place;
            case "when":
                return time;
            default:
                return steps;
            }
        }
    }

    Component {
        id: steps

        GatheringSteps {
            room: page.room
        }
    }

    Component {
        id: praisePhoto

        PickerPage {
            picker: page.room.picker
            title: qsTr("Praise: choose a photo")
            confirmText: qsTr("Send praise")
            otherText: picker.chosen > 0 ? qsTr("Add words") : qsTr("Without a photo")
            onOtherClicked: page.room.praiseInWords()
            onClosed: page.closed()
        }
    }

    Component {
        id: praise

        PraisePage {
            room: page.room
        }
    }

    Component {
        id: category

        CategoryPage {
            room: page.room
        }
    }

    Component {
        id: place

        PlacePage {
            room: page.room
        }
    }

    Component {
        id: time

        WhenPage {
            room: page.room
        }
    }
}
