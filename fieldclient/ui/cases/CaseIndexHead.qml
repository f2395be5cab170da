import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The top of the list: how many there are, the search, the four kinds of list, the filters. Of a route: how long it is.
ColumnLayout {
    id: head

    required property CaseList cases
    readonly property bool routing: cases.route.active
    // With large type what is selected needs the room.
    readonly property bool searching: !routing && !(cases.selection.active && Theme.scale > 1.3)

    signal filtersWanted
    signal down // the keyboard wants to go on in the list

    // With large type there is no room for words beside the title.
    component HeadButton: AppButton {
        required property string word

        kind: "quiet"
        text: Theme.scale > 1.3 ? "" : word
        Accessible.name: word
    }

    spacing: Theme.s8

    Connections {
        target: head.cases

        function onChanged(): void { // a saved filter has words of its own
            if (search.text !== head.cases.query)
                search.text = head.cases.query;
        }
    }

    PageHeader {
        objectName: "cases.header"
        Layout.fillWidth: true
        Layout.leftMargin: Theme.s16
        Layout.rightMargin: Theme.s8
        title: head.routing ? head.cases.route.title : qsTr("Cases")
        subtitle: head.routing ? head.cases.route.facts : head.cases.filters.totalText
        back: head.routing
        onBackClicked: head.cases.route.leave()

        HeadButton {
            objectName: "cases.route"
            visible: !head.routing && !head.cases.selection.active && head.cases.filters.total > 0
            iconName: "route"
            word: qsTr("Route")
            busy: head.cases.route.working
            onClicked: head.cases.route.plan()
        }

        HeadButton {
            objectName: "cases.select"
            visible: !head.routing && (head.cases.selection.active || head.cases.filters.total > 0)
            iconName: head.cases.selection.active ? "x" : "clipboard-check"
            word: head.cases.selection.active ? qsTr("Stop selecting") : qsTr("Select")
            onClicked: {
                if (!head.cases.selection.leave())
                    head.cases.selection.start("");
            }
        }
    }

    SearchField {
        id: search

        objectName: "cases.search"
        Layout.fillWidth: true
        Layout.leftMargin: Theme.s16
        Layout.rightMargin: Theme.s16
        visible: head.searching
        placeholder: qsTr("Number, category, words, place or initials")
        onEdited: text => head.cases.search(text)
        onAccepted: head.down()
        Keys.onDownPressed: head.down()
    }

    Choice {
        objectName: "cases.which"
        Layout.fillWidth: true
        Layout.leftMargin: Theme.s16
        Layout.rightMargin: Theme.s16
        visible: head.searching
        value: head.cases.which
        options: [
            {
                value: "to_do",
                text: qsTr("To do")
            },
            {
                value: "mine",
                text: qsTr("Mine")
            },
            {
                value: "all",
                text: qsTr("All")
            },
            {
                value: "ended",
                text: qsTr("Ended")
            }
        ]
        onChosen: value => head.cases.choose(value)
    }

    CaseStrip {
        Layout.fillWidth: true
        visible: head.searching
        cases: head.cases
        onWanted: head.filtersWanted()
    }
}
