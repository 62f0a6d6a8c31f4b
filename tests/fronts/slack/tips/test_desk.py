"""What administrators see of tips and do about them; nobody else does."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.flows.shapes import Person as Someone
from bot.flows.tip_shapes import PROACTIVE
from bot.fronts.slack.tips import names
from bot.fronts.slack.tips.names import DESK_PRESSED
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.desk import OPEN, desk, fields, goes, home, now, seen, subscribed

TIP = "order-call-to-cancel"
TITLE = "An order you never made"


async def test_the_first_page_says_who_gets_tips_and_what_is_wrong_in_words(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        assert there.running
        store = there.running.store
        await subscribed(there, there.general.id)
        await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        old = there.team.channel("old-stuff", members=[there.ann])
        stopped = await subscribed(there, old.id, setter=there.bob)
        await store.subscriptions.stop(there.team.id, stopped.id, "is_archived", now(there))
        wished = await subscribed(there, old.id)
        await store.subscriptions.stop(there.team.id, wished.id, "", now(there))
        shown = seen(await desk(there))
        assert "1 channel and 1 person get tips. The next one comes on Tue " in shown
        assert f"• Tips stopped in <#{old.id}>: The channel is archived. Bob Field set them up." in shown
        assert shown.count("Tips stopped") == 1  # what somebody wished is nothing wrong
        assert (
            "[Calendar] [What was sent] [Send one now] [Our own tips] [Our own questions] [All subscriptions]" in shown
        )


async def test_without_subscriptions_the_first_page_says_how_to_begin(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        shown = seen(await desk(there))
        assert 'Nobody gets tips yet. Write "/legit tips" in a channel' in shown
        assert "Please look at this" not in shown and "Nothing is wrong" not in shown


async def test_nobody_else_has_the_button_and_no_page_opens_for_who_is_no_administrator_any_more(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        assert OPEN not in str(await home(there, there.bob))
        page = await home(there, there.ann, OPEN)
        there.ann.admin = False
        await there.ann.presses(page, OPEN)
        await there.slack.until(lambda: OPEN not in str(there.ann.home))
        assert there.ann.view is None


@pytest.mark.parametrize("button", ["calendar", "sent", "own", "all", "now"])
async def test_every_press_on_an_open_page_asks_again_who_presses(tmp_path: Path, button: str) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        view = await desk(there)
        there.ann.admin = False
        shown = await goes(there, view, button, "Only administrators can do this")
        assert "Only administrators can do this. Nothing was changed." in shown and len(there.ann.stack) == 1


async def test_the_calendar_says_on_each_day_what_comes_where(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        finance = there.team.channel("finance", members=[there.ann])
        for target in (there.general.id, finance.id):
            await subscribed(there, target)
        await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        assert there.running
        gone = await subscribed(there, there.ann.id, direct=True)
        await there.running.store.subscriptions.stop(there.team.id, gone.id, "", now(there))
        shown = await goes(there, await desk(there), "calendar", "next four weeks")
        assert f"10:00: <#{there.general.id}>, <#{finance.id}> and 1 person" in shown
        assert "(London)" in shown and shown.count("**Tue ") == 4


async def test_what_was_sent_shows_numbers_and_no_person(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        assert there.running
        store, team = there.running.store, there.team.id
        await store.tips.post(team, {there.general.id: False, there.bob.id: True}, TIP, PROACTIVE, "x", now(there))
        there.running.engine.nudge()
        await there.slack.until(lambda: there.answers(there.general) and there.answers(there.dm(there.bob)))
        await there.quiet()
        for what, count in (("got", 4), ("test", 3), ("test-right", 2), ("reaction", 5)):
            for number in range(count):
                await store.tip_counts.count(team, TIP, what, f"{what}{number}", now(there))
        shown = await goes(there, await desk(there), "sent", "What was sent, newest")
        assert f"**{TITLE}** to <#{there.general.id}> and 1 person." in shown
        assert "Got it 4, more 0, tested 3 (2 right), fewer 0, reactions 5." in shown
        assert there.bob.real_name not in shown and there.bob.id not in shown


async def test_of_a_tip_that_one_person_got_no_numbers_are_shown(tmp_path: Path) -> None:
    """They would say what this person did."""
    async with company(tmp_path) as there:
        there.ann.admin = True
        assert there.running
        store, team = there.running.store, there.team.id
        await store.tips.post(team, {there.bob.id: True}, TIP, PROACTIVE, "x", now(there))
        there.running.engine.nudge()
        await there.slack.until(lambda: there.answers(there.dm(there.bob)))
        await there.quiet()
        await store.tip_counts.count(team, TIP, "got", "once", now(there))
        shown = await goes(there, await desk(there), "sent", "Too few people")
        assert "Got it" not in shown


async def test_a_tip_is_shown_to_the_administrator_first_and_then_sent_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        view = await desk(there)
        await goes(there, view, "now", "Which tip?")
        box = there.ann.view
        assert box and "[Show me first]" in seen(box)
        await goes(there, box, "preview", "Choose a tip first")
        await there.ann.types(box, fields(tip=TIP))
        await goes(there, box, "preview", "I sent it to you in our direct messages")
        (shown,) = there.answers(there.dm())
        assert TITLE in read_out(shown.blocks) and "[Got it]" in read_out(shown.blocks)
        assert not there.answers(there.general)
        assert box.state["tip"]["value"]["selected_option"]["value"] == TIP
        await there.ann.submits(box, fields(channels=[there.general.id]))
        assert "I am sending it to 1 channel." in seen(box)
        await there.slack.until(lambda: there.answers(there.general))
        await there.quiet()
        (posted,) = there.answers(there.general)
        assert read_out(posted.blocks) == read_out(shown.blocks)


async def test_handed_in_twice_it_is_sent_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await goes(there, await desk(there), "now", "Which tip?")
        box = there.ann.view
        assert box
        await there.ann.types(box, fields(tip=TIP, channels=[there.general.id]))
        body = dict(box.body)
        await there.ann.submits(box)
        box.body.update(body)  # as it was before Slack's answer came
        await there.ann.submits(box)
        assert "I sent this one already." in seen(box)
        await there.quiet()
        assert len(there.answers(there.general)) == 1


async def test_where_the_bot_is_not_the_field_says_so_and_nothing_is_sent(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        finance = there.team.channel("finance", members=[there.ann])
        hidden = there.team.channel("board", members=[there.ann], private=True)
        await goes(there, await desk(there), "now", "Which tip?")
        box = there.ann.view
        assert box
        await there.ann.submits(box, fields(tip=TIP, channels=[there.general.id, finance.id]))
        assert box.errors == {"channels": "I am not in #finance. Invite me there first."}
        await there.ann.submits(box, fields(channels=[hidden.id]))
        assert box.errors == {"channels": "I am not in that channel. Invite me there first."}
        await there.quiet()
        assert not there.answers(there.general)


async def test_who_is_no_administrator_any_more_sends_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await goes(there, await desk(there), "now", "Which tip?")
        box = there.ann.view
        assert box
        there.ann.admin = False
        await there.ann.submits(box, fields(tip=TIP, channels=[there.general.id]))
        assert "Only administrators can do this" in seen(box)
        await there.quiet()
        assert not there.answers(there.general)


async def test_an_administrator_stops_a_subscription_and_lets_it_go_on(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        one = await subscribed(there, there.general.id, setter=there.bob)
        await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        view = await desk(there)
        shown = await goes(there, view, "all", "Who gets tips")
        assert f"<#{there.general.id}>: every Tuesday at 10:00 (London), set up by Bob Field. Next: Tue " in shown
        assert "1 person gets tips that they set up for themselves. Only they can change them." in shown
        await goes(there, view, "stop", "Stopped.", str(one.id))
        assert there.running
        found = await there.running.store.subscriptions.get(there.team.id, one.id)
        assert found and not found.active and found.why == ""
        await goes(there, view, "resume", "Next: ", str(one.id))
        found = await there.running.store.subscriptions.get(there.team.id, one.id)
        assert found and found.active
        assert "[Take it off the list]" not in seen(view)
        await goes(there, view, "stop", "[Go on] [Take it off the list]", str(one.id))
        await goes(there, view, "remove", "Who gets tips", str(one.id))
        await there.slack.until(lambda: f"<#{there.general.id}>" not in seen(view))
        assert await there.running.store.subscriptions.get(there.team.id, one.id) is None


async def test_what_people_set_up_for_themselves_no_administrator_can_stop(tmp_path: Path) -> None:
    """Not even with a page that names it: what a press brings back comes from outside."""
    async with company(tmp_path) as there:
        there.ann.admin = True
        channel = await subscribed(there, there.general.id)
        own = await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        view = await desk(there)
        await goes(there, view, "all", "Who gets tips")
        for block in view.body["blocks"]:
            for element in block.get("elements", ()):
                if element.get("value") == str(channel.id):
                    element["value"] = str(own.id)
        await there.ann.presses(view, DESK_PRESSED + "stop", str(own.id))
        await there.quiet()
        assert there.running
        found = await there.running.store.subscriptions.get(there.team.id, own.id)
        assert found and found.active


async def test_a_tip_that_may_not_have_arrived_is_listed(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        assert there.running
        store, team = there.running.store, there.team.id
        ledger = store.deliveries
        delivery = await ledger.claim(Someone(team, ""), there.general.id, "tip", "2026-11-24T10:00", now(there))
        await ledger.sending(delivery, now(there))
        await ledger.lost(delivery, now(there))
        await there.later(timedelta(hours=2).total_seconds())
        shown = seen(await desk(there))
        assert (
            "In the last 7 days 1 tip may not have arrived. I did not send it again:" in shown
            and f"• <#{there.general.id}> (" in shown
        )


def opened(there: Company) -> list[str]:
    return [one.callback_id for one in there.ann.stack]


@pytest.mark.thorough
async def test_what_slack_does_not_say_in_time_changes_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        view = await desk(there)
        there.slack.faults.slow("users.info", 2)
        await there.ann.presses(view, DESK_PRESSED + "all")
        await there.slack.until(lambda: "Please try again" in seen(view))
        assert opened(there) == [names.DESK_TOLD_VIEW]
