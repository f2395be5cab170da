import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One case in the list. What was looked for is lit; while cases are selected it has a tick.
ListRow {
    id: row

    required property string rowId
    required property int index
    required property string when
    required property string stageText
    required property string stageMeaning
    required property string light
    required property string deadlineText
    required property string delivery
    required property string deliveryText
    required property string taskText
    required property string urgentText
    required property string far
    required property string stop
    required property string titleHit
    required property string lineHit
    required property string saidHit
    required title
    required line
    required thumbnail
    required iconName
    property bool chosen: false

    function lit(text: string): string {
        return text.replace(/<b>/g, `<u><font color="${Theme.colors.accent}">`).replace(/<\/b>/g, "</font></u>");
    }

    objectName: "cases.row." + index
    current: chosen
    trailing: far !== "" ? far : when
    titleLit: titleHit === "" ? "" : lit(titleHit)
    lineLit: lineHit === "" ? "" : lit(lineHit)

    AppText {
        width: parent.width
        visible: text !== ""
        text: row.saidHit === "" ? "" : row.lit(row.saidHit)
        textFormat: Text.StyledText
        kind: "small"
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    Mark {
        meaning: "inHand"
        iconName: "map-pin"
        text: row.stop
    }

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
        meaning: "attention"
        iconName: "alert-triangle"
        text: row.urgentText
    }

    DeliveryMark {
        delivery: row.delivery
        text: row.deliveryText
    }

    Mark {
        meaning: row.stageMeaning
        text: row.taskText === "" ? row.stageText : ""
    }
}
