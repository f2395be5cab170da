import QtQuick
import fieldclient.ui.mapping
import fieldclient.ui.theme

// The drawn map under the pad, where this device has one.
MapSheet {
    id: ground

    required property PadView view

    objectName: "place.map"
    x: chart.sheetX
    y: chart.sheetY
    scale: chart.sheetScale
    transformOrigin: Item.TopLeft
    visible: view.pad.ground.drawn
    chart: view.pad.ground.chart

    Connections {
        target: Theme

        function onModeChanged(): void {
            ground.view.look();
        }

        function onScaleChanged(): void {
            ground.view.look();
        }
    }
}
