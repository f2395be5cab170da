"""Results shown to everybody by a person's decision, and taken back: who may, what goes out, who hears of it."""

from __future__ import annotations

import io
from datetime import timedelta

import msgspec
import pytest
from PIL import Image

from sync.hub.case import Publication, ToShow
from sync.hub.dossier import Held
from sync.hub.publish import chosen, released
from sync.protocol.feed import SHOWS, NoticeCode, Published
from sync.protocol.lifecycle import Act, Showing, Stage
from sync.protocol.marks import Mark
from sync.protocol.media import Usage
from sync.protocol.mutations import ActBody, Outcome, Release
from sync.protocol.problems import Code, Problem
from sync.protocol.public_words import personal
from sync.protocol.report import Kind
from tests.sync.hub import stages
from tests.sync.hub.stages import ok, refused
from tests.sync.hub.town import NEW_PHOTO, Town, photos

WORDS = "接到群众反映后，当天清理完毕"
CHIEF, LEADER, REPORTER, HANDLER = "machao", "guozhiyuan", "zhouning", "liuyang"


def photo(town: Town, case_id: str, usage: Usage) -> str:
    return next(held.ref.sha256 for held in town.dossier(case_id).originals if held.ref.usage is usage)


def body(town: Town, case_id: str, text: str = WORDS) -> ActBody:
    """With one photo of each side."""
    return ActBody(text=text, release=Release(
        before=photo(town, case_id, Usage.REPORT), after=photo(town, case_id, Usage.HANDLE_AFTER)))


def published(town: Town, by: str = CHIEF) -> str:
    """A closed case whose result everybody sees."""
    case_id = stages.bring(town, Stage.CLOSED)
    ok(town[by].do(Act.PUBLISH, case_id, body=body(town, case_id)))
    assert town.service.tick().published == 1
    return case_id


def shown(town: Town, login: str = "wangfang") -> list[Published]:
    return [change for change in town[login].pull_all()[0] if isinstance(change, Published)]


@pytest.mark.parametrize("login", [CHIEF, LEADER])
def test_what_goes_out_is_what_was_decided_and_nothing_more(manual: Town, login: str) -> None:
    """No policy of the hub shows anything here: neither results nor photos."""
    case_id = published(manual, login)
    (result,) = shown(manual)
    assert (result.text, result.kind, result.department_name) == (WORDS, Kind.PROBLEM, "环境卫生服务中心")
    told = msgspec.json.encode(result).decode()
    people = manual.service.world().people
    for secret in ("路口有垃圾", "已清理", people[REPORTER].name, people[HANDLER].name, people[login].name, case_id, manual.case(case_id).number):
        assert secret not in told, secret
    originals = {held.ref.sha256 for held in manual.dossier(case_id).originals}
    assert result.before and result.after and not {result.before, result.after} & originals
    for sha256 in (result.before, result.after):
        data = b"".join(manual["wangfang"].hub.download(sha256))
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            assert not image.getexif() and "comment" not in image.info and b"photo " not in data


def test_what_one_act_hides_on_a_photo_no_other_shows(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    dossier = manual.dossier(case_id)
    held = next(each for each in dossier.originals if each.ref.usage is Usage.REPORT)
    face, car = (Mark(kind="blur", points=((at, at), (at + 0.2, at + 0.2))) for at in (0.1, 0.6))
    arrow = Mark(kind="arrow", points=((0.1, 0.1), (0.4, 0.4)))

    def named(by: int, *marks: Mark, bound: bool = True) -> Held:
        ref = msgspec.structs.replace(held.ref, marks=marks)
        return msgspec.structs.replace(held, seq=held.seq + by, ref=ref, bound=bound)

    several = msgspec.structs.replace(dossier, media=(named(0, face), named(1, arrow), named(2, car, bound=False)))
    by_hand, _ = released(several, ToShow(text=WORDS, by=CHIEF, at=manual.clock(), before=held.ref.sha256))
    by_rule, _ = chosen(several)
    for shown in (by_hand, by_rule):
        assert shown is not None and shown.ref.marks == (arrow, face), "a hash that somebody only names hides nothing"


def test_photos_that_nobody_let_out_stay_inside(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=ActBody(text=WORDS)))
    manual.service.tick()
    (result,) = shown(manual)
    assert (result.before, result.after, result.before_bytes) == (None, None, 0)


def test_those_whom_it_concerns_hear_of_both(manual: Town) -> None:
    case_id = published(manual)
    for login in (REPORTER, HANDLER):
        assert manual[login].notices().count(NoticeCode.RESULT_SHOWN) == 1, login
    assert NoticeCode.RESULT_SHOWN not in manual["wangfang"].notices()
    ok(manual[LEADER].do(Act.TAKE_BACK, case_id))
    for login in (REPORTER, HANDLER):
        assert manual[login].notices().count(NoticeCode.RESULT_TAKEN_BACK) == 1, login


