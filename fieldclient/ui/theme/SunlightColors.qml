import QtQuick

// Read in full sun: near-black on near-white, thick lines, nothing grey that has to be read.
Colors {
    dark: false
    stroke: 2
    page: "#ffffff"
    surface: "#ffffff"
    raised: "#ffffff"
    sunken: "#f2f2f2"
    line: "#5c5c5c"
    lineStrong: "#1a1a1a"
    text: "#000000"
    textQuiet: "#1f1f1f"
    accent: "#10247a"
    onAccent: "#ffffff"
    accentQuiet: "#e6ebff"
    onAccentQuiet: "#0c1c63"
    focus: "#000000"
    hover: "#14000000"
    pressed: "#28000000"
    scrim: "#e6000000"
    onScrim: "#ffffff"
    toast: "#000000"
    onToast: "#ffffff"
    shade: "#00000000"
    groups: ["#123a9a", "#00523f", "#5a1678", "#523600", "#1d4d10", "#26323f"]
    onGroup: "#ffffff"

    neutral: Meaning {
        fill: "#efefef"
        ink: "#111111"
        line: "#1f1f1f"
    }
    inHand: Meaning {
        fill: "#e6ebff"
        ink: "#0c1c63"
        line: "#10247a"
    }
    waiting: Meaning {
        fill: "#e0f3fa"
        ink: "#06303f"
        line: "#0a4256"
    }
    arrived: Meaning {
        fill: "#dcf7f0"
        ink: "#04382e"
        line: "#064a3d"
    }
    attention: Meaning {
        fill: "#ffe6f8"
        ink: "#560a43"
        line: "#6d0f56"
    }
    dueSoon: Meaning {
        fill: "#ffffff"
        ink: "#000000"
        line: "#000000"
    }
    overdue: Meaning {
        fill: "#ffd000"
        ink: "#000000"
        line: "#5a4400"
    }
    overdueAgain: Meaning {
        fill: "#9c0f0a"
        ink: "#ffffff"
        line: "#9c0f0a"
    }
    done: Meaning {
        fill: "#e2f6de"
        ink: "#0d3a13"
        line: "#134d1b"
    }
}
