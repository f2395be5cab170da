import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where it is, by hand: the pad, the numbers, the words. What is set here stays.
AppPage {
    id: page

    required property ReportRoom room
    readonly property PlacePad pad: room.pad

    function useNumbers(): bool {
        if (latitude.text === pad.latitudeText && longitude.text === pad.longitudeText)
            return true;
        return pad.typed(latitude.text, longitude.text);
    }

    function showNumbers(): void {
        latitude.text = pad.latitudeText;
        longitude.text = pad.longitudeText;
    }

    objectName: "place"
    title: qsTr("Where is it?")
    back: true
    onBackClicked: room.back()
    Keys.onEscapePressed: page.room.back()

    Connections {
        target: page.pad

        function onChanged(): void {
            if (page.pad.problem === "")
                page.showNumbers();
        }
    }

    Component.onCompleted: showNumbers()

    TextLine {
        objectName: "place.words"
        Layout.fillWidth: true
        label: qsTr("In words")
        placeholder: qsTr("Street and number, crossing, shop, bus stop …")
        iconName: "map-pin"
        text: page.room.editor.placeText
        onEdited: text => page.room.editor.write("place_text", text)
    }

    PadView {
        objectName: "place.pad"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(260, Math.min(420, page.height - 420))
        visible: page.pad.known
        pad: page.pad
    }

    AppText {
        objectName: "place.cases"
        Layout.fillWidth: true
        visible: page.pad.known && text !== ""
        text: page.pad.ground.casesText
        kind: "small"
        quiet: true
    }

    Notice {
        Layout.fillWidth: true
        objectName: "place.notice"
        iconName: page.pad.known ? "map-pin" : "map-pin-off"
        text: {
            if (page.pad.pinned)
                return "";
            if (page.pad.known)
                return qsTr("Tap the map where it is, or use this device's position.");
            return qsTr("Nothing says yet where on the map this is. Use this device's position, or type coordinates.");
        }
    }

    GridLayout {
        id: numbers

        Layout.fillWidth: true
        columns: page.width < 320 * Theme.scale ? 1 : page.width < 640 * Theme.scale ? 2 : 3
        columnSpacing: Theme.s12
        rowSpacing: Theme.s12

        TextLine {
            id: latitude

            objectName: "place.latitude"
            Layout.fillWidth: true
            label: qsTr("Latitude")
            placeholder: "36.30712"
            onAccepted: page.useNumbers()
        }

        TextLine {
            id: longitude

            objectName: "place.longitude"
            Layout.fillWidth: true
            label: qsTr("Longitude")
            placeholder: "120.39634"
            onAccepted: page.useNumbers()
        }

        AppButton {
            objectName: "place.device"
            Layout.columnSpan: numbers.columns === 2 ? 2 : 1
            Layout.alignment: Qt.AlignBottom
            text: page.room.fix.searching ? qsTr("Looking for the position …") : qsTr("Use this device's position")
            iconName: "locate"
            busy: page.room.fix.searching
            onClicked: page.room.useDevicePosition()
        }
    }

    Choice {
        objectName: "place.datum"
        Layout.fillWidth: true
        label: qsTr("The numbers are")
        value: page.pad.datum
        options: [
            {
                value: "wgs84",
                text: qsTr("WGS-84 (satellite, GPS)")
            },
            {
                value: "gcj02",
                text: qsTr("GCJ-02 (Amap, Tencent)")
            },
            {
                value: "bd09",
                text: qsTr("BD-09 (Baidu)")
            }
        ]
        onChosen: value => page.pad.readAs(value)
    }

    Notice {
        objectName: "place.problem"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: page.pad.problem !== "" ? page.pad.problem : page.room.fix.problem
    }

    footer: SealBar {
        name: "place.save"
        iconName: "check"
        text: qsTr("A place set by hand stays for good, whatever the photos say.")
        buttonText: qsTr("Set this place")
        onClicked: if (page.useNumbers())
            page.pad.confirm()
    }
}
