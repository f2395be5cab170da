pragma ComponentBehavior: Bound

import QtQml
import Qt.labs.platform as Platform

// The icon in the tray of Windows and macOS. Its library brings widgets along and is loaded there alone.
Platform.SystemTrayIcon {
    id: tray

    required property list<string> names
    required property list<string> texts
    property string tip: ""
    property string key: "home" // what the notification of now is about

    signal chosen(string name)
    signal clicked(string key)

    function show(title: string, text: string, ms: int): void {
        tray.showMessage(title, text, Platform.SystemTrayIcon.Information, ms);
    }

    visible: true
    tooltip: tip
    icon.source: Qt.resolvedUrl("../../../resources/icons/cases.svg")
    onActivated: tray.chosen("open")
    onMessageClicked: tray.clicked(tray.key)

    menu: Platform.Menu {
        id: entries

        Instantiator {
            model: tray.names.length
            onObjectAdded: (index, object) => entries.insertItem(index, object as Platform.MenuItem)
            onObjectRemoved: (index, object) => entries.removeItem(object as Platform.MenuItem)

            Platform.MenuItem {
                required property int index

                text: tray.texts[index]
                onTriggered: tray.chosen(tray.names[index])
            }
        }
    }
}
