import QtQuick
import fieldclient.ui.frame

// Locks the window after idle minutes. It only watches: no touch or key is taken from anybody. A viewfinder or a
// recording is never locked away; the wait begins anew when it is left.
Item {
    id: lock

    required property Frame frame
    property bool busy: false
    property double last: 0

    // A tablet that slept did not count: then the first touch locks instead.
    function stir(): void {
        const now = Date.now();
        if (lock.enabled && !lock.busy && lock.last > 0 && wait.interval > 0 && now - lock.last > wait.interval)
            lock.frame.lock();
        lock.last = now;
        if (wait.running)
            wait.restart();
    }

    objectName: "idleLock"
    anchors.fill: parent
    Accessible.ignored: true
    onBusyChanged: lock.last = Date.now()
    onEnabledChanged: lock.last = Date.now()

    Timer {
        id: wait

        interval: lock.frame.lockMinutes * 60000
        running: lock.enabled && !lock.busy && interval > 0
        onTriggered: lock.frame.lock()
    }

    PointHandler {
        target: null
        acceptedButtons: Qt.AllButtons
        onActiveChanged: lock.stir()
    }

    HoverHandler {
        onPointChanged: lock.stir()
    }

    // What is typed moves the cursor, and the keyboard moves the focus.
    Connections {
        target: Qt.inputMethod

        function onCursorRectangleChanged(): void {
            lock.stir();
        }
    }

    Connections {
        target: lock.Window.window

        function onActiveFocusItemChanged(): void {
            lock.stir();
        }
    }
}
