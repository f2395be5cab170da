pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Everything a list can be narrowed and ordered by. What is chosen is shown at once: beside the list, or before going back to it.
AppPage {
    id: page

    required property CaseList cases
    readonly property CaseFilters filters: cases.filters

    objectName: "cases.filterPage"
    title: qsTr("Filters and order")
    subtitle: filters.totalText
    back: true

    header: AppButton {
        objectName: "cases.filters.clear"
        visible: page.filters.chosen > 0
        kind: "quiet"
        iconName: "x"
        text: qsTr("Clear filters")
        onClicked: page.filters.clear()
    }

    footer: AppButton {
        objectName: "cases.filters.done"
        Layout.fillWidth: !Theme.wide
        Layout.alignment: Qt.AlignRight
        kind: "primary"
        text: page.filters.total < 0 ? qsTr("Show the list") : qsTr("Show %1").arg(page.filters.totalText)
        onClicked: page.backClicked()
    }

    Choice {
        objectName: "cases.order"
        Layout.fillWidth: true
        label: qsTr("Order")
        value: page.filters.order
        options: [
            {
                value: "deadline",
                text: qsTr("Deadline"),
                iconName: "calendar-clock"
            },
            {
                value: "distance",
                text: qsTr("Distance"),
                iconName: "locate"
            },
            {
                value: "newest",
                text: qsTr("Newest"),
                iconName: "camera"
            },
            {
                value: "changed",
                text: qsTr("Latest change"),
                iconName: "history"
            }
        ]
        onChosen: value => page.filters.orderBy(value)
    }

    Notice {
        Layout.fillWidth: true
        iconName: "locate"
        text: page.filters.locating ? qsTr("Looking for the position of this device…") : ""
    }

    ChipFlow {
        Layout.fillWidth: true
        title: qsTr("Deadline")
        filters: page.filters
        model: page.filters.lights
    }

    ChipFlow {
        Layout.fillWidth: true
        title: qsTr("Stage")
        filters: page.filters
        model: page.filters.stages
        visible: page.filters.stages.count > 0
    }

    ChipFlow {
        Layout.fillWidth: true
        title: qsTr("Where and whose")
        filters: page.filters
        model: page.filters.nears
    }

    ChipFlow {
        Layout.fillWidth: true
        title: qsTr("Campaign")
        filters: page.filters
        model: page.filters.campaigns
        visible: page.filters.campaigns.count > 0
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.s8
        visible: page.filters.grids.count > 0 || page.filters.named !== ""

        AppText {
            Layout.fillWidth: true
            text: qsTr("Unit grid")
            kind: "small"
            quiet: true
            strong: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        SearchField {
            objectName: "cases.grids.search"
            Layout.fillWidth: true
            visible: page.filters.grids.count > 5 || page.filters.named !== ""
            placeholder: qsTr("Name or code of a grid")
            onEdited: text => page.filters.nameGrids(text)
        }

        ChipFlow {
            Layout.fillWidth: true
            filters: page.filters
            model: page.filters.grids
        }
    }

    SavedPart {
        Layout.fillWidth: true
        saved: page.cases.saved
    }
}
