pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What happened to what I reported and handle, results shown to everybody, praise, points and the ranking, my numbers.
FocusScope {
    id: page

    required property ActivityRoom room
    property bool fullScreen: viewer.active || pair.active
    readonly property bool twoColumns: width >= 900 * Math.min(1.5, Theme.scale)

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal closed

    function back(): bool {
        if (pair.active || viewer.active) {
            pair.active = false;
            viewer.active = false;
            return true;
        }
        if (page.room.tab === "news")
            return false;
        page.room.showTab("news");
        return true;
    }

    AppPage {
        id: sheet

        anchors.fill: parent
        objectName: "activity"
        visible: !viewer.active && !pair.active
        title: qsTr("Activity")
        bodyWidth: 1200
        header: AppButton {
            objectName: "activity.allRead"
            visible: page.room.tab === "news" && page.room.unread > 0
            kind: "quiet"
            text: qsTr("Mark all as read")
            onClicked: page.room.markAllRead()
        }

        Choice {
            objectName: "activity.tab"
            Layout.fillWidth: true
            value: page.room.tab
            options: [
                {
                    value: "news",
                    text: qsTr("News"),
                    iconName: "bell"
                },
                {
                    value: "praise",
                    text: qsTr("Praise"),
                    iconName: "heart"
                },
                {
                    value: "points",
                    text: qsTr("Points and ranking"),
                    iconName: "star"
                },
                {
                    value: "numbers",
                    text: qsTr("My numbers"),
                    iconName: "trending-up"
                }
            ]
            onChosen: value => {
                page.room.showTab(value);
                sheet.toTop();
            }
        }

        Loader {
            Layout.fillWidth: true
            asynchronous: true // in small steps, so that the window never stands still
            sourceComponent: page.room.tab === "praise" ? praise : page.room.tab === "points" ? points : page.room.tab === "numbers" ? numbers : news
        }
    }

    Component {
        id: news

        NewsPane {
            room: page.room
            twoColumns: page.twoColumns
            onOpenCase: caseId => page.openCase(caseId)
            onOpenPhoto: (photo, caption) => viewer.open(photo, caption)
            onCompare: (before, after, caption) => pair.open(before, after, caption)
        }
    }

    Component {
        id: praise

        PraiseWall {
            praise: page.room.praise
            loaded: page.room.loaded
            twoColumns: page.twoColumns
        }
    }

    Component {
        id: points

        PointsPane {
            room: page.room
            twoColumns: page.twoColumns
            onOpenCase: caseId => page.openCase(caseId)
        }
    }

    Component {
        id: numbers

        NumbersPane {
            board: page.room.numbers
            twoColumns: page.twoColumns
            busy: page.room.busy
            onSaveWeek: page.room.saveWeek()
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

    Loader {
        id: pair

        property url before
        property url after
        property string caption: ""

        function open(before: url, after: url, caption: string): void {
            pair.before = before;
            pair.after = after;
            pair.caption = caption;
            pair.active = true;
        }

        anchors.fill: parent
        active: false
        focus: active
        sourceComponent: ComparePhotos {
            objectName: "activity.compare"
            before: pair.before
            after: pair.after
            caption: pair.caption
            onClosed: pair.active = false
        }
    }
}