def test_each_is_told_how_it_stands_as_far_as_it_is_theirs(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    assert manual[CHIEF].sees(case_id).on_show.state is Showing.POSSIBLE and manual[REPORTER].sees(case_id).on_show is None
    assert manual["linyue"].sees(case_id).on_show is None, "an acceptor does not decide it"
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=body(manual, case_id)))
    assert manual[CHIEF].sees(case_id).on_show.state is Showing.DUE and manual[REPORTER].sees(case_id).on_show is None
    manual.service.tick()
    chief, reporter = manual[CHIEF].sees(case_id).on_show, manual[REPORTER].sees(case_id).on_show
    assert (chief.state, chief.text, chief.by) == (Showing.SHOWN, WORDS, manual.service.world().people[CHIEF].name)
    assert (reporter.state, reporter.at, reporter.text, reporter.by) == (Showing.SHOWN, manual.clock(), "", "")
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    assert manual[CHIEF].sees(case_id).on_show.state is Showing.TAKEN_BACK and manual[REPORTER].sees(case_id).on_show is None


def test_a_device_of_an_older_release_can_read_every_page(manual: Town) -> None:
    """An act or a state that it does not know stands in no field that it reads."""
    case_id = published(manual)
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    steps = {step.act for step in manual.dossier(case_id).steps}
    assert {Act.PUBLISH, Act.TAKE_BACK} <= steps
    for login in (CHIEF, REPORTER, HANDLER, "wangfang"):
        view = manual[login].sees(case_id)
        assert view is None or not {Act.PUBLISH, Act.TAKE_BACK} & {step.act for step in view.timeline}, login
    assert SHOWS in manual[CHIEF].hub.hello().features


def test_taken_back_it_is_gone_for_everybody_with_its_photos(manual: Town) -> None:
    case_id = published(manual)
    (result,) = shown(manual)
    cursor = manual["wangfang"].pull_all()[1]
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    (gone,) = [change for change in manual["wangfang"].pull_all(cursor)[0] if isinstance(change, Published)]
    assert gone.withdrawn and gone.id == result.id and gone.text == "" and gone.before is None
    assert shown(manual) == []
    with pytest.raises(Problem) as missing:
        b"".join(manual["wangfang"].hub.download(result.before))
    assert missing.value.code is Code.MEDIA_MISSING
    ok(manual[LEADER].do(Act.PUBLISH, case_id, body=ActBody(text="换一种说法")))
    assert manual.service.tick().published == 1
    assert [(again.text, again.before) for again in shown(manual)] == [("换一种说法", None)]


def test_taken_back_before_it_was_out_nobody_hears_of_it(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=body(manual, case_id)))
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    assert manual.service.tick().published == 0 and shown(manual) == []
    assert not {NoticeCode.RESULT_SHOWN, NoticeCode.RESULT_TAKEN_BACK} & set(manual[REPORTER].notices())


def test_copies_made_for_a_decision_that_was_replaced_are_not_shown(manual: Town) -> None:
    """Between the copies and the word that they are there, it was taken back and decided anew, without photos."""
    from sync.hub import publish

    case_id = stages.bring(manual, Stage.CLOSED)
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=body(manual, case_id)))
    old = manual.dossier(case_id)
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=ActBody(text="不带照片")))
    service = manual.service
    assert publish.publish(service.database, service.files, service.world(), old, manual.clock()) is False
    assert service.tick().published == 1
    assert [(result.text, result.before) for result in shown(manual)] == [("不带照片", None)]


def test_two_who_decide_at_once_show_it_once(manual: Town) -> None:
    """The second one saw the case before the first one's decision: kept as a note, nothing is shown twice."""
    case_id = stages.bring(manual, Stage.CLOSED)
    seen = manual.case(case_id).version
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=body(manual, case_id)))
    second = manual[LEADER].do(Act.PUBLISH, case_id, body=ActBody(text="另一种说法"), base_version=seen)
    assert second.outcome is Outcome.CONFLICT
    manual.service.tick()
    assert [result.text for result in shown(manual)] == [WORDS]
    refused(manual[LEADER].do(Act.PUBLISH, case_id, body=ActBody(text=WORDS)), Code.ACT_NOT_NOW)


def test_it_needs_words_that_name_nobody_and_photos_of_this_case(manual: Town) -> None:
    case_id, other = stages.bring(manual, Stage.CLOSED), stages.bring(manual, Stage.CLOSED)
    chief = manual[CHIEF]
    refused(chief.do(Act.PUBLISH, case_id), Code.PART_MISSING, parts="text")
    refused(chief.do(Act.PUBLISH, case_id, body=body(manual, case_id, "请联系 138 0013 8000")), Code.PART_MISSING, parts="impersonal")
    before, after = photo(manual, case_id, Usage.REPORT), photo(manual, case_id, Usage.HANDLE_AFTER)
    check = photo(manual, case_id, Usage.CHECK)
    for release in (
        Release(before=photo(manual, other, Usage.REPORT)), Release(before=after), Release(after=before),
        Release(after=check), Release(before="no hash"), Release(before="0" * 64),
    ):
        refused(chief.do(Act.PUBLISH, case_id, body=ActBody(text=WORDS, release=release)), Code.BODY_INVALID, field="release")
    assert manual.case(case_id).publication is Publication.NO


