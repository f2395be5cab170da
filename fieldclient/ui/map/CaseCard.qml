import QtQuick
import fieldclient.ui.parts

// A case of the map as a line.
ListRow {
    id: row

    required property string rowId
    required property string when
    required property string stageText
    required property string stageMeaning
    required property string light
    required property string deadlineText
    required property string taskText
    required title
    required line
    required thumbnail
    required iconName

    objectName: "map.case." + rowId
    titleLines: 2
    Accessible.name: [title, line, when].filter(word => word !== "").join(", ")
    arrow: true

    Mark {
        meaning: "inHand"
        iconName: "clipboard-check"
        text: row.taskText
    }

    DeadlineMark {
        light: row.light
        text: row.deadlineText
    }

    Mark {
        meaning: row.stageMeaning
        text: row.taskText === "" ? row.stageText : ""
    }

    // Beside the name there is no room for it.
    AppText {
        height: implicitHeight + 8 // as the marks
        verticalAlignment: Text.AlignVCenter
        text: row.when
        kind: "small"
        quiet: true
        figures: true
    }
}
