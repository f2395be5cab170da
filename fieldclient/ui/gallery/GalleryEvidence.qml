import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

Card {
    id: card

    readonly property url sample: Qt.resolvedUrl("sample.jpg")

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Evidence")
        }

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 700 ? 3 : 1
            columnSpacing: Theme.s12
            rowSpacing: Theme.s12

            PhotoSlot {
                Layout.fillWidth: true
                title: qsTr("Far")
                hint: qsTr("Shows where it is")
                source: card.sample
                behind: Theme.colors.surface
            }

            PhotoSlot {
                Layout.fillWidth: true
                title: qsTr("Near")
                hint: qsTr("Shows what it is")
                needed: true
            }

            PhotoSlot {
                Layout.fillWidth: true
                title: qsTr("Detail")
                hint: qsTr("Shows the damage")
            }
        }

        FactRow {
            Layout.fillWidth: true
            iconName: "map-pin"
            title: qsTr("Where")
            value: "青岛市城阳区正阳路 196 号"
            source: qsTr("from the photo, %1").arg("±8 m")
        }

        Separator {
            Layout.fillWidth: true
        }

        FactRow {
            Layout.fillWidth: true
            iconName: "tag"
            title: qsTr("What")
            missing: qsTr("Choose a category")
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s12

            PhotoTile {
                source: card.sample
                mark: qsTr("Near")
                delivery: "travelling"
                deliveryText: "1.2 / 3.4 MB"
                behind: Theme.colors.surface
            }

            PhotoTile {
                behind: Theme.colors.surface
            }

            PhotoTile {
                source: card.sample
                selected: true
                behind: Theme.colors.surface
            }
        }

        BeforeAfter {
            Layout.fillWidth: true
            Layout.maximumWidth: 640
            before: card.sample
            behind: Theme.colors.surface
        }

        ZoomPhoto {
            Layout.fillWidth: true
            implicitHeight: 320
            source: card.sample
            caption: qsTr("Near")
        }
    }
}