def test_nobody_else_may(manual: Town) -> None:
    case_id, out = stages.bring(manual, Stage.CLOSED), published(manual)
    for login in (REPORTER, HANDLER, "linyue", "gaofeng", "wangfang"):
        refused(manual[login].do(Act.PUBLISH, case_id, body=ActBody(text=WORDS)), Code.ROLE_NOT_ALLOWED)
        refused(manual[login].do(Act.TAKE_BACK, out), Code.ROLE_NOT_ALLOWED)
    assert len(shown(manual)) == 1


def test_what_was_closed_by_order_or_shows_people_is_no_result(manual: Town) -> None:
    from sync.protocol.catalogue import PrivacyLevel

    forced = stages.bring(manual, Stage.FILED)
    ok(manual[LEADER].do(Act.FORCE_CLOSE, forced, body=ActBody(text="重复")))
    restricted = next(one for one in manual.service.world().catalogue.subcategories if one.privacy is PrivacyLevel.RESTRICTED)
    closed = stages.bring(manual, Stage.CLOSED)
    with manual.service.database.write() as connection:
        from sync.hub.db import case_rows

        case = case_rows.find_case(connection, closed)
        case.subcategory = restricted.code
        case_rows.save_case(connection, case, None)
    for case_id in (forced, closed):
        assert manual[CHIEF].sees(case_id).on_show is None
        refused(manual[CHIEF].do(Act.PUBLISH, case_id, body=ActBody(text=WORDS)), Code.ACT_NOT_NOW)


def test_what_its_reporter_disputes_is_not_shown_and_a_new_round_begins_without_it(manual: Town) -> None:
    case_id = published(manual)
    ok(manual[REPORTER].do(Act.REOPEN, case_id, *photos(*NEW_PHOTO), body=ActBody(text="又有了")))
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    refused(manual[CHIEF].do(Act.PUBLISH, case_id, body=ActBody(text=WORDS)), Code.ACT_NOT_NOW, pending="reopen")
    ok(manual["linyue"].do(Act.REOPEN, case_id, body=ActBody(approve=True)))
    case = manual.case(case_id)
    assert (case.publication, case.to_show, case.shown_at) == (Publication.NO, None, None) and shown(manual) == []


def test_what_is_on_show_can_be_taken_back_after_the_case_left_the_lists(manual: Town) -> None:
    case_id = published(manual)
    manual.clock.move(days=manual.service.world().policy.keep_days + 1)
    manual.service.tick()
    assert manual.case(case_id).aged and manual[CHIEF].sees(case_id) is None
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    assert shown(manual) == []


def test_what_a_rule_showed_can_be_taken_back_by_hand_and_stays_so(manual: Town) -> None:
    manual.configure(manual.service.world().policy, publish_results=True)
    case_id = stages.bring(manual, Stage.CLOSED)
    assert manual.service.tick().published == 1
    ok(manual[CHIEF].do(Act.TAKE_BACK, case_id))
    manual.clock.move(hours=1)
    assert manual.service.tick().published == 0 and shown(manual) == []


def test_praise_is_shown_in_the_words_of_who_decides(manual: Town) -> None:
    case_id = manual[REPORTER].report(kind=Kind.PRAISE, subcategory=None, description="王师傅扫得真干净", place_text="我家楼下")
    ok(stages.answer(manual, case_id))
    ok(stages.close(manual, case_id))
    ok(manual[CHIEF].do(Act.PUBLISH, case_id, body=ActBody(text="市民为环卫工人点赞")))
    manual.service.tick()
    (result,) = shown(manual)
    assert (result.kind, result.text, result.place_text) == (Kind.PRAISE, "市民为环卫工人点赞", "")


def test_a_repeat_of_the_same_decision_is_one(manual: Town) -> None:
    case_id = stages.bring(manual, Stage.CLOSED)
    once = manual[CHIEF].mutation(Act.PUBLISH, case_id, body=body(manual, case_id))
    ok(manual[CHIEF].send(once)[0])
    manual.service.tick()
    manual.clock.move(**{"seconds": timedelta(minutes=3).total_seconds()})
    assert manual[CHIEF].send(once)[0].outcome is Outcome.DUPLICATE
    manual.service.tick()
    assert len(shown(manual)) == 1


@pytest.mark.parametrize(("text", "tells"), [
    ("已清理完毕", False), ("13800138000", True), ("电话：１３８－００１３－８０００", True), ("+86 138 0013 8000", True),
    ("0532-85910000", True), ("0532 8591 0000", True), ("（０５３２）8591-0000", True), ("370203 19900307 4512", True),
    ("案件 37021420261121000428 已结", False), ("370203199003074512", True), ("37020319900307451X。", True),
    ("370203199013074512", False), ("车牌鲁B12345已劝离", True), ("鲁B·D12345", True), ("鲁 b 1234学", True), ("鲁班路B12345号", False),
    ("共清理 1300 平方米", False), ("12345 热线", False), ("a.b@example.com", True), ("2026年11月22日 09:30", False),
])
def test_words_that_tell_who_somebody_is(text: str, tells: bool) -> None:
    assert personal(text) is tells
