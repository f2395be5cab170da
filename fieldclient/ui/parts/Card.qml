import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// A sheet of the page that holds what belongs together. Children go into a column of their own making.
T.Pane {
    id: control

    implicitWidth: Math.max(implicitBackgroundWidth + leftInset + rightInset, contentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(implicitBackgroundHeight, contentHeight + topPadding + bottomPadding)
    contentWidth: contentItem.implicitWidth || (contentChildren.length === 1 ? contentChildren[0].implicitWidth : 0)
    contentHeight: contentItem.implicitHeight || (contentChildren.length === 1 ? contentChildren[0].implicitHeight : 0)
    padding: Theme.s16

    background: Rectangle {
        color: Theme.colors.surface
        radius: Theme.radiusCard
        border.width: Theme.stroke
        border.color: Theme.colors.line
    }
}
