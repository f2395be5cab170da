import QtQuick

// A line to search with; `edited` comes with every stroke.
TextLine {
    iconName: "search"
    clearable: true
    placeholder: qsTr("Search")
    inputMethodHints: Qt.ImhNoPredictiveText
}
