import QtQuick

// The page of the act that is being written, by the name in the table of acts.
FocusScope {
    id: control

    required property CasesRoom room

    Loader {
        id: loader

        anchors.fill: parent
        focus: true
    }

    Component.onCompleted: {
        if (room.actPage !== "")
            loader.setSource(Qt.resolvedUrl(room.actPage + ".qml"), {
                room: control.room,
                focus: true
            });
    }
}
