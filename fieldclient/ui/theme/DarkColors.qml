import QtQuick

Colors {
    dark: true
    stroke: 1
    page: "#111412"
    surface: "#1a1e1c"
    raised: "#232826"
    sunken: "#0c0f0d"
    line: "#323835"
    lineStrong: "#7f8982"
    text: "#edf0ed"
    textQuiet: "#abb4ae"
    accent: "#9db4ff"
    onAccent: "#0d1a48"
    accentQuiet: "#26305a"
    onAccentQuiet: "#ccd7ff"
    focus: "#b9caff"
    hover: "#10ffffff"
    pressed: "#20ffffff"
    scrim: "#c80a0c0b"
    onScrim: "#ffffff"
    toast: "#e8ebe8"
    onToast: "#1a1d1b"
    shade: "#66000000"
    groups: ["#8fb0ff", "#5fd0b8", "#d8a5f0", "#d8b583", "#93d184", "#b0bfd2"]
    onGroup: "#101412"

    neutral: Meaning {
        fill: "#2c322f"
        ink: "#cdd4cf"
        line: "#98a19b"
    }
    inHand: Meaning {
        fill: "#26305a"
        ink: "#c8d4ff"
        line: "#8da6f8"
    }
    waiting: Meaning {
        fill: "#18343f"
        ink: "#b5dceb"
        line: "#6fb4cf"
    }
    arrived: Meaning {
        fill: "#123a33"
        ink: "#aee5d8"
        line: "#54b8a2"
    }
    attention: Meaning {
        fill: "#4a1b3e"
        ink: "#f8c9ea"
        line: "#e07fc4"
    }
    dueSoon: Meaning {
        fill: "#1a1e1c"
        ink: "#edf0ed"
        line: "#edf0ed"
    }
    overdue: Meaning {
        fill: "#f2c530"
        ink: "#2a2000"
        line: "#f2c530"
    }
    overdueAgain: Meaning {
        fill: "#ff7a6e"
        ink: "#300400"
        line: "#ff7a6e"
    }
    done: Meaning {
        fill: "#1c3a20"
        ink: "#b9e5bb"
        line: "#6cb973"
    }
}
