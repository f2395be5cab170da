import QtQuick
import fieldclient.ui.theme

// Something is under way. Stands still when motion is off.
AppIcon {
    id: control

    property bool running: visible

    name: "loader"

    RotationAnimator on rotation {
        running: control.running && Theme.motion
        from: 0
        to: 360
        duration: 900
        loops: Animation.Infinite
    }
}
