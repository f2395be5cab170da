import QtQuick
import QtTest
import fieldclient.ui.parts
import fieldclient.ui.theme

Item {
    id: root

    width: 800
    height: 600

    AppButton {
        id: button

        text: "Submit"
        kind: "primary"
    }

    IconButton {
        id: iconButton

        y: 80
        iconName: "search"
        text: "Search"
    }

    Chip {
        id: chip

        y: 160
        text: "To do"
        checkable: true
    }

    TextLine {
        id: line

        y: 220
        width: 300
        label: "Name"
        clearable: true
    }

    TextBox {
        id: box

        x: 400
        width: 300
        limit: 10
        placeholder: "Words"
    }

    Choice {
        id: choice

        x: 400
        y: 220
        width: 300
        objectName: "rating"
        value: "mostly"
        options: [
            {
                "value": "satisfied",
                "text": "Satisfied"
            },
            {
                "value": "mostly",
                "text": "Mostly"
            }
        ]
    }

    SwitchRow {
        id: row

        y: 330
        width: 300
        title: "No signal"
    }

    AppSlider {
        id: slider

        y: 420
        from: 1
        to: 1.6
        stepSize: 0.15
        value: 1
        label: "Size"
    }

    FactRow {
        id: fact

        x: 400
        y: 420
        width: 300
        title: "Where"
        missing: "Not known yet"
    }

    SignalSpy {
        id: clicked

        target: button
        signalName: "clicked"
    }

    SignalSpy {
        id: edited

        target: line
        signalName: "edited"
    }

    SignalSpy {
        id: chosen

        target: choice
        signalName: "chosen"
    }

    SignalSpy {
        id: edit

        target: fact
        signalName: "editRequested"
    }

    TestCase {
        name: "Controls"
        when: windowShown

        function init(): void {
            clicked.clear();
            edited.clear();
            chosen.clear();
            edit.clear();
            Theme.scale = 1;
            root.forceActiveFocus();
        }

        function test_a_button_is_pressed_by_finger_space_and_return(): void {
            mouseClick(button);
            button.forceActiveFocus();
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Return);
            compare(clicked.count, 3);
        }

        function test_a_button_switched_off_is_not_pressed(): void {
            button.enabled = false;
            mouseClick(button);
            compare(clicked.count, 0);
            button.enabled = true;
        }

        function test_everything_is_at_least_48_high_data(): var {
            return [
                {
                    "tag": "button",
                    "item": button
                },
                {
                    "tag": "icon",
                    "item": iconButton
                },
                {
                    "tag": "chip",
                    "item": chip
                },
                {
                    "tag": "switch",
                    "item": row
                },
                {
                    "tag": "slider",
                    "item": slider
                },
                {
                    "tag": "fact",
                    "item": fact
                }
            ];
        }

        function test_everything_is_at_least_48_high(data: var): void {
            verify(data.item.height >= 48, data.item.height);
            Theme.scale = 1.6;
            verify(data.item.height >= 60, data.item.height);
        }

        function test_a_chip_is_checked_by_finger_and_return(): void {
            const before = chip.checked;
            mouseClick(chip);
            compare(chip.checked, !before);
            chip.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(chip.checked, before);
        }

        function test_typing_is_told_and_cleared(): void {
            line.text = "";
            line.forceActiveFocus();
            keyClick("a");
            keyClick("b");
            compare(line.text, "ab");
            compare(edited.count, 2);
            line.text = "set by the program";
            compare(edited.count, 2, "only a person edits");
        }

        function test_a_box_holds_no_more_than_its_limit(): void {
            box.forceActiveFocus();
            for (let i = 0; i < 14; i++)
                keyClick("x");
            compare(box.text.length, 10);
        }

        function test_a_box_grows_with_its_text(): void {
            const before = box.height;
            box.limit = 500;
            box.text = "one\ntwo\nthree\nfour\nfive\nsix";
            tryVerify(() => box.height > before);
            box.text = "";
            box.limit = 10;
        }

        function test_a_choice_tells_what_was_chosen_and_leaves_the_rest_to_its_owner(): void {
            const option = findChild(choice, "rating.satisfied");
            mouseClick(option);
            compare(chosen.count, 1);
            compare(chosen.signalArguments[0][0], "satisfied");
            compare(choice.value, "mostly");
        }

        function test_a_switch_is_switched_by_its_whole_row(): void {
            const before = row.checked;
            mouseClick(row, 20, row.height / 2);
            compare(row.checked, !before);
        }

        function test_a_slider_moves_by_its_step(): void {
            slider.value = 1;
            slider.forceActiveFocus();
            keyClick(Qt.Key_Right);
            fuzzyCompare(slider.value, 1.15, 0.001);
        }

        function test_a_fact_without_a_value_says_what_is_missing_and_can_be_set(): void {
            mouseClick(fact);
            compare(edit.count, 1);
            fact.editable = false;
            mouseClick(fact);
            compare(edit.count, 1);
            fact.editable = true;
        }
    }
}
