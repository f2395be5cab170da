import QtQuick
import fieldclient.ui.parts

// The photos of a case on the whole window, one after the other.
ZoomPhoto {
    id: view

    required property CasesRoom room

    objectName: "case.zoom"
    source: room.viewer.source
    caption: room.viewer.caption
    place: room.viewer.place
    hasBefore: room.viewer.hasBefore
    hasNext: room.viewer.hasNext
    onStepped: by => view.room.viewer.step(by)
    onClosed: room.back()
}
