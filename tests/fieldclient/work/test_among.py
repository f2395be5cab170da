"""A tablet and a hub: what is read and chosen is durable here, told once, and comes back; offline it is as it was."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from fieldclient.store.last_fix import last_fix
from fieldclient.work.views import CampaignLeft, Lookup
from sync.hub import bulletins
from sync.hub.seed import read_seed
from sync.protocol.activity import Campaign, Told
from sync.protocol.media import Shot
from sync.protocol.position import Position, PositionSource
from tests.fieldclient.store.making import photo
from tests.fieldclient.work.world import World


def publish(world: World, title: str) -> None:
    people = world.hub.world().people
    world.hub.database.run(lambda one: bulletins.publish(one, people["liu"], title, "请查看", people.values(), world.clock()))


def test_a_reading_is_kept_and_told_and_the_publisher_sees_the_count(world: World) -> None:
    wang, liu = world.tablet("wang"), world.tablet("liu")
    publish(world, "大风预警")
    wang.sync()
    notice = next(row for row in wang.desk.activity() if row.code == "bulletin")
    assert not notice.read and [row.id for row in wang.desk.among.unread(3)] == [notice.id]
    wang.desk.mark_read(notice.id)
    told = wang.desk.store.activity.to_tell("wang", wang.clock())
    assert told is not None and [each.notice for each in told.reads] == [notice.id]
    wang.sync()
    assert wang.desk.store.activity.to_tell("wang", wang.clock()) is None  # known, and it was asked a moment ago
    liu.sync()
    assert [(each.title, each.told, each.read) for each in liu.desk.among.bulletins()] == [("大风预警", 4, 1)]


def test_what_was_read_on_another_tablet_is_read_here(world: World) -> None:
    first, second = world.tablet("wang"), world.tablet("wang")
    publish(world, "通知")
    for tablet in (first, second):
        tablet.sync()
    row = first.desk.activity()[0]
    first.desk.mark_read(row.id)
    first.sync()
    second.clock.go(minutes=20)
    second.sync()
    assert second.desk.activity()[0].read


def test_the_choice_is_kept_offline_and_takes_effect_with_the_hub(world: World) -> None:
    wang, zhao = world.tablet("wang"), world.tablet("zhao")
    assert wang.desk.among.choose(True, "王网格") == "own_name"
    assert wang.desk.among.choose(True, " 巷口的风 ") == ""
    before = wang.desk.among.points()
    assert before.choice is not None and (before.choice.nickname, before.choice_known) == ("巷口的风", False)
    wang.sync()
    assert wang.desk.among.points().choice_known
    assert zhao.desk.among.choose(True, "巷口的风") == ""  # nobody here knows that it is taken
    zhao.sync()
    points = zhao.desk.among.points()
    assert (points.nickname_problem, [each.nickname for each in points.ranking]) == ("taken", ["巷口的风"])
    zhao.desk.among.choose(True, "南山")
    zhao.sync()
    assert [each.nickname for each in zhao.desk.among.points().ranking if each.mine] == ["南山"]
    zhao.desk.among.choose(False, "")
    assert not any(each.mine for each in zhao.desk.among.points().ranking)  # at once, without a network
    zhao.sync()
    wang.clock.go(minutes=16)
    wang.sync()
    assert [each.nickname for each in wang.desk.among.points().ranking] == ["巷口的风"]


def test_a_choice_made_while_the_answer_travels_is_told_next(world: World) -> None:
    wang = world.tablet("wang")
    wang.sync()
    kept = wang.desk.store.activity
    wang.desk.among.choose(True, "一")  # too short: nothing has changed
    assert kept.to_tell("wang", wang.clock()) is None
    wang.desk.among.choose(True, "风筝")
    told = kept.to_tell("wang", wang.clock())
    assert told is not None and told.choice is not None
    wang.desk.among.choose(True, "南山")
    answer, at = kept.answer("wang") or (None, None)
    assert answer is not None and at is not None
    kept.keep("wang", told, msgspec.structs.replace(answer, choice=told.choice), at)
    again = kept.to_tell("wang", wang.clock())
    assert again is not None and again.choice is not None and again.choice.nickname == "南山"


def test_who_leaves_on_a_tablet_with_a_slow_clock_has_left(world: World) -> None:
    first, second = world.tablet("wang"), world.tablet("wang")
    second.clock.go(hours=-3)
    first.desk.among.choose(True, "巷口的风")
    first.sync()
    second.sync()  # its clock is compared with the hub's
    second.clock.go(minutes=1)
    second.desk.among.choose(False, "")
    second.sync()
    assert second.desk.among.points().ranking == () and second.desk.store.activity.choice("wang")[1]
    choice = second.desk.among.points().choice
    assert choice is not None and not choice.taking_part


def test_it_is_asked_every_quarter_of_an_hour_and_not_more_often(world: World) -> None:
    wang = world.tablet("wang")
    kept = wang.desk.store.activity
    assert kept.to_tell("wang", wang.clock()) == Told()
    wang.sync()
    assert kept.to_tell("wang", wang.clock() + timedelta(minutes=14)) is None
    assert kept.to_tell("wang", wang.clock() + timedelta(minutes=16)) == Told()


def test_campaigns_are_shown_in_their_season_without_a_network(world: World) -> None:
    seed = read_seed(world.folder / "seed.toml")
    campaigns = (Campaign(code="a", zh="秋冬", season=("10-15", "03-15")), Campaign(code="b", zh="夏", season=("06-01", "08-31")))
    world.hub.load_seed(msgspec.structs.replace(seed, campaigns=campaigns))
    wang = world.tablet("wang")
    assert wang.desk.among.front().campaigns == ()
    wang.sync()
    assert [each.code for each in wang.desk.among.front().campaigns] == ["a"]


def test_a_report_for_a_campaign_belongs_to_it_before_and_after_the_hub_has_it(world: World) -> None:
    seed = read_seed(world.folder / "seed.toml")
    running = Campaign(code="a", zh="秋冬", en="Winter", subcategories=("C09-01",))
    world.hub.load_seed(msgspec.structs.replace(seed, campaigns=(running,)))
    wang = world.tablet("wang")
    wang.sync()
    draft = wang.desk.new_draft(campaign="a")
    assert (draft.campaign, draft.campaign_zh, draft.campaign_en) == ("a", "秋冬", "Winter")
    assert wang.desk.new_draft().campaign is None  # the empty one is given again, for nothing in particular
    draft = wang.desk.new_draft(campaign="a")
    wang.desk.place_by_hand(draft.id, 36.07, 120.376)
    wang.desk.save_field(draft.id, "subcategory", "C01-01")
    for seed_of, shot in ((1, Shot.FAR), (2, Shot.NEAR)):
        wang.desk.add_photo_bytes(draft.id, photo(seed_of), shot=shot)
    case_id = wang.desk.submit(draft.id)
    for _ in range(2):
        counts = wang.desk.listed.counts(Lookup(campaigns=("a",)))
        assert counts is not None and (counts.total, counts.campaigns) == (1, (("a", "秋冬", "Winter", 1),))
        assert [row.id for row in wang.desk.cases(Lookup(campaigns=("a",)))] == [case_id]
        assert wang.desk.case(case_id).campaign_zh == "秋冬"
        wang.sync()
    # The hub drops it: its cases keep its name.
    world.hub.load_seed(msgspec.structs.replace(seed, campaigns=()))
    wang.desk.store.database.write("UPDATE activity SET kept_ms = 0")
    wang.sync()
    kept = wang.desk.store.activity.answer("wang")
    assert kept is not None and kept[0].campaigns == ()
    assert wang.desk.listed.counts(Lookup(campaigns=("a",))).campaigns == (("a", "秋冬", "Winter", 1),)
    assert (wang.desk.case(case_id).campaign_zh, wang.desk.case(case_id).campaign_en) == ("秋冬", "Winter")


def test_a_report_that_was_taken_out_of_a_campaign_is_put_back_after_a_restart(world: World) -> None:
    seed = read_seed(world.folder / "seed.toml")
    world.hub.load_seed(msgspec.structs.replace(seed, campaigns=(Campaign(code="a", zh="秋冬", en="Winter"),)))
    wang = world.tablet("wang")
    wang.sync()
    draft = wang.desk.new_draft(campaign="a")
    wang.desk.save_field(draft.id, "description", "落叶")
    assert draft.campaign_left is None
    assert wang.desk.save_field(draft.id, "campaign", "").campaign is None
    wang.power_cut()
    again = wang.desk
    (found,) = again.drafts()
    assert found.campaign_left == CampaignLeft("a", "秋冬", "Winter")
    assert again.new_draft().campaign_left is None, "another one was never in it"
    back = again.save_field(draft.id, "campaign", found.campaign_left.code)
    assert (back.campaign, back.campaign_left) == ("a", None)


def test_the_last_fix_is_a_drafts_or_a_patrols(world: World) -> None:
    desk = world.tablet("wang").desk
    assert last_fix(desk.store.database, "wang") is None
    draft = desk.new_draft()
    at = desk.now() - timedelta(minutes=5)
    place = Position(latitude=36.07, longitude=120.376, source=PositionSource.GNSS, accuracy_m=9.0, fixed_at=at)
    desk.note_fix(draft.id, place)
    found = last_fix(desk.store.database, "wang")
    assert found is not None and (found.position.latitude, found.at) == (36.07, at)
    fix = desk.among.front().fix
    assert fix is not None and fix.at == at
