pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Bars side by side: full ones, and hollow ones beside them where there is something to hold them against. `bars`: [{label, value,
// other}], `axis`: where lines are drawn, from 0 on. One picture for a screen reader; the table says every number.
Item {
    id: chart

    property var bars: []
    property var axis: [0, 1]
    property bool paired: true
    property int current: -1 // e.g. today
    property string spoken: ""

    readonly property real most: Math.max(1, chart.axis[chart.axis.length - 1] ?? 1)
    readonly property real gutter: Math.ceil(widest.advanceWidth) + Theme.s8
    readonly property real head: number.height + 2
    readonly property real foot: number.height + Theme.s8
    readonly property real room: Math.max(1, chart.height - chart.head - chart.foot)
    readonly property real column: Math.max(1, (chart.width - chart.gutter) / Math.max(1, chart.bars.length))
    readonly property int every: Math.max(1, Math.ceil((longest.advanceWidth + Theme.s4) / chart.column))

    implicitWidth: 280
    implicitHeight: Math.round(150 + 40 * Theme.scale)
    Accessible.role: Accessible.Graphic
    Accessible.name: chart.spoken

    function up(value: real): real {
        return chart.head + chart.room * (1 - value / chart.most);
    }

    TextMetrics {
        id: number

        font.family: Theme.family
        font.pixelSize: Theme.small
        text: "0"
    }

    TextMetrics {
        id: widest

        font: number.font
        text: chart.most
    }

    TextMetrics {
        id: longest

        font: number.font
        text: chart.bars.reduce((longest, bar) => bar.label.length > longest.length ? bar.label : longest, "")
    }

    Repeater {
        model: chart.axis

        Item {
            id: rule

            required property real modelData

            y: chart.up(modelData)
            width: chart.width

            AppText {
                y: -height / 2
                width: chart.gutter - Theme.s8
                text: rule.modelData
                kind: "small"
                quiet: true
                figures: true
                horizontalAlignment: Text.AlignRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Rectangle {
                x: chart.gutter
                width: rule.width - x
                height: Math.max(1, Theme.stroke)
                color: rule.modelData === 0 ? Theme.colors.lineStrong : Theme.colors.line
            }
        }
    }

    Repeater {
        model: chart.bars

        Item {
            id: bar

            required property var modelData
            required property int index
            readonly property real wide: Math.max(3, Math.min(28, chart.column * (chart.paired ? 0.36 : 0.6)))

            x: chart.gutter + index * chart.column
            width: chart.column
            height: chart.height

            Rectangle {
                x: parent.width / 2 - (chart.paired ? bar.wide + 1 : bar.wide / 2)
                y: chart.up(bar.modelData.value)
                width: bar.wide
                height: chart.up(0) - y
                radius: Math.min(3, width / 3)
                color: Theme.colors.accent
            }

            Rectangle {
                visible: chart.paired
                x: parent.width / 2 + 1
                y: chart.up(bar.modelData.other)
                width: bar.wide
                height: chart.up(0) - y
                radius: Math.min(3, width / 3)
                color: Theme.colors.surface
                border.width: height > 0 ? 2 : 0
                border.color: Theme.colors.text
            }

            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.horizontalCenterOffset: chart.paired ? -bar.wide / 2 : 0
                y: chart.up(bar.modelData.value) - height
                visible: bar.modelData.value > 0 && implicitWidth <= chart.column
                text: bar.modelData.value
                kind: "small"
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                y: chart.up(0) + Theme.s4
                visible: (chart.bars.length - 1 - bar.index) % chart.every === 0
                text: bar.modelData.label
                kind: "small"
                quiet: bar.index !== chart.current
                strong: bar.index === chart.current
                figures: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
