pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where the case lies: its grid and those around it, how far off it is from here. Drawn from what the device knows.
ColumnLayout {
    id: card

    required property CasesRoom room
    readonly property CaseChart chart: room.chart

    signal opened

    visible: chart.known
    spacing: Theme.s8

    CaseMapView {
        objectName: "case.map"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.round(Math.max(220, Math.min(320, card.width * 0.42)))
        chart: card.chart
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s12

        AppText {
            objectName: "case.away"
            width: Math.min(implicitWidth, parent.width)
            height: Math.max(Theme.touch, implicitHeight)
            verticalAlignment: Text.AlignVCenter
            visible: text !== ""
            text: [card.chart.away, card.chart.grid].filter(part => part !== "").join(" · ")
            figures: true
        }

        AppButton {
            objectName: "case.locate"
            kind: "quiet"
            iconName: "locate"
            busy: card.room.fix.searching
            text: card.chart.located ? qsTr("Measure again") : qsTr("How far is it?")
            onClicked: card.chart.lookForMe()
        }

        AppButton {
            objectName: "case.showOnMap"
            kind: "quiet"
            iconName: "map"
            text: qsTr("Large map")
            onClicked: card.opened()
        }
    }

    AppText {
        objectName: "case.locateProblem"
        Layout.fillWidth: true
        visible: text !== "" && !card.chart.located
        text: card.room.fix.problem
        kind: "small"
        quiet: true
    }
}
