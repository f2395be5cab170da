import QtQuick
import QtTest
import fieldclient.ui.evidence

// One file in the picker, good and bad.
Item {
    width: 400
    height: 300

    PickerFile {
        id: file

        width: 200
        height: 220
        fileName: "IMG_1.jpg"
        when: "14:30"
        placed: true
    }

    SignalSpy {
        id: clicks

        target: file
        signalName: "clicked"
    }

    TestCase {
        name: "PickerFile"
        when: windowShown

        function init(): void {
            clicks.clear();
            file.problem = "";
            file.order = 0;
        }

        function test_a_touch_is_passed_on(): void {
            mouseClick(file);
            compare(clicks.count, 1);
        }

        function test_its_number_is_told(): void {
            verify(!file.Accessible.checked);
            file.order = 2;
            verify(file.Accessible.checked);
            compare(file.Accessible.name, "IMG_1.jpg, 14:30");
        }

        function test_a_problem_is_told(): void {
            file.problem = "The file is empty.";
            verify(file.Accessible.name.includes("The file is empty."));
        }
    }
}
