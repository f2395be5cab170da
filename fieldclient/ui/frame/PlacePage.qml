import QtQuick

// What every place gives the frame: whether it wants the whole window, and one step back inside itself.
FocusScope {
    required property Frame frame
    property bool fullScreen: false

    function back(): bool {
        return false;
    }
}
