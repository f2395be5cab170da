pragma ComponentBehavior: Bound

import QtQuick
import QtQml
import fieldclient.ui.frame

// The table of shortcuts, alive: made after the first frame, so that no start waits for it. And the sheet that shows it.
Item {
    id: shortcuts

    required property Frame frame
    required property Rooms hall
    required property list<Item> panes // strip, places, page: F6 leads from one to the next
    property bool usable: true
    property string undoText: "" // what the toast offers
    property string wanted: "" // a field that is to get the keyboard once its page is there
    readonly property bool open: sheet.active

    signal chosen(string place)
    signal backWanted
    signal undoWanted

    function act(action: string): void {
        if (open && action !== "sheet" && action !== "back")
            close();
        if (action.startsWith("go "))
            shortcuts.chosen(action.slice(3));
        else if (actions[action] !== undefined)
            actions[action]();
    }

    readonly property var actions: ({
            "new_report": () => shortcuts.frame.newReport(),
            "new_praise": () => shortcuts.frame.newPraise(),
            "search": () => shortcuts.search(),
            "primary": () => shortcuts.press(),
            "undo": () => shortcuts.undoWanted(),
            "back": () => shortcuts.open ? shortcuts.close() : shortcuts.backWanted(),
            "sync": () => shortcuts.frame.syncNow(),
            "pause": () => shortcuts.frame.pauseSending(),
            "sheet": () => shortcuts.open ? shortcuts.close() : shortcuts.show(),
            "panes": () => shortcuts.nextPane(),
            "full_screen": () => shortcuts.fullScreen(),
            "lock": () => shortcuts.frame.lock(),
            "notify": () => shortcuts.chosen("notify"),
            "quit": () => shortcuts.Window.window?.close()
        })

    function show(): void {
        sheet.active = true;
        sheet.forceActiveFocus();
    }

    function close(): void {
        sheet.active = false;
        hall.forceActiveFocus();
    }

    function fullScreen(): void {
        const window = shortcuts.Window.window;
        window.visibility = window.visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen;
    }

    function search(): void {
        shortcuts.chosen("cases");
        wanted = "cases.search.field";
    }

    // The first thing below that fits, as one sees it; null for none.
    function find(item: Item, fits: var): var {
        for (const child of item.children) {
            if (!child.visible)
                continue;
            const found = fits(child) ? child : find(child, fits);
            if (found !== null)
                return found;
        }
        return null;
    }

    function press(): void {
        const primary = find(hall, item => item.kind === "primary" && item.enabled && item.clicked !== undefined);
        if (primary !== null)
            primary.clicked();
    }

    function holds(pane: Item): bool {
        for (let item = shortcuts.Window.activeFocusItem; item !== null; item = item.parent) {
            if (item === pane)
                return true;
        }
        return false;
    }

    function nextPane(): void {
        const seen = panes.filter(pane => pane.visible);
        const pane = seen[(seen.findIndex(each => holds(each)) + 1) % seen.length];
        const target = pane.activeFocusOnTab || pane instanceof FocusScope ? pane : pane.nextItemInFocusChain(true);
        target.forceActiveFocus(Qt.TabFocusReason);
    }

    Connections {
        target: shortcuts.frame

        function onKeysWanted(): void {
            shortcuts.show();
        }
    }

    Timer {
        interval: 30
        repeat: true
        running: shortcuts.wanted !== ""
        onTriggered: {
            const field = shortcuts.find(shortcuts.hall, item => item.objectName === shortcuts.wanted);
            if (field !== null || shortcuts.frame.place !== "cases") {
                shortcuts.wanted = "";
                field?.forceActiveFocus(Qt.ShortcutFocusReason);
            }
        }
    }

    Instantiator {
        active: shortcuts.frame.loaded
        model: shortcuts.frame.shortcuts

        Shortcut {
            required property var modelData

            sequences: modelData.keys
            context: Qt.WindowShortcut
            enabled: shortcuts.usable && (modelData.action !== "undo" || shortcuts.undoText !== "")
            onActivated: shortcuts.act(modelData.action)
        }
    }

    Loader {
        id: sheet

        anchors.fill: parent
        active: false
        focus: active

        sourceComponent: ShortcutsSheet {
            groups: shortcuts.frame.shortcutRows()
            onClosed: shortcuts.close()
        }
    }
}
