pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.theme

// How loud it was, from left to right. `played` (0 to 1) tells how far somebody has listened; 1 when nobody does.
Item {
    id: wave

    property var levels: []
    property real played: 1
    property color ink: Theme.colors.accent
    property bool growing: false // being recorded: what was heard last stands at the right
    readonly property int columns: Math.max(8, Math.floor(width / 6))

    function level(column: int): real {
        const count = wave.levels.length;
        if (wave.growing) {
            const at = count - wave.columns + column;
            return at >= 0 ? wave.levels[at] : 0;
        }
        if (count === 0)
            return 0;
        const first = Math.floor(column * count / wave.columns);
        const last = Math.max(first + 1, Math.floor((column + 1) * count / wave.columns));
        return Math.max(...wave.levels.slice(first, last));
    }

    implicitWidth: 320
    implicitHeight: 72
    Accessible.ignored: true

    Repeater {
        model: wave.columns

        Rectangle {
            required property int index

            x: index * 6
            y: (wave.height - height) / 2
            width: 3
            height: Math.max(3, wave.height * wave.level(index))
            radius: 1.5
            color: wave.ink
            opacity: index / wave.columns <= wave.played ? 1 : 0.35
        }
    }
}
