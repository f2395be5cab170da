pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import fieldclient.ui.parts
import fieldclient.ui.theme

Item {
    id: root

    readonly property url sample: Qt.resolvedUrl("../../../fieldclient/ui/gallery/sample.jpg")

    width: 800
    height: 600

    Mark {
        id: mark

        meaning: "overdue"
        iconName: "clock-alert"
        text: "Overdue 3 h"
    }

    DeadlineMark {
        id: deadline

        y: 40
    }

    DeliveryMark {
        id: delivery

        y: 80
    }

    ListRow {
        id: listRow

        y: 120
        width: 360
        title: "井盖破损"
        line: "正阳路 196 号"

        Mark {
            text: "处置中"
        }
    }

    EmptyState {
        id: empty

        y: 240
        width: 360
        objectName: "empty"
        title: "Nothing"
        text: "It will come"
        actionText: "Go"
    }

    Toast {
        id: toast

        x: 400
        objectName: "toast"
        stayMs: 300
    }

    BeforeAfter {
        id: pair

        x: 400
        y: 120
        width: 380
        before: root.sample
    }

    PhotoSlot {
        id: slot

        x: 400
        y: 300
        title: "Far"
        needed: true
    }

    Notice {
        id: notice

        y: 520
        width: 360
        actionText: "Look"
    }

    ScrollArea {
        id: area

        x: 640
        y: 300
        width: 150
        height: 120
        contentHeight: column.height

        Column {
            id: column

            Repeater {
                model: 10

                AppButton {
                    required property int index

                    objectName: "scrolled." + index
                    text: "Button " + index
                }
            }
        }
    }

    Component {
        id: zoomed

        ZoomPhoto {
            anchors.fill: parent
            source: root.sample
            objectName: "zoom"
        }
    }

    SignalSpy {
        id: acted

        target: toast
        signalName: "actionClicked"
    }

    SignalSpy {
        id: helped

        target: empty
        signalName: "actionClicked"
    }

    SignalSpy {
        id: opened

        target: pair
        signalName: "opened"
    }

    TestCase {
        name: "Showing"
        when: windowShown

        function init(): void {
            acted.clear();
            helped.clear();
            opened.clear();
        }

        function test_a_mark_without_a_word_is_not_there(): void {
            verify(mark.visible);
            mark.text = "";
            verify(!mark.visible);
            mark.text = "Overdue 3 h";
        }

        function test_a_mark_takes_its_colours_from_the_theme(): void {
            compare(mark.color, Theme.colors.overdue.fill);
            Theme.mode = "dark";
            compare(mark.color, Theme.dark.overdue.fill);
            Theme.mode = "light";
        }

        function test_lights_data(): var {
            return [
                {
                    "tag": "none",
                    "meaning": "neutral",
                    "shown": false
                },
                {
                    "tag": "on_time",
                    "meaning": "neutral",
                    "shown": true
                },
                {
                    "tag": "due_soon",
                    "meaning": "dueSoon",
                    "shown": true
                },
                {
                    "tag": "overdue",
                    "meaning": "overdue",
                    "shown": true
                },
                {
                    "tag": "overdue_again",
                    "meaning": "overdueAgain",
                    "shown": true
                }
            ];
        }

        function test_lights(data: var): void {
            deadline.light = data.tag;
            deadline.text = "2 h";
            compare(deadline.meaning, data.meaning);
            compare(deadline.visible, data.shown);
        }

        function test_deliveries_data(): var {
            return [
                {
                    "tag": "none",
                    "meaning": "neutral",
                    "shown": false
                },
                {
                    "tag": "waiting",
                    "meaning": "waiting",
                    "shown": true
                },
                {
                    "tag": "travelling",
                    "meaning": "waiting",
                    "shown": true
                },
                {
                    "tag": "arrived",
                    "meaning": "arrived",
                    "shown": true
                },
                {
                    "tag": "refused",
                    "meaning": "attention",
                    "shown": true
                }
            ];
        }

        function test_deliveries(data: var): void {
            delivery.delivery = data.tag;
            delivery.text = "word";
            compare(delivery.meaning, data.meaning);
            compare(delivery.visible, data.shown);
        }

        function test_a_row_is_72_to_100_high_and_grows_with_the_type(): void {
            verify(listRow.height >= 72 && listRow.height <= 100, listRow.height);
            const before = listRow.height;
            Theme.scale = 1.6;
            tryVerify(() => listRow.height > before);
            Theme.scale = 1;
        }

        function test_an_empty_state_offers_the_first_step(): void {
            mouseClick(findChild(empty, "empty.action"));
            compare(helped.count, 1);
        }

        function test_a_toast_goes_by_itself_and_its_action_is_taken_once(): void {
            toast.show("Put away", "Undo");
            tryCompare(toast, "opacity", 1);
            mouseClick(findChild(toast, "toast.action"));
            compare(acted.count, 1);
            compare(toast.shown, false);
            toast.show("Gone soon", "");
            tryCompare(toast, "shown", false, 2000);
        }

        function test_before_and_after_open_what_is_there(): void {
            mouseClick(pair.children[0]);
            compare(opened.count, 1);
            mouseClick(pair.children[1]);
            compare(opened.count, 1, "there is no photo after");
        }

        function test_before_and_after_stand_below_each_other_where_it_is_narrow(): void {
            verify(!pair.stacked);
            pair.width = 300;
            verify(pair.stacked);
            pair.width = 380;
        }

        function test_an_empty_slot_invites_and_a_filled_one_shows(): void {
            verify(slot.empty);
            slot.source = root.sample;
            verify(!slot.empty);
            slot.source = "";
        }

        function test_a_notice_without_a_sentence_is_not_there(): void {
            verify(!notice.visible);
            notice.text = "Look at this.";
            verify(notice.visible && notice.height >= 48);
        }

        function test_what_the_keyboard_is_on_is_scrolled_into_sight(): void {
            const last = findChild(area, "scrolled.9");
            last.forceActiveFocus(Qt.TabFocusReason);
            verify(area.contentY > 0);
            const y = last.mapToItem(area, 0, 0).y;
            verify(y >= 0 && y + last.height <= area.height, y);
        }

        function test_a_photo_is_zoomed_by_keys_and_left_by_escape(): void {
            const zoom = createTemporaryObject(zoomed, root);
            const closed = createTemporaryQmlObject("import QtTest; SignalSpy {}", root);
            closed.target = zoom;
            closed.signalName = "closed";
            zoom.forceActiveFocus();
            keyClick(Qt.Key_Plus);
            verify(zoom.zoom > 1.2);
            for (let i = 0; i < 20; i++)
                keyClick(Qt.Key_Plus);
            compare(zoom.zoom, 8);
            for (let i = 0; i < 20; i++)
                keyClick(Qt.Key_Minus);
            compare(zoom.zoom, 1);
            keyClick(Qt.Key_Escape);
            compare(closed.count, 1);
        }
    }
}
