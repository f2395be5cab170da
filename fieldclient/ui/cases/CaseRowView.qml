pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One case in the list. What was looked for is lit; while cases are selected it has a tick. Everything comes in one piece, and what
// few rows have is made when it is needed: a list that is flung makes many of these.
ListRow {
    id: row

    required property var whole
    required property int index
    readonly property string rowId: whole.rowId
    readonly property var meanings: whole.marks // meaning, icon, text of one after the other
    property bool chosen: false

    function lit(text: string): string {
        return text === "" ? "" : text.replace(/<b>/g, `<u><font color="${Theme.colors.accent}">`).replace(/<\/b>/g, "</font></u>");
    }

    objectName: "cases.row." + index
    current: chosen
    title: whole.title
    line: whole.line
    thumbnail: whole.thumbnail
    iconName: whole.iconName
    trailing: whole.far !== "" ? whole.far : whole.when
    titleLit: lit(whole.titleHit)
    lineLit: lit(whole.lineHit)
    Accessible.description: meanings.filter((word, at) => at % 3 === 2 && word !== "").join(", ") // stage and lateness

    component Slot: Mark {
        required property int at

        meaning: row.meanings[3 * at] ?? "neutral"
        iconName: row.meanings[3 * at + 1] ?? ""
        text: row.meanings[3 * at + 2] ?? ""
        Accessible.ignored: true // the row tells it; of a row that waits to be used again nothing may be told
    }

    Loader {
        width: row.availableWidth - 64 - Theme.s12
        active: row.whole.saidHit !== ""
        visible: active
        sourceComponent: AppText {
            text: row.lit(row.whole.saidHit)
            textFormat: Text.StyledText
            kind: "small"
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }

    Slot {
        at: 0
    }

    Slot {
        at: 1
    }

    Loader {
        active: row.meanings.length > 6
        visible: active
        sourceComponent: Slot {
            at: 2
        }
    }

    Loader {
        active: row.meanings.length > 9
        visible: active
        sourceComponent: Slot {
            at: 3
        }
    }

    Loader {
        active: row.meanings.length > 12
        visible: active
        sourceComponent: Slot {
            at: 4
        }
    }

    Loader {
        active: row.meanings.length > 15
        visible: active
        sourceComponent: Slot {
            at: 5
        }
    }
}
