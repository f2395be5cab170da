import QtQuick
import QtQuick.Controls.impl as Impl
import fieldclient.ui.theme

// A line icon of resources/icons in the colour asked for. It says nothing to a screen reader: the word beside it does.
Impl.IconImage {
    id: control

    property int size: Theme.icon

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : Theme.icons + name + ".svg"
    color: Theme.colors.text
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
