import QtQml

// What marks and their meanings are called, and what happened to one.
QtObject {
    readonly property var kinds: [{
            "kind": "arrow",
            "icon": "arrow-up-right",
            "text": qsTr("Arrow")
        }, {
            "kind": "ellipse",
            "icon": "circle",
            "text": qsTr("Circle")
        }, {
            "kind": "pen",
            "icon": "pen",
            "text": qsTr("Pen")
        }, {
            "kind": "text",
            "icon": "type",
            "text": qsTr("Label")
        }, {
            "kind": "blur",
            "icon": "face-hidden",
            "text": qsTr("Hide")
        }, {
            "kind": "crop",
            "icon": "crop",
            "text": qsTr("Crop")
        }]
    readonly property var inks: [{
            "ink": "problem",
            "colour": "#ff6ec7",
            "text": qsTr("Problem")
        }, {
            "ink": "place",
            "colour": "#38c6ff",
            "text": qsTr("Place")
        }, {
            "ink": "fine",
            "colour": "#7dffa0",
            "text": qsTr("In order")
        }, {
            "ink": "note",
            "colour": "#ffffff",
            "text": qsTr("Note")
        }]

    function kind(name: string): string {
        const found = kinds.find(each => each.kind === name);
        return found === undefined ? qsTr("Mark") : found.text;
    }

    function ink(name: string): string {
        const found = inks.find(each => each.ink === name);
        return found === undefined ? "" : found.text;
    }

    // For a screen reader: what it is, what it means, what it says.
    function name(kindName: string, inkName: string, text: string): string {
        const plain = kindName === "blur" || kindName === "crop";
        return [kind(kindName), plain ? "" : ink(inkName), text].filter(part => part !== "").join(", ");
    }

    function happened(what: string, kindName: string): string {
        switch (what) {
        case "added":
            return qsTr("%1 added").arg(kind(kindName));
        case "removed":
            return qsTr("%1 removed").arg(kind(kindName));
        case "undone":
            return qsTr("One step back");
        default:
            return qsTr("One step forward");
        }
    }
}
