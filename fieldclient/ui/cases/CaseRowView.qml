import QtQuick
import fieldclient.ui.parts

// One case in the list.
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
    required title
    required line
    required thumbnail
    required iconName
    property bool chosen: false

    objectName: "cases.row." + index
    current: chosen
    trailing: when

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
