import QtQuick

// What every theme has to fill. A name says what a colour is for, never what it looks like.
QtObject {
    required property bool dark
    required property int stroke

    required property color page
    required property color surface
    required property color raised
    required property color sunken
    required property color line
    required property color lineStrong
    required property color text
    required property color textQuiet
    required property color accent
    required property color onAccent
    required property color accentQuiet
    required property color onAccentQuiet
    required property color focus
    required property color hover
    required property color pressed
    required property color scrim
    required property color onScrim
    required property color toast
    required property color onToast
    required property color shade

    // Told apart and nothing else: no order, no meaning, none of them yellow or red. Always with a number beside them.
    required property list<color> groups
    required property color onGroup

    required property Meaning neutral
    required property Meaning inHand
    required property Meaning waiting
    required property Meaning arrived
    required property Meaning attention
    required property Meaning dueSoon
    required property Meaning overdue
    required property Meaning overdueAgain
    required property Meaning done
}
