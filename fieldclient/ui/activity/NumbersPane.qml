pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.charts
import fieldclient.ui.parts
import fieldclient.ui.theme

// My weeks, my team's week, the heat of the grids. All but the team's comes from this device.
ColumnLayout {
    id: pane

    required property NumbersBoard board
    property bool twoColumns: false
    property bool busy: false

    signal saveWeek

    spacing: Theme.s16

    component Fact: Card {
        id: fact

        property string name: ""
        property string value: ""

        Layout.fillWidth: true
        Layout.fillHeight: true
        Accessible.role: Accessible.StaticText
        Accessible.name: fact.name + ": " + fact.value

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: fact.value
                kind: "title"
                figures: true
                Accessible.ignored: true
            }

            AppText {
                Layout.fillWidth: true
                text: fact.name
                kind: "small"
                quiet: true
                Accessible.ignored: true
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columns: pane.width >= 560 * Theme.scale ? 3 : 1
        columnSpacing: Theme.s12
        rowSpacing: Theme.s12
        uniformCellWidths: true

        Fact {
            objectName: "activity.numbers.streak"
            name: qsTr("days in a row with something done")
            value: pane.board.streak
        }

        Fact {
            objectName: "activity.numbers.best"
            name: qsTr("longest row in 12 weeks")
            value: pane.board.bestStreak
        }

        Fact {
            objectName: "activity.numbers.median"
            name: qsTr("from report to closing, in the middle")
            value: pane.board.median
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columns: pane.twoColumns ? 2 : 1
        columnSpacing: Theme.s16
        rowSpacing: Theme.s16
        uniformCellWidths: pane.twoColumns

        ChartCard {
            objectName: "activity.numbers.week"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            title: qsTr("My week")
            series: pane.board.week
        }

        ChartCard {
            objectName: "activity.numbers.quarter"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            title: qsTr("My reports in 12 weeks")
            series: pane.board.quarter
        }

        HeatCard {
            objectName: "activity.numbers.heat"
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            title: qsTr("Open cases by grid")
            chart: pane.board.chart
            heat: pane.board.heat
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.s16

            ChartCard {
                objectName: "activity.numbers.team"
                Layout.fillWidth: true
                visible: pane.board.team.summary !== undefined
                title: qsTr("My team's week")
                series: pane.board.team
            }

            AppText {
                Layout.fillWidth: true
                Layout.topMargin: -Theme.s8
                visible: pane.board.team.summary !== undefined && text !== ""
                text: pane.board.teamTold
                kind: "small"
                quiet: true
            }

            OftenCard {
                Layout.fillWidth: true
                visible: pane.board.often.count > 0
                often: pane.board.often
            }
        }
    }

    AppButton {
        objectName: "activity.numbers.save"
        Layout.alignment: Qt.AlignRight
        text: qsTr("Save my week as PDF")
        iconName: "save"
        busy: pane.busy
        enabled: !pane.busy
        onClicked: pane.saveWeek()
    }
}
