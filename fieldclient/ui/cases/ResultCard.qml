import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What came of it: the result with its quantity, the answer, and how the reporter found it.
Card {
    id: card

    required property CaseState caseData

    visible: caseData.resultTitle !== "" || caseData.reply !== "" || caseData.ratingText !== ""

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        ResultLine {
            objectName: "case.result"
            Layout.fillWidth: true
            symbol: "wrench"
            title: qsTr("Result")
            value: card.caseData.resultTitle
            words: card.caseData.resultText
        }

        ResultLine {
            objectName: "case.reply"
            Layout.fillWidth: true
            symbol: "message"
            title: qsTr("Answer")
            value: card.caseData.reply
        }

        ResultLine {
            objectName: "case.rating"
            Layout.fillWidth: true
            symbol: card.caseData.rating === "satisfied" ? "smile" : card.caseData.rating === "mostly" ? "meh" : "frown"
            title: qsTr("Rating")
            value: card.caseData.ratingText
        }
    }
}
