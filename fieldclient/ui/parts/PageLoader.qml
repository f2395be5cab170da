import QtQuick

// A page on another one, put together in small steps when somebody goes there: the window never stands still for it. What lies
// below stays in sight until it `covers`.
Loader {
    id: control

    property bool covers: false

    asynchronous: true
    onActiveChanged: {
        if (!active)
            covers = false;
    }
    onLoaded: {
        const page = item as Item;
        covers = true;
        page.focus = true;
        if (visible) // else somebody is elsewhere by now
            page.forceActiveFocus();
    }
}
