import QtQuick

Colors {
    dark: false
    stroke: 1
    page: "#f5f5f2"
    surface: "#ffffff"
    raised: "#ffffff"
    sunken: "#eceeea"
    line: "#dcdeda"
    lineStrong: "#7d847f"
    text: "#1a1d1b"
    textQuiet: "#545b56"
    accent: "#2a4bb0"
    onAccent: "#ffffff"
    accentQuiet: "#e4eafb"
    onAccentQuiet: "#233f97"
    focus: "#2a4bb0"
    hover: "#0a000000"
    pressed: "#16000000"
    scrim: "#b8101412"
    onScrim: "#ffffff"
    toast: "#232826"
    onToast: "#f4f6f4"
    shade: "#1a000000"
    groups: ["#2f5fc4", "#14745f", "#8a3fa6", "#7a5a2e", "#3a742c", "#4f5f74"]
    onGroup: "#ffffff"

    neutral: Meaning {
        fill: "#e9ebe8"
        ink: "#474e49"
        line: "#6b736d"
    }
    inHand: Meaning {
        fill: "#e4eafb"
        ink: "#27449b"
        line: "#3e62c9"
    }
    waiting: Meaning {
        fill: "#dcecf1"
        ink: "#1d4e61"
        line: "#2f7893"
    }
    arrived: Meaning {
        fill: "#d8efe9"
        ink: "#125347"
        line: "#1b806c"
    }
    attention: Meaning {
        fill: "#f6e1f1"
        ink: "#812168"
        line: "#b0388f"
    }
    dueSoon: Meaning {
        fill: "#ffffff"
        ink: "#2c312e"
        line: "#2c312e"
    }
    overdue: Meaning {
        fill: "#ffd746"
        ink: "#382b00"
        line: "#947000"
    }
    overdueAgain: Meaning {
        fill: "#c3261f"
        ink: "#ffffff"
        line: "#c3261f"
    }
    done: Meaning {
        fill: "#dff0dc"
        ink: "#22572a"
        line: "#38803f"
    }
}
