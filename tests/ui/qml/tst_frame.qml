pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import fieldclient.ui.charts
import fieldclient.ui.frame
import fieldclient.ui.me
import fieldclient.ui.parts

// The places as rail and bar, the sheet of the others, a page with its way back, a chart with its table, the tour: by touch and keys.
Item {
    id: root

    width: 900
    height: 800

    Places {
        id: places

        width: vertical ? implicitWidth : 420
        height: vertical ? 800 : implicitHeight
        known: ["home", "cases", "map", "report", "patrol", "intake", "activity", "outbox", "me"]
    }

    AppPage {
        id: page

        x: 450
        width: 440
        height: 300
        objectName: "page"
        title: "A page"
        back: true

        AppButton {
            objectName: "page.inside"
            text: "Inside"
        }
    }

    ChartCard {
        id: chart

        x: 450
        y: 310
        width: 440
        objectName: "chart"
        title: "My week"
        series: ({
                "summary": "Two reports.",
                "bars": [
                    {
                        "label": "Mo",
                        "value": 2,
                        "other": 1
                    }
                ],
                "axis": [0, 1, 2],
                "heads": ["Day", "Reports"],
                "rows": [["Mo", "2"]]
            })
    }

    Component {
        id: moreSheet

        MoreSheet {
            anchors.fill: parent
            entries: places.far
        }
    }

    Component {
        id: tourPage

        TourPage {
            anchors.fill: parent
            focus: true
        }
    }

    SignalSpy {
        id: chosen

        target: places
        signalName: "chosen"
    }

    SignalSpy {
        id: left

        target: page
        signalName: "backClicked"
    }

    SignalSpy {
        id: gone

        signalName: "closed"
    }

    SignalSpy {
        id: further

        signalName: "chosen"
    }

    TestCase {
        name: "Frame"
        when: windowShown

        function init(): void {
            places.vertical = true;
            places.place = "home";
            for (const spy of [chosen, left])
                spy.clear();
            root.forceActiveFocus();
        }

        function sheet(): MoreSheet {
            places.vertical = false;
            const made = createTemporaryObject(moreSheet, root) as MoreSheet;
            gone.target = further.target = made;
            gone.clear();
            further.clear();
            return made;
        }

        function test_a_rail_has_every_place_and_tells_which_one_this_is(): void {
            verify(places.all);
            verify(findChild(places, "rail.home").Accessible.selected);
            verify(!findChild(places, "rail.cases").Accessible.selected);
            mouseClick(findChild(places, "rail.cases"));
            compare(chosen.signalArguments[0][0], "cases");
        }

        function test_a_bar_keeps_the_first_and_offers_the_others(): void {
            places.vertical = false;
            verify(!places.all);
            verify(places.near.includes("home") && places.near.includes("report"));
            compare(places.near.length + places.far.length, 9);
            const more = findChild(places, "rail.more");
            mouseClick(more);
            verify(places.more);
            verify(more.Accessible.expanded);
            places.close();
            verify(!more.Accessible.expanded);
        }

        function test_the_number_of_news_is_told(): void {
            places.unread = 3;
            verify(findChild(places, "rail.activity").Accessible.name.includes("3"));
            places.unread = 0;
        }

        function test_the_sheet_has_the_keyboard_and_a_key_chooses(): void {
            const made = sheet();
            verify(made.activeFocus);
            keyClick(Qt.Key_Return);
            compare(further.signalArguments[0][0], places.far[0].name);
        }

        function test_escape_a_touch_beside_it_and_going_on_close_the_sheet(): void {
            const made = sheet();
            keyClick(Qt.Key_Escape);
            compare(gone.count, 1);
            mouseClick(made, 10, 10);
            compare(gone.count, 2);
            findChild(page, "page.inside").forceActiveFocus();
            compare(gone.count, 3);
        }

        function test_a_page_is_left_by_its_button(): void {
            const back = findChild(page, "page.header.back");
            compare(back.Accessible.name, "Back");
            back.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(left.count, 1);
        }

        function test_a_chart_is_told_and_can_be_read_as_a_table(): void {
            const turn = findChild(chart, "chart.table");
            verify(!chart.asTable);
            mouseClick(turn);
            verify(chart.asTable);
            verify(turn.Accessible.name.includes("chart"));
            mouseClick(turn);
            verify(!chart.asTable);
        }

        function test_the_tour_goes_by_arrows_and_ends_by_escape(): void {
            const made = createTemporaryObject(tourPage, root) as TourPage;
            made.forceActiveFocus();
            gone.target = made;
            gone.clear();
            keyClick(Qt.Key_Left);
            compare(made.at, 0);
            keyClick(Qt.Key_Right);
            compare(made.at, 1);
            compare(made.Accessible.name, made.card.title);
            keyClick(Qt.Key_Escape);
            compare(gone.count, 1);
        }
    }
}
