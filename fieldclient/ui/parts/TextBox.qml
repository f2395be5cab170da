import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// Several lines of typed text, growing with them. `limit` characters at most; what is left is shown near the end.
FocusScope {
    id: control

    property string label: ""
    property string placeholder: ""
    property int limit: 500
    property int lines: 2
    property alias text: area.text
    property string fieldName: objectName === "" ? "" : objectName + ".field"

    signal edited(string text)

    implicitWidth: 280
    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: parent.width
        spacing: Theme.s4

        AppText {
            visible: control.label !== ""
            width: parent.width
            text: control.label
            kind: "small"
            quiet: true
            font.weight: Font.Medium
        }

        T.TextArea {
            id: area

            objectName: control.fieldName
            width: parent.width
            focus: true
            implicitHeight: Math.max(Theme.touch, contentHeight + topPadding + bottomPadding, control.lines * metrics.height + topPadding + bottomPadding)
            padding: Theme.s12
            color: Theme.colors.text
            selectionColor: Theme.colors.accent
            selectedTextColor: Theme.colors.onAccent
            font.family: Theme.family
            font.pixelSize: Theme.body
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            Accessible.role: Accessible.EditableText
            Accessible.name: control.label !== "" ? control.label : control.placeholder
            Accessible.multiLine: true
            KeyNavigation.priority: KeyNavigation.BeforeItem
            Keys.onTabPressed: area.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: area.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            onTextChanged: {
                if (text.length > control.limit)
                    remove(control.limit, text.length);
                else if (activeFocus)
                    control.edited(text);
            }

            FontMetrics {
                id: metrics

                font: area.font
            }

            AppText {
                x: area.leftPadding
                y: area.topPadding
                width: area.width - area.leftPadding - area.rightPadding
                visible: area.text === "" && area.preeditText === ""
                text: control.placeholder
                quiet: true
                Accessible.ignored: true
            }

            background: Rectangle {
                radius: Theme.radiusControl
                color: Theme.colors.surface
                border.width: area.activeFocus ? 2 : Math.max(1, Theme.stroke)
                border.color: area.activeFocus ? Theme.colors.focus : Theme.colors.lineStrong
            }
        }

        AppText {
            visible: area.length > control.limit * 0.8
            width: parent.width
            text: qsTr("%n character(s) left", "", control.limit - area.length)
            kind: "small"
            quiet: true
            horizontalAlignment: Text.AlignRight
        }
    }
}
