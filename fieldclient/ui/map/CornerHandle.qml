import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// A corner of an area: dragged, or moved by arrow keys.
T.AbstractButton {
    id: handle

    signal moved(real right, real down)

    implicitWidth: 48
    implicitHeight: 48
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onLeftPressed: handle.moved(-16, 0)
    Keys.onRightPressed: handle.moved(16, 0)
    Keys.onUpPressed: handle.moved(0, -16)
    Keys.onDownPressed: handle.moved(0, 16)

    DragHandler {
        property point before

        target: null
        onActiveChanged: before = Qt.point(0, 0)
        onActiveTranslationChanged: {
            handle.moved(activeTranslation.x - before.x, activeTranslation.y - before.y);
            before = Qt.point(activeTranslation.x, activeTranslation.y);
        }
    }

    contentItem: Item {
        Rectangle {
            anchors.centerIn: parent
            width: 24
            height: 24
            radius: 12
            color: Theme.colors.surface
            border.width: 4
            border.color: Theme.colors.accent

            FocusRing {
                visible: handle.visualFocus
                radius: parent.radius + gap
            }
        }
    }
}
