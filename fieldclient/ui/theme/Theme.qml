pragma Singleton

import QtQuick

// Measures, type and colours by meaning. The app sets mode, scale, wide, family, motion and covered; everybody else only reads.
QtObject {
    id: theme

    property string mode: "light" // light, dark, sunlight
    property real scale: 1.0 // large type: 1.0 … 2.0
    property bool wide: true // room for two panes; else one
    property bool motion: true
    property bool covered: false // nothing of anybody's is to be seen: what lies outside of the window closes
    property string family: "Field Sans SC"

    readonly property Colors light: LightColors {}
    readonly property Colors dark: DarkColors {}
    readonly property Colors sunlight: SunlightColors {}
    readonly property Colors colors: mode === "dark" ? dark : mode === "sunlight" ? sunlight : light

    // Spacing on the 4/8 px grid
    readonly property int s4: 4
    readonly property int s8: 8
    readonly property int s12: 12
    readonly property int s16: 16
    readonly property int s24: 24
    readonly property int s32: 32

    readonly property int radiusControl: 8
    readonly property int radiusCard: 12
    readonly property int radiusSheet: 16
    readonly property int stroke: colors.stroke

    readonly property int touch: Math.round(48 * Math.max(1, (1 + scale) / 2))
    readonly property int primary: Math.round(56 * Math.max(1, (1 + scale) / 2))
    readonly property int icon: Math.round(22 * Math.max(1, (1 + scale) / 2))
    readonly property int iconSmall: Math.round(18 * Math.max(1, (1 + scale) / 2))

    // Type, in pixels
    readonly property int small: Math.round(13 * scale)
    readonly property int body: Math.round(15 * scale)
    readonly property int lead: Math.round(17 * scale)
    readonly property int title: Math.round(20 * scale)
    readonly property int headline: Math.round(24 * scale)
    readonly property int display: Math.round(32 * scale)

    readonly property int quick: motion ? 140 : 0 // milliseconds

    readonly property url icons: Qt.resolvedUrl("../../../resources/icons/")

    function size(kind: string): int {
        switch (kind) {
        case "small":
            return small;
        case "lead":
            return lead;
        case "title":
            return title;
        case "headline":
            return headline;
        case "display":
            return display;
        default:
            return body;
        }
    }

    // The colour of the n-th of things that are only told apart.
    function group(n: int): color {
        return colors.groups[n % colors.groups.length];
    }

    // Colours of a meaning by its name. Colours, not the object that holds them: its type is another in every engine, and a
    // second window of the same process would be handed nothing.
    function fill(meaning: string): color {
        return held(meaning).fill;
    }

    function ink(meaning: string): color {
        return held(meaning).ink;
    }

    function line(meaning: string): color {
        return held(meaning).line;
    }

    function held(meaning: string): var {
        switch (meaning) {
        case "inHand":
            return colors.inHand;
        case "waiting":
            return colors.waiting;
        case "arrived":
            return colors.arrived;
        case "attention":
            return colors.attention;
        case "dueSoon":
            return colors.dueSoon;
        case "overdue":
            return colors.overdue;
        case "overdueAgain":
            return colors.overdueAgain;
        case "done":
            return colors.done;
        default:
            return colors.neutral;
        }
    }
}
