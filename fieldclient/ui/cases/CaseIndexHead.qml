import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The top of the list: how many there are, the search, the four kinds of list, the filters. Of a route: how long it is.
ColumnLayout {
    id: head

    required property CaseList cases
    readonly property bool routing: cases.route.active

    signal filtersWanted
    signal down // the keyboard wants to go on in the list

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

        IconButton {
            objectName: "cases.route"
            visible: !head.routing && !head.cases.selection.active && head.cases.filters.total > 0
            iconName: "route"
            text: qsTr("Plan a route")
            enabled: !head.cases.route.working
            onClicked: head.cases.route.plan()
        }

        IconButton {
            objectName: "cases.select"
            visible: !head.routing && (head.cases.selection.active || head.cases.filters.total > 0)
            iconName: head.cases.selection.active ? "x" : "clipboard-check"
            text: head.cases.selection.active ? qsTr("Stop selecting") : qsTr("Select cases")
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
        visible: !head.routing
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
        visible: !head.routing
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
        visible: !head.routing
        cases: head.cases
        onWanted: head.filtersWanted()
    }
}
