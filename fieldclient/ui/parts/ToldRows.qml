import QtQuick

// Qt takes the rows of a list that lie out of sight from screen readers, and does not give back all that come into sight. This does,
// soon after the list moved or changed.
Timer {
    id: told

    required property ListView view

    function giveBack(): void {
        const x = view.width / 2;
        let at = view.indexAt(x, view.contentY);
        for (let y = 0; at < 0 && y < 240; y += 20) // between rows, under a section's title
            at = view.indexAt(x, view.contentY + y);
        for (; at >= 0 && at < view.count; ++at) {
            const row = view.itemAtIndex(at);
            if (row === null || row.y > view.contentY + view.height)
                return;
            row.Accessible.ignored = false;
        }
    }

    interval: 60
    onTriggered: giveBack()

    // By hand, and not by a binding: one on the view is asked again when the view goes, after what it would read.
    Component.onCompleted: {
        view.contentYChanged.connect(told.start);
        view.contentHeightChanged.connect(told.start);
        view.countChanged.connect(told.start);
        view.heightChanged.connect(told.start);
        view.currentIndexChanged.connect(told.start);
    }
}
