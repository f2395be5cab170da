pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The drawing itself. Moves under a finger only after a tap into it, so that the page still scrolls.
FocusScope {
    id: map

    required property CaseChart chart

    implicitHeight: 260
    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Map of the case. Arrow keys move it, plus and minus zoom.")
    Accessible.description: [map.chart.away, map.chart.grid].filter(part => part !== "").join(", ")
    Accessible.focusable: true
    onWidthChanged: chart.resize(width, height)
    onHeightChanged: chart.resize(width, height)
    Component.onCompleted: chart.resize(width, height)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Left)
            chart.drag(60, 0);
        else if (event.key === Qt.Key_Right)
            chart.drag(-60, 0);
        else if (event.key === Qt.Key_Up)
            chart.drag(0, 60);
        else if (event.key === Qt.Key_Down)
            chart.drag(0, -60);
        else if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            chart.zoom(1.5);
        else if (event.key === Qt.Key_Minus)
            chart.zoom(1 / 1.5);
        else if (event.key === Qt.Key_0)
            chart.showAll();
        else
            event.accepted = false;
    }

    component Disc: Rectangle {
        required property point at

        x: at.x - width / 2 - 2
        y: at.y - height / 2 - 2
        height: width
        radius: width / 2
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.sunken
        radius: Theme.radiusCard
        border.width: map.activeFocus ? 2 : Theme.stroke
        border.color: map.activeFocus ? Theme.colors.focus : Theme.colors.line
    }

    Item {
        anchors.fill: parent
        anchors.margins: 2
        clip: true

        CaseStrokes {
            x: -2
            y: -2
            width: map.width
            height: map.height
            chart: map.chart
            grounds: [Theme.colors.surface, Theme.colors.accentQuiet]
            lines: [Theme.colors.neutral.line, Theme.colors.accent]
        }

        Repeater {
            model: map.chart.labels

            AppText {
                required property string rowId
                required property var model

                x: model.x - width / 2 - 2
                y: model.y - height / 2 - 2
                width: model.room
                text: model.text
                kind: "small"
                quiet: true
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                opacity: truncated ? 0 : 1
            }
        }

        // Where it may be as well: as far as the position is accurate.
        Disc {
            at: map.chart.pin
            width: 2 * map.chart.pinRadius
            visible: width > 16
            color: "transparent"
            border.color: Theme.colors.textQuiet
        }

        Disc {
            at: map.chart.me
            width: Math.max(18, 2 * map.chart.meRadius)
            visible: map.chart.me.x > -90
            color: Theme.colors.inHand.fill
            opacity: 0.55
            border.width: 1
            border.color: Theme.colors.inHand.line
        }

        Disc {
            objectName: "case.map.me"
            at: map.chart.me
            width: 16
            visible: map.chart.me.x > -90
            color: Theme.colors.inHand.line
            border.width: 3
            border.color: Theme.colors.surface
        }

        Disc {
            objectName: "case.map.pin"
            at: map.chart.pin
            width: 32
            color: Theme.colors.accent
            border.width: 2
            border.color: Theme.colors.surface

            AppIcon {
                anchors.centerIn: parent
                name: "map-pin"
                size: 18
                color: Theme.colors.onAccent
            }
        }

        DragHandler {
            property point before

            enabled: map.activeFocus
            target: null
            onActiveChanged: before = Qt.point(0, 0)
            onActiveTranslationChanged: {
                map.chart.drag(activeTranslation.x - before.x, activeTranslation.y - before.y);
                before = Qt.point(activeTranslation.x, activeTranslation.y);
            }
        }

        TapHandler {
            onTapped: map.forceActiveFocus()
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => map.chart.zoom(delta)
        }
    }

    Column {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s12
        spacing: 2
        visible: map.chart.barMetres > 0

        AppText {
            text: map.chart.barText
            kind: "small"
            figures: true
        }

        Rectangle {
            width: Math.round(map.chart.barPixels)
            height: 4
            color: Theme.colors.lineStrong
        }
    }
}
