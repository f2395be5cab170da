pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is looked at for a while. Kept on the device: without a network they are here as well.
ColumnLayout {
    id: banners

    required property RowModel campaigns

    signal newReportFor(string campaign)
    signal casesWanted(string campaign)

    spacing: Theme.s8

    Repeater {
        model: banners.campaigns

        Rectangle {
            id: banner

            required property string rowId
            required property string title
            required property string text

            objectName: "home.campaign." + rowId
            Layout.fillWidth: true
            implicitHeight: grid.implicitHeight + 2 * Theme.s12
            radius: Theme.radiusCard
            color: Theme.colors.accentQuiet
            border.width: Theme.mode === "sunlight" ? 2 : 0
            border.color: Theme.colors.accent
            Accessible.role: Accessible.StaticText
            Accessible.name: [banner.title, banner.text].filter(word => word !== "").join(". ")

            GridLayout {
                id: grid

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.leftMargin: Theme.s16
                anchors.rightMargin: Theme.s8
                columns: banner.width >= 720 * Theme.scale ? 3 : 2
                columnSpacing: Theme.s12
                rowSpacing: Theme.s8

                AppIcon {
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 2
                    name: "megaphone"
                    color: Theme.colors.onAccentQuiet
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 2

                    AppText {
                        Layout.fillWidth: true
                        text: banner.title
                        strong: true
                        color: Theme.colors.onAccentQuiet
                        Accessible.ignored: true
                    }

                    AppText {
                        Layout.fillWidth: true
                        visible: text !== ""
                        text: banner.text
                        kind: "small"
                        color: Theme.colors.onAccentQuiet
                        Accessible.ignored: true
                    }
                }

                Flow {
                    Layout.columnSpan: grid.columns === 2 ? 2 : 1
                    Layout.fillWidth: grid.columns === 2
                    Layout.preferredWidth: grid.columns === 2 ? -1 : cases.implicitWidth + report.implicitWidth + Theme.s8
                    spacing: Theme.s8

                    AppButton {
                        id: cases

                        objectName: "home.campaign." + banner.rowId + ".cases"
                        text: qsTr("Show its cases")
                        iconName: "cases"
                        onClicked: banners.casesWanted(banner.rowId)
                    }

                    AppButton {
                        id: report

                        objectName: "home.campaign." + banner.rowId + ".report"
                        text: qsTr("Report one")
                        iconName: "camera"
                        onClicked: banners.newReportFor(banner.rowId)
                    }
                }
            }
        }
    }
}
