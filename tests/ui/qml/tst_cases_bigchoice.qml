import QtQuick
import QtTest
import fieldclient.ui.cases
import fieldclient.ui.theme

// Three large answers: a touch, a key and a screen reader find them alike.
Item {
    width: 700
    height: 400

    BigChoice {
        id: choice

        objectName: "choice"
        width: parent.width
        label: "How was it?"
        value: "b"
        options: [
            {
                value: "a",
                text: "Good",
                iconName: "smile"
            },
            {
                value: "b",
                text: "Fair",
                iconName: "meh"
            },
            {
                value: "c",
                text: "Bad",
                iconName: "frown"
            }
        ]
    }

    SignalSpy {
        id: chosen

        target: choice
        signalName: "chosen"
    }

    TestCase {
        name: "BigChoice"
        when: windowShown

        function init(): void {
            chosen.clear();
        }

        function test_a_touch_chooses(): void {
            mouseClick(findChild(choice, "choice.a"));
            compare(chosen.count, 1);
            compare(chosen.signalArguments[0][0], "a");
        }

        function test_return_and_space_choose(): void {
            const option = findChild(choice, "choice.c");
            option.forceActiveFocus();
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Space);
            compare(chosen.count, 2);
            compare(chosen.signalArguments[1][0], "c");
        }

        function test_the_answer_is_told_not_only_coloured(): void {
            verify(findChild(choice, "choice.b").Accessible.checked);
            verify(!findChild(choice, "choice.a").Accessible.checked);
            compare(findChild(choice, "choice.a").Accessible.name, "Good");
        }

        function test_a_glove_finds_it(): void {
            verify(findChild(choice, "choice.a").height >= Theme.primary);
        }

        function test_a_narrow_window_puts_them_below_one_another(): void {
            choice.width = 320;
            waitForRendering(choice);
            verify(findChild(choice, "choice.b").y > findChild(choice, "choice.a").y);
            choice.width = 700;
        }
    }
}
