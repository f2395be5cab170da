import QtQml

// What the page that asks who is there says at each of its steps.
QtObject {
    property string step: "form"
    property string who: ""
    property bool comparing: false
    readonly property string name: step === "form" ? qsTr("Sign in") : step === "newPin" ? qsTr("Choose a PIN") : qsTr("Locked")
    readonly property string title: {
        if (comparing)
            return qsTr("Another fingerprint than before");
        switch (step) {
        case "form":
            return qsTr("A photo becomes a report");
        case "people":
            return qsTr("Who works here now?");
        case "newPin":
            return qsTr("Choose a PIN");
        default:
            return who;
        }
    }
    readonly property string told: {
        if (comparing)
            return "";
        switch (step) {
        case "form":
            return qsTr("Sign in once; after that everything works without a network too.");
        case "people":
            return qsTr("Everybody finds their own work and nobody else's.");
        case "newPin":
            return qsTr("Your organisation asks everybody to set one. It keeps your work from others' eyes, and you come back with it in a second, without a password or a network.");
        default:
            return qsTr("Locked. What waits is sent meanwhile.");
        }
    }
}
