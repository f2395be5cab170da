import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.me

PlacePage {
    id: place

    required property SignInRoom room

    focus: true

    SignInPage {
        objectName: "signIn"
        anchors.fill: parent
        focus: true
        room: place.room
        language: place.room.language
        onLater: place.frame.signInLater()
        onLanguageChosen: language => place.room.chooseLanguage(language)
    }
}
