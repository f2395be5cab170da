import QtQuick
import QtTest
import fieldclient.ui.me
import fieldclient.ui.parts

// What the parts tell whoever does not see them, and what they do without a pointer.
Item {
    id: root

    width: 900
    height: 700

    AppButton {
        id: button

        text: "Export"
        reason: "Select cases first"
    }

    IconButton {
        id: iconButton

        x: 200
        text: "Undo"
        reason: "Nothing was changed yet"
    }

    AppSlider {
        id: slider

        y: 60
        from: 1
        to: 2
        stepSize: 0.25
        value: 1
        label: "Size"
    }

    FactRow {
        id: fact

        y: 120
        width: 320
        title: "Where"
        value: "Zhengyang Road"
        source: "from the photo"
    }

    PhotoSlot {
        id: slot

        x: 400
        title: "Far"
        hint: "Where it is"
        needed: true
    }

    PhotoTile {
        id: tile

        x: 640
        mark: "Far"
        caption: "14:30"
        deliveryText: "sent"
    }

    HourField {
        id: hours

        y: 200
        objectName: "from"
        label: "From"
        hour: 0
    }

    HelpItem {
        id: help

        y: 260
        width: 400
        question: "Why?"
        answer: "Because."
    }

    TimelineItem {
        id: step

        y: 340
        width: 400
        title: "Filed"
        who: "Hub"
        when: "14:30"
        note: "late"
    }

    ProgressLine {
        id: progress

        y: 420
        value: 0.5
        text: "3 of 6 MB"
    }

    SearchField {
        id: search

        y: 460
        objectName: "search"
    }

    SectionTitle {
        id: section

        y: 540
        width: 400
        objectName: "section"
        text: "Tracks"
        actionText: "Add"
    }

    ListRow {
        id: row

        y: 600
        width: 400
        title: "Manhole"
        line: "Zhengyang Road"
        trailing: "120 m"
    }

    SignalSpy {
        id: moved

        target: slider
        signalName: "moved"
    }

    SignalSpy {
        id: hour

        target: hours
        signalName: "chosen"
    }

    SignalSpy {
        id: action

        target: section
        signalName: "actionClicked"
    }

    Component {
        id: aPage

        PageHeader {}
    }

    TestCase {
        name: "Told"
        when: windowShown

        function init(): void {
            moved.clear();
            hour.clear();
            action.clear();
            root.forceActiveFocus();
        }

        function test_a_button_that_is_switched_off_says_why_data(): var {
            return [
                {
                    "tag": "button",
                    "item": button
                },
                {
                    "tag": "icon",
                    "item": iconButton
                }
            ];
        }

        function test_a_button_that_is_switched_off_says_why(data: var): void {
            compare(data.item.Accessible.description, "");
            data.item.enabled = false;
            compare(data.item.Accessible.description, data.item.reason);
            data.item.enabled = true;
        }

        function test_a_page_is_told_once_whenever_it_comes(): void {
            const late = createTemporaryObject(aPage, root, {
                "title": "Cases"
            });
            verify(late.told, "made while its place was shown already");
            const header = createTemporaryObject(aPage, root, {
                "visible": false
            });
            header.title = "Cases";
            verify(!header.told, "nobody has come to it yet");
            header.visible = true;
            verify(header.told);
            header.visible = false;
            verify(!header.told, "and again when one comes back");
            header.title = "";
            header.visible = true;
            verify(!header.told, "what it is, is not known yet");
            header.title = "Case 12";
            verify(header.told);
        }

        function test_a_slider_moved_without_a_key_is_moved(): void {
            slider.value = 1;
            slider.step(1);
            fuzzyCompare(slider.value, 1.25, 0.001);
            compare(moved.count, 1, "as if it were dragged");
            slider.step(-1);
            slider.step(-1);
            compare(slider.value, 1);
        }

        function test_a_fact_that_cannot_be_changed_is_no_button(): void {
            compare(fact.Accessible.role, Accessible.Button);
            fact.editable = false;
            compare(fact.Accessible.role, Accessible.StaticText);
            compare(fact.Accessible.name, "Where: Zhengyang Road");
            compare(fact.Accessible.description, "from the photo");
            fact.editable = true;
        }

        function test_a_slot_tells_whether_its_photo_is_there(): void {
            compare(slot.Accessible.description, "needed, Where it is");
            slot.source = Qt.resolvedUrl("../../../fieldclient/ui/gallery/sample.jpg");
            compare(slot.Accessible.description, "A photo is there");
            slot.source = "";
        }

        function test_a_photo_says_what_it_is(): void {
            compare(tile.Accessible.name, "Far, 14:30, sent");
            tile.mark = tile.caption = tile.deliveryText = "";
            compare(tile.Accessible.name, "Photo");
            tile.film = "audio";
            compare(tile.Accessible.name, "Voice note");
        }

        function test_an_hour_goes_round_midnight(): void {
            mouseClick(findChild(hours, "from.less"));
            compare(hour.signalArguments[0][0], 23);
            hours.hour = 23;
            mouseClick(findChild(hours, "from.more"));
            compare(hour.signalArguments[1][0], 0);
            compare(findChild(hours, "from.text").text, "23:00");
        }

        function test_a_question_tells_whether_its_answer_is_open(): void {
            verify(!help.Accessible.expanded);
            help.open = true;
            verify(help.Accessible.expanded);
            compare(help.Accessible.description, "Because.");
            help.open = false;
        }

        function test_a_step_is_told_in_one_sentence(): void {
            compare(step.Accessible.name, "Filed, Hub, 14:30, late");
            compare(progress.Accessible.name, "3 of 6 MB");
            compare(row.Accessible.name, "Manhole, Zhengyang Road, 120 m");
        }

        function test_a_row_that_is_selected_becomes_a_tick(): void {
            compare(row.Accessible.role, Accessible.ListItem);
            row.selecting = row.selected = true;
            compare(row.Accessible.role, Accessible.CheckBox);
            verify(row.checked);
            mouseClick(row);
            verify(row.checked, "its owner decides");
            row.selecting = row.selected = false;
        }

        function test_what_is_looked_for_is_cleared_by_its_button(): void {
            search.forceActiveFocus();
            keyClick("a");
            compare(search.text, "a");
            mouseClick(findChild(search, "search.clear"));
            compare(search.text, "");
            verify(findChild(search, "search.field").activeFocus, "one goes on writing");
        }

        function test_the_action_of_a_section_is_taken(): void {
            mouseClick(findChild(section, "section.action"));
            compare(action.count, 1);
        }
    }
}
