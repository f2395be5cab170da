pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The reports of a card, one under the other. The keyboard goes by report and photo; a drag shows where it would fall.
ListView {
    id: groupsView

    required property SortTable table
    property int photoAt: 0 // of the current report
    property list<string> dragged // photos
    property string draggedGroup: ""
    property url draggedPicture
    property point dragAt
    property int dropIndex: -1
    readonly property bool carrying: dragged.length > 0 || draggedGroup !== ""
    readonly property GroupCard currentCard: currentItem as GroupCard

    signal subjectWanted(int at)
    signal moveWanted

    function photos(): var {
        return currentCard !== null ? currentCard.photos : [];
    }

    function look(): void {
        const all = photos();
        photoAt = Math.max(0, Math.min(all.length - 1, photoAt));
        if (all.length > 0)
            table.lookAt(all[photoAt].key);
    }

    // Next report that has no category yet, with the category given last.
    function sameAgain(at: int): void {
        const card = itemAtIndex(at) as GroupCard;
        if (card === null || table.lastSubject === "")
            return;
        table.assignSame(card.rowId);
        currentIndex = Math.min(count - 1, at + 1);
        forceActiveFocus();
    }

    function drag(keys: list<string>, groupId: string, picture: url): void {
        dragged = keys;
        draggedGroup = groupId;
        draggedPicture = picture;
    }

    function dragTo(scene: point): void {
        dragAt = mapFromItem(null, scene.x, scene.y);
        dropIndex = contains(dragAt) ? indexAt(dragAt.x, dragAt.y + contentY) : -1;
    }

    // On another report: into it. In this list, below all reports: photos become a report of their own.
    function drop(): void {
        const keys = dragged.slice(), group = draggedGroup, inside = contains(dragAt);
        const target = (itemAtIndex(dropIndex) as GroupCard)?.rowId ?? "";
        dragged = [];
        draggedGroup = "";
        dropIndex = -1;
        if (group !== "" && target !== "" && target !== group)
            table.merge([target, group]);
        else if (keys.length > 0 && target !== "")
            table.move(keys, target);
        else if (keys.length > 0 && inside)
            table.split(keys);
    }

    objectName: "intake.groups"
    activeFocusOnTab: true
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: carrying ? 4000 : 200
    model: table.groups
    keyNavigationEnabled: false
    interactive: !carrying
    acceptedButtons: Qt.NoButton // a finger flicks, the mouse drags photos
    T.ScrollBar.vertical: AppScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Reports. Up and down: another report; left and right: another photo.")
    Accessible.focusable: true
    onCurrentIndexChanged: {
        photoAt = 0;
        if (activeFocus)
            look();
    }
    onActiveFocusChanged: if (activeFocus && table.focusKey === "")
        look()

    delegate: GroupCard {
        width: groupsView.width - Theme.s12
        view: groupsView
        table: groupsView.table
    }

    ToldRows {
        view: groupsView
    }

    footer: LooseCard {
        width: groupsView.width - Theme.s12
        view: groupsView
        table: groupsView.table
    }

    Keys.onPressed: event => {
        const card = groupsView.currentCard;
        const control = (event.modifiers & Qt.ControlModifier) !== 0;
        event.accepted = true;
        if (event.key === Qt.Key_Z && control)
            (event.modifiers & Qt.ShiftModifier) !== 0 ? table.redo() : table.undo();
        else if (event.key === Qt.Key_Y && control)
            table.redo();
        else if (event.key === Qt.Key_A && control)
            table.chooseAll();
        else if (card === null || control || !groupsView.press(event.key, card))
            event.accepted = false;
    }

    // What a key does to the current report or photo; false when it does nothing.
    function press(pressed: int, card: GroupCard): bool {
        const all = card.photos, key = all.length > 0 ? all[Math.min(photoAt, all.length - 1)].key : "";
        const keys = table.chosenPhotos.length > 0 ? table.chosenPhotos : [key];
        const groups = table.chosenGroups.length > 0 ? table.chosenGroups : [card.rowId];
        switch (pressed) {
        case Qt.Key_Up:
            decrementCurrentIndex();
            return true;
        case Qt.Key_Down:
            incrementCurrentIndex();
            return true;
        case Qt.Key_Left:
        case Qt.Key_Right:
            photoAt += pressed === Qt.Key_Left ? -1 : 1;
            look();
            return true;
        case Qt.Key_Space:
            table.toggleGroup(card.rowId);
            return true;
        case Qt.Key_X:
        case Qt.Key_Return:
            table.togglePhoto(key);
            return true;
        case Qt.Key_M:
            if (table.chosenGroups.length > 1) {
                table.merge(groups);
            } else if (currentIndex > 0) {
                table.mergeUp(card.rowId);
                decrementCurrentIndex();
            }
            return true;
        case Qt.Key_S:
            table.split(keys);
            return true;
        case Qt.Key_V:
            if (table.chosenPhotos.length === 0)
                table.togglePhoto(key);
            moveWanted();
            return true;
        case Qt.Key_Delete:
            table.chosenGroups.length > 0 ? table.leaveOutGroups(groups) : table.leaveOut(keys);
            return true;
        case Qt.Key_C:
            subjectWanted(currentIndex);
            return true;
        case Qt.Key_Period:
            sameAgain(currentIndex);
            return true;
        case Qt.Key_1:
        case Qt.Key_2:
        case Qt.Key_3:
            table.sayShot(keys, ["far", "near", "detail"][pressed - Qt.Key_1]);
            return true;
        }
        return false;
    }

    DragGhost {
        parent: groupsView
        view: groupsView
    }
}
