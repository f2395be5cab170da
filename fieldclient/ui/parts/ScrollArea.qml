import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// A vertical flickable with a quiet scroll bar; keeps what the keyboard is on in sight.
Flickable {
    id: control

    function reveal(item: Item): void {
        const top = item.mapToItem(contentItem, 0, 0).y;
        const bottom = top + item.height;
        if (top < contentY + 24)
            contentY = Math.max(0, top - 24);
        else if (bottom > contentY + height - 24)
            contentY = Math.min(Math.max(0, contentHeight - height), bottom - height + 24);
    }

    clip: true
    contentWidth: width
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    T.ScrollBar.vertical: AppScrollBar {}

    Connections {
        target: control.Window.window

        function onActiveFocusItemChanged(): void {
            const item = control.Window.activeFocusItem;
            for (let up = item; up !== null; up = up.parent) {
                if (up === control.contentItem) {
                    control.reveal(item);
                    return;
                }
            }
        }
    }
}
