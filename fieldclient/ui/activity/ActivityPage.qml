pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What happened to what I reported and handle; results shown to everybody.
FocusScope {
    id: page

    required property ActivityRoom room
    property bool fullScreen: viewer.active
    readonly property bool twoColumns: width >= 900

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal closed

    function back(): bool {
        if (!viewer.active)
            return false;
        viewer.active = false;
        return true;
    }

    AppPage {
        anchors.fill: parent
        objectName: "activity"
        title: qsTr("Activity")
        bodyWidth: 1200
        header: AppButton {
            objectName: "activity.allRead"
            visible: page.room.unread > 0
            kind: "quiet"
            text: qsTr("Mark all as read")
            onClicked: page.room.markAllRead()
        }

        GridLayout {
            Layout.fillWidth: true
            columns: page.twoColumns ? 2 : 1
            columnSpacing: Theme.s24
            rowSpacing: Theme.s16
            uniformCellWidths: page.twoColumns

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s4

                SectionTitle {
                    Layout.fillWidth: true
                    text: qsTr("For you")
                    count: page.room.unread > 0 ? qsTr("%n new", "", page.room.unread) : ""
                }

                NoticeList {
                    Layout.fillWidth: true
                    visible: page.room.notices.count > 0
                    notices: page.room.notices
                    onOpened: (noticeId, caseId) => {
                        page.room.markRead(noticeId);
                        if (caseId !== "")
                            page.openCase(caseId);
                    }
                }

                Card {
                    Layout.fillWidth: true
                    visible: page.room.loaded && page.room.notices.count === 0
                    padding: Theme.s24

                    EmptyState {
                        anchors.left: parent.left
                        anchors.right: parent.right
                        iconName: "bell"
                        title: qsTr("No news yet")
                        text: qsTr("When one of your reports moves on, you read it here.")
                    }
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s4

                SectionTitle {
                    Layout.fillWidth: true
                    text: qsTr("Before and after in the city")
                }

                Repeater {
                    model: page.room.results

                    ResultCard {
                        required property string rowId

                        objectName: "activity.result." + rowId
                        Layout.fillWidth: true
                        Layout.bottomMargin: Theme.s8
                        onOpened: (photo, caption) => viewer.open(photo, caption)
                    }
                }

                Card {
                    Layout.fillWidth: true
                    visible: page.room.loaded && page.room.results.count === 0
                    padding: Theme.s24

                    EmptyState {
                        anchors.left: parent.left
                        anchors.right: parent.right
                        iconName: "columns"
                        title: qsTr("No results shown yet")
                        text: qsTr("Closed cases that the centre shows to everybody appear here, before beside after.")
                    }
                }
            }
        }
    }

    Loader {
        id: viewer

        property url photo
        property string caption: ""

        function open(photo: url, caption: string): void {
            viewer.photo = photo;
            viewer.caption = caption;
            viewer.active = true;
        }

        anchors.fill: parent
        active: false
        focus: active
        sourceComponent: ZoomPhoto {
            objectName: "activity.zoom"
            source: viewer.photo
            caption: viewer.caption
            onClosed: viewer.active = false
        }
    }
}
