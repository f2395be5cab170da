pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One case in the list. What was looked for is lit; while cases are selected it has a tick. Everything comes in one piece, and what
// few rows have is made when it is needed: a list that is flung makes many of these.
//
// The row itself lies in the view's item: a view takes what waits for its next use, or lies out of sight, from the screen reader and
// does not give all of it back. It does so with its own items alone.
FocusScope {
    id: row

    required property var whole
    required property int index
    readonly property string rowId: whole.rowId
    readonly property var meanings: whole.marks // meaning, icon, text of one after the other
    property bool chosen: false
    property string name: "cases.row." + index
    property alias selecting: line.selecting
    property alias selected: line.selected

    signal clicked
    signal pressAndHold

    function lit(text: string): string {
        return text === "" ? "" : text.replace(/<b>/g, `<u><font color="${Theme.colors.accent}">`).replace(/<\/b>/g, "</font></u>");
    }

    implicitHeight: line.implicitHeight

    component Slot: Mark {
        required property int at

        meaning: row.meanings[3 * at] ?? "neutral"
        iconName: row.meanings[3 * at + 1] ?? ""
        text: row.meanings[3 * at + 2] ?? ""
        Accessible.ignored: true // the row tells it
    }

    ListRow {
        id: line

        objectName: row.name
        anchors.fill: parent
        focus: true
        focusPolicy: row.focus ? Qt.StrongFocus : Qt.ClickFocus // Tab stops once in the list, arrow keys go on
        current: row.chosen
        title: row.whole.title
        line: row.whole.line
        thumbnail: row.whole.thumbnail
        iconName: row.whole.iconName
        trailing: row.whole.far !== "" ? row.whole.far : row.whole.when
        titleLit: row.lit(row.whole.titleHit)
        lineLit: row.lit(row.whole.lineHit)
        Accessible.ignored: row.index < 0 // waits to be used again
        Accessible.description: row.meanings.filter((word, at) => at % 3 === 2 && word !== "").join(", ") // stage and lateness
        onClicked: row.clicked()
        onPressAndHold: row.pressAndHold()

        Loader {
            width: line.availableWidth - 64 - Theme.s12
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
}
