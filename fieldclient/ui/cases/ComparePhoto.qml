import QtQuick

// One of the two photos, wholly in sight.
Image {
    asynchronous: true
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
