import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// One line of typed text. `label` stays visible above it; `problem` says in a sentence what is wrong.
FocusScope {
    id: control

    property string label: ""
    property string problem: ""
    property string placeholder: ""
    property string iconName: ""
    property alias text: field.text
    property alias echoMode: field.echoMode
    property alias inputMethodHints: field.inputMethodHints
    property alias readOnly: field.readOnly
    property alias maximumLength: field.maximumLength
    property bool clearable: false
    readonly property string spoken: label !== "" ? label : placeholder
    property string clearText: qsTr("Clear")
    property string fieldName: objectName === "" ? "" : objectName + ".field"

    signal edited(string text)
    signal accepted

    function selectAll(): void {
        field.selectAll();
    }

    implicitWidth: 280
    implicitHeight: column.implicitHeight
    onProblemChanged: if (problem !== "")
        field.Accessible.announce(problem, Accessible.Assertive)

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

        T.TextField {
            id: field

            objectName: control.fieldName
            width: parent.width
            focus: true
            implicitHeight: Theme.touch
            leftPadding: control.iconName === "" ? Theme.s12 : Theme.s12 + Theme.icon + Theme.s8
            rightPadding: clear.visible ? clear.width : Theme.s12
            verticalAlignment: TextInput.AlignVCenter
            color: Theme.colors.text
            selectionColor: Theme.colors.accent
            selectedTextColor: Theme.colors.onAccent
            placeholderTextColor: Theme.colors.textQuiet
            font.family: Theme.family
            font.pixelSize: Theme.body
            selectByMouse: true
            Accessible.role: Accessible.EditableText
            Accessible.name: control.spoken
            // Qt tells no name of a field whose text is hidden: the description has to say it.
            Accessible.description: [echoMode === TextInput.Normal ? "" : control.spoken, control.problem].filter(word => word !== "").join(". ")
            onTextEdited: control.edited(text)
            onAccepted: control.accepted()

            AppText {
                x: field.leftPadding
                width: field.width - field.leftPadding - field.rightPadding
                height: field.height
                verticalAlignment: Text.AlignVCenter
                visible: field.text === "" && field.preeditText === ""
                text: control.placeholder
                quiet: true
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            AppIcon {
                x: Theme.s12
                anchors.verticalCenter: parent.verticalCenter
                visible: name !== ""
                name: control.iconName
                color: Theme.colors.textQuiet
            }

            IconButton {
                id: clear

                objectName: control.objectName === "" ? "" : control.objectName + ".clear"
                anchors.right: parent.right
                height: parent.height
                visible: control.clearable && field.text !== ""
                iconName: "x"
                text: control.clearText
                onClicked: {
                    field.clear();
                    control.edited("");
                    field.forceActiveFocus();
                }
            }

            background: Rectangle {
                radius: Theme.radiusControl
                color: field.readOnly ? Theme.colors.sunken : Theme.colors.surface
                border.width: field.activeFocus ? 2 : Math.max(1, Theme.stroke)
                border.color: control.problem !== "" ? Theme.colors.attention.line : field.activeFocus ? Theme.colors.focus : Theme.colors.lineStrong
            }
        }

        AppText {
            visible: control.problem !== ""
            width: parent.width
            text: control.problem
            kind: "small"
            color: Theme.colors.attention.line
        }
    }
}
